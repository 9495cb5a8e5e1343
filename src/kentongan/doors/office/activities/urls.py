"""Addresses of what the groups did."""

from django.urls import path

from kentongan.doors.office.activities import views

urlpatterns = [
    path("", views.index, name="activity-list"),
    path("<uuid:key>/", views.detail, name="activity-detail"),
    path("<uuid:key>/penilaian/", views.assessment, name="activity-assessment"),
    path("<uuid:key>/bukti/<uuid:proof>/", views.proof, name="activity-proof"),
]
