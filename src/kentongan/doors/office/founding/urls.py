"""Addresses of the funnel: the board, the list, one path and its acts."""

from django.urls import path

from kentongan.doors.office.founding import acts, board, meetings, opening, reading

urlpatterns = [
    path("", board.index, name="founding-board"),
    path("daftar/", board.listing, name="founding-list"),
    path("cetak/", board.printed, name="founding-print"),
    path("baru/", opening.new, name="founding-new"),
    path("banyak/", opening.many, name="founding-many"),
    path("<slug:code>/", reading.detail, name="founding-detail"),
    path("<slug:code>/langkah/<slug:kind>/", acts.step, name="founding-step"),
    path("<slug:code>/langkah/<slug:kind>/lewati/", acts.skip, name="founding-skip"),
    path("<slug:code>/langkah/<slug:kind>/tarik/", acts.take_back, name="founding-take-back"),
    path("<slug:code>/langkah/<slug:kind>/berkas/", reading.file, name="founding-file"),
    path("<slug:code>/koordinasi/", acts.coordination, name="founding-coordination"),
    path("<slug:code>/musyawarah/", meetings.result, name="founding-deliberation"),
    path("<slug:code>/musyawarah/jadwal/", meetings.call, name="founding-meeting"),
    path("<slug:code>/musyawarah/<int:number>/berita-acara.pdf", meetings.minutes, name="founding-minutes"),
    path("<slug:code>/kelompok/", acts.establishment, name="founding-establishment"),
    path("<slug:code>/sambungan/", acts.link, name="founding-link"),
    path("<slug:code>/penghentian/", acts.closing, name="founding-closing"),
    path("<slug:code>/pembukaan/", acts.reopening, name="founding-reopening"),
]
