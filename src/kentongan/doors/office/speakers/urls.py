"""Addresses of the register of speakers."""

from django.urls import path

from kentongan.doors.office.speakers import views

urlpatterns = [
    path("", views.index, name="speaker-list"),
    path("baru/", views.new, name="speaker-new"),
    path("<slug:code>/", views.detail, name="speaker-detail"),
    path("<slug:code>/ubah/", views.edit, name="speaker-edit"),
    path("<slug:code>/berhalangan/", views.absence, name="speaker-absence"),
    path("<slug:code>/berhalangan/<int:number>/hapus/", views.absence_end, name="speaker-absence-end"),
    path("<slug:code>/undang/", views.invite, name="speaker-invite"),
    path("<slug:code>/keluar/", views.ending, name="speaker-ending"),
]
