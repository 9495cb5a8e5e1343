"""Addresses of groups: the noun first, each act a sub-resource."""

from django.urls import path

from kentongan.doors.office.groups import (
    acts,
    board,
    details,
    exporting,
    importing,
    listing,
    reading,
    writing,
)

urlpatterns = [
    path("", listing.index, name="group-list"),
    path("baru/", writing.new, name="group-new"),
    path("impor/", importing.upload, name="group-import"),
    path("impor/contoh.xlsx", importing.template, name="group-import-template"),
    path("impor/<int:number>/", importing.batch, name="group-import-batch"),
    path("impor/<int:number>/kesalahan.xlsx", importing.errors, name="group-import-errors"),
    path("ekspor/", exporting.start, name="group-export"),
    path("ekspor/<uuid:key>/", exporting.progress, name="group-export-progress"),
    path("ekspor/<uuid:key>/kim.xlsx", exporting.file, name="group-export-file"),
    path("<slug:code>/", reading.detail, name="group-detail"),
    path("<slug:code>/paket/", reading.packages, name="group-packages"),
    path("<slug:code>/ubah/", writing.edit, name="group-edit"),
    path("<slug:code>/pendaftaran/", acts.registration, name="group-registration"),
    path("<slug:code>/laporan/", acts.report, name="group-report"),
    path("<slug:code>/pembubaran/", acts.dissolution, name="group-dissolution"),
    path("<slug:code>/fungsi/pengembalian/", acts.function_return, name="group-function-return"),
    path("<slug:code>/pemulihan/", acts.revival, name="group-revival"),
    path("<slug:code>/masa-bakti/", board.term, name="group-term"),
    path("<slug:code>/masa-bakti/<int:number>/pengurus/", board.post, name="group-post"),
    path("<slug:code>/pengurus/<int:number>/akhir/", board.post_end, name="group-post-end"),
    path("<slug:code>/anggota/", board.member, name="group-member"),
    path("<slug:code>/anggota/<int:number>/akhir/", board.member_end, name="group-member-end"),
    path("<slug:code>/kontak/", details.contacts, name="group-contacts"),
    path("<slug:code>/alat/", details.equipment, name="group-equipment"),
    path("<slug:code>/alat/<int:number>/hapus/", details.equipment_end, name="group-equipment-end"),
    path("<slug:code>/akses/", details.user_access, name="group-access"),
]
