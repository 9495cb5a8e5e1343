"""Addresses of tours and of the ranking that feeds them."""

from django.urls import path

from kentongan.doors.office.tours import (
    calendar,
    detail,
    frame,
    listing,
    papers,
    planning,
    priority,
    rows,
    steps,
    writing,
)

urlpatterns = [
    path("", listing.index, name="tour-list"),
    path("baru/", writing.new, name="tour-new"),
    path("prioritas/", priority.index, name="priority-list"),
    path("<slug:code>/", detail.detail, name="tour-detail"),
    path("<slug:code>/ubah/", writing.edit, name="tour-edit"),
    path("<slug:code>/kerangka/", frame.index, name="tour-frame"),
    path("<slug:code>/tim/tambah/", frame.team_new, name="tour-team-new"),
    path("<slug:code>/tim/<int:number>/", frame.team, name="tour-team"),
    path("<slug:code>/tim/<int:number>/hapus/", frame.team_removal, name="tour-team-removal"),
    path("<slug:code>/tim/<int:number>/halangan/", frame.absence, name="tour-absence"),
    path("<slug:code>/halangan/<int:number>/hapus/", frame.absence_end, name="tour-absence-end"),
    path("<slug:code>/narasumber/", frame.speakers, name="tour-speakers"),
    path("<slug:code>/kecamatan/<str:district>/", frame.district, name="tour-district"),
    path("<slug:code>/kecamatan/<str:district>/pertemuan/", rows.new, name="tour-stop-new"),
    path("<slug:code>/rencana/", planning.plan, name="tour-plan"),
    path("<slug:code>/rencana/urung/", planning.undo, name="tour-undo"),
    path("<slug:code>/rencana/<uuid:key>/", planning.run, name="tour-run"),
    path("<slug:code>/pertemuan/<uuid:key>/", rows.stop, name="tour-stop"),
    path("<slug:code>/pertemuan/<uuid:key>/kunci/", rows.lock, name="tour-stop-lock"),
    path("<slug:code>/pertemuan/<uuid:key>/hapus/", rows.removal, name="tour-stop-removal"),
    path("<slug:code>/kalender/", calendar.index, name="tour-calendar"),
    path("<slug:code>/kalender.ics", papers.feed, name="tour-feed"),
    path("<slug:code>/persetujuan/", steps.approval, name="tour-approval"),
    path("<slug:code>/pembukaan/", steps.reopening, name="tour-reopening"),
    path("<slug:code>/acara/", steps.events, name="tour-events"),
    path("<slug:code>/selesai/", steps.finish, name="tour-finish"),
    path("<slug:code>/evaluasi/", steps.evaluation, name="tour-evaluation"),
    path("<slug:code>/pembatalan/", steps.cancellation, name="tour-cancellation"),
]
