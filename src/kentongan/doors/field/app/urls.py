"""Addresses of the app below /k/hp/; the sync itself is at /k/sync and /k/berkas/."""

from django.urls import path

from kentongan.doors.field.app import seats, views

urlpatterns = [
    path("", views.shell, name="app"),
    path("app.webmanifest", views.manifest, name="app-manifest"),
    path("pekerja.js", views.worker, name="app-worker"),
    path("sesi", views.session, name="app-session"),
    path("kursi/ambil", seats.take, name="seat-take"),
    path("kursi/pindah", seats.change, name="seat-change"),
    path("kursi/keluar", seats.leave, name="seat-leave"),
]
