"""Addresses of regulations."""

from django.urls import path

from kentongan.doors.office.regulations import views

urlpatterns = [
    path("", views.index, name="regulation-list"),
    path("baru/", views.new, name="regulation-new"),
    path("<slug:code>/", views.detail, name="regulation-detail"),
    path("<slug:code>/akhir/", views.ending, name="regulation-ending"),
    path("<slug:code>/berkas/", views.file, name="regulation-file"),
]
