"""Addresses of coverage and targets."""

from django.urls import path

from kentongan.doors.office.coverage import acts, reading, targets

urlpatterns = [
    path("", reading.index, name="coverage"),
    path("cetak/", reading.printed, name="coverage-print"),
    path("target/", targets.index, name="target-list"),
    path("target/baru/", acts.new, name="target-new"),
    path("target/<int:key>/", targets.detail, name="target-detail"),
    path("target/<int:key>/ubah/", acts.change, name="target-change"),
    path("target/<int:key>/alihkan/", acts.carry, name="target-carry"),
    path("target/<int:key>/batal/", acts.cancel, name="target-cancel"),
    path("kemajuan/<str:code>/", targets.progress, name="target-progress"),
]
