"""Addresses of the phones."""

from django.urls import path

from kentongan.doors.office.devices import views

urlpatterns = [
    path("", views.index, name="device-list"),
    path("<str:code>/", views.detail, name="device-group"),
    path("<str:code>/<int:number>/cabut/", views.revocation, name="device-revocation"),
]
