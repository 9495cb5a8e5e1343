"""Which door answers which address."""

from django.urls import include, path

urlpatterns = [
    path("", include("kentongan.doors.account.urls")),
    path("kantor/", include("kentongan.doors.office.urls")),
    path("k/", include("kentongan.doors.field.urls")),
    path("api/v1/", include("kentongan.doors.api.urls")),
    path("", include("kentongan.doors.portal.urls")),
]

handler500 = "kentongan.config.faults.fault"
