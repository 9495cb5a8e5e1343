"""Addresses of regions; codes are those of Kemendagri."""

from django.urls import path

from kentongan.doors.office.regions import facts, holidays, links, measures, reading

urlpatterns = [
    path("", reading.index, name="region-list"),
    path("cari/", reading.offer, name="region-offer"),
    path("batas/", facts.boundaries, name="region-boundaries"),
    path("hari-libur/", holidays.index, name="holiday-list"),
    path("hari-libur/tambah/", holidays.new, name="holiday-new"),
    path("hari-libur/<int:number>/hapus/", holidays.removal, name="holiday-removal"),
    path("ukuran/", measures.index, name="measure-list"),
    path("ukuran/muat/", measures.load, name="measure-import"),
    path("ukuran/contoh/", measures.template, name="measure-template"),
    path("jaringan-buruk/", links.bad, name="region-bad-links"),
    path("<str:code>/", reading.detail, name="region-detail"),
    path("<str:code>/riwayat/", reading.history, name="region-history"),
    path("<str:code>/label/", facts.tag, name="region-tag"),
    path("<str:code>/label/<int:number>/akhir/", facts.tag_end, name="region-tag-end"),
    path("<str:code>/jaringan/", facts.connectivity, name="region-connectivity"),
    path("<str:code>/catatan/", facts.note, name="region-note"),
]
