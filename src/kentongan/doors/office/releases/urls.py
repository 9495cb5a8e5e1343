"""Addresses of packages: the noun first, each act a sub-resource."""

from django.urls import path

from kentongan.doors.office.releases import board, deciding, listing, reading, writing

urlpatterns = [
    path("", listing.index, name="release-list"),
    path("baru/", writing.new, name="release-new"),
    path("sasaran/", writing.audience, name="release-audience"),
    path("<slug:code>/", reading.detail, name="release-detail"),
    path("<slug:code>/versi/<int:number>/", reading.version_page, name="release-version"),
    path("<slug:code>/berkas/<uuid:key>/", reading.file, name="release-file"),
    path("<slug:code>/poster/", reading.poster, name="release-poster"),
    path("<slug:code>/poster.pdf", reading.poster_page, name="release-poster-pdf"),
    path("<slug:code>/naskah/", writing.edit, name="release-edit"),
    path("<slug:code>/koreksi/", writing.correction, name="release-correction"),
    path("<slug:code>/pengajuan/", deciding.submission, name="release-submission"),
    path("<slug:code>/pengembalian/", deciding.returning, name="release-return"),
    path("<slug:code>/persetujuan/", deciding.approval, name="release-approval"),
    path("<slug:code>/penerbitan/", deciding.publication, name="release-publication"),
    path("<slug:code>/pembatalan-jadwal/", deciding.schedule_end, name="release-schedule-end"),
    path("<slug:code>/darurat/", deciding.emergency, name="release-emergency"),
    path("<slug:code>/tinjauan/", deciding.review, name="release-review"),
    path("<slug:code>/penarikan/", deciding.withdrawal, name="release-withdrawal"),
    path("<slug:code>/papan/", board.board, name="release-board"),
    path("<slug:code>/papan/kejar/", board.chase, name="release-chase"),
    path("<slug:code>/papan/unduh/<str:kind>/", board.export, name="release-board-export"),
    path("<slug:code>/papan/kim/<slug:group_code>/", board.group, name="release-group"),
]
