"""Addresses of the search."""

from django.urls import path

from kentongan.doors.office.search import views

urlpatterns = [
    path("", views.index, name="search"),
    path("wilayah/", views.areas, name="search-areas"),
]
