"""Addresses of agency requests."""

from django.urls import path

from kentongan.doors.office.requests import views

urlpatterns = [
    path("", views.index, name="request-list"),
    path("baru/", views.new, name="request-new"),
    path("<slug:code>/", views.detail, name="request-detail"),
    path("<slug:code>/jawaban/", views.answer, name="request-answer"),
    path("<slug:code>/paket/", views.make_release, name="request-release"),
    path("<slug:code>/hasil/", views.result, name="request-result"),
    path("<slug:code>/berkas/<uuid:key>/", views.file, name="request-file"),
]
