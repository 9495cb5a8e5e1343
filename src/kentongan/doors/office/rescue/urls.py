"""Addresses of rescue files: taken in, receipted, and bundles made for villages."""

from django.urls import path

from kentongan.doors.office.rescue import bundles, views

urlpatterns = [
    path("", views.index, name="rescue-list"),
    path("paket/", bundles.new, name="rescue-bundle"),
    path("paket/berkas/", bundles.file, name="rescue-bundle-file"),
    path("<uuid:key>/", views.detail, name="rescue-intake"),
    path("<uuid:key>/tanda/", views.receipt, name="rescue-receipt"),
    path("<uuid:key>/tanda.ktg", views.receipt_file, name="rescue-receipt-file"),
]
