"""Addresses of decrees."""

from django.urls import path

from kentongan.doors.office.decrees import acts, listing, writing

urlpatterns = [
    path("", listing.index, name="decree-list"),
    path("baru/", writing.new, name="decree-new"),
    path("<slug:code>/", listing.detail, name="decree-detail"),
    path("<slug:code>/pencabutan/", acts.revocation, name="decree-revocation"),
    path("<slug:code>/pindaian/", acts.scan, name="decree-scan"),
    path("<slug:code>/kelompok/", writing.named, name="decree-groups"),
    path("<slug:code>/berkas/", listing.file, name="decree-file"),
]
