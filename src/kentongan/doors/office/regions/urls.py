"""Addresses of regions; codes are those of Kemendagri."""

from django.urls import path

from kentongan.doors.office.regions import facts, reading

urlpatterns = [
    path("", reading.index, name="region-list"),
    path("cari/", reading.offer, name="region-offer"),
    path("batas/", facts.boundaries, name="region-boundaries"),
    path("<str:code>/", reading.detail, name="region-detail"),
    path("<str:code>/riwayat/", reading.history, name="region-history"),
    path("<str:code>/label/", facts.tag, name="region-tag"),
    path("<str:code>/label/<int:number>/akhir/", facts.tag_end, name="region-tag-end"),
    path("<str:code>/jaringan/", facts.connectivity, name="region-connectivity"),
    path("<str:code>/catatan/", facts.note, name="region-note"),
]
