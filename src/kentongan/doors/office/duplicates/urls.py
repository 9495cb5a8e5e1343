"""Addresses of what may be entered twice: the pairs, each pair side by side, and what was merged."""

from django.urls import path

from kentongan.doors.office.duplicates import comparing, listing

urlpatterns = [
    path("", listing.index, name="duplicate-list"),
    path("kim/<slug:one>/<slug:other>/", comparing.groups, name="duplicate-group"),
    path("kim/<slug:one>/<slug:other>/beda/", comparing.groups_apart, name="duplicate-group-apart"),
    path("batal/kim/<int:number>/", comparing.group_undo, name="duplicate-group-undo"),
    path("orang/<uuid:person>/<uuid:twin>/", comparing.persons, name="duplicate-person"),
    path("orang/<uuid:person>/<uuid:twin>/beda/", comparing.persons_apart, name="duplicate-person-apart"),
    path("batal/orang/<int:number>/", comparing.person_undo, name="duplicate-person-undo"),
]
