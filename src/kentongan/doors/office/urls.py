"""Addresses of the office door: one line per subject."""

from django.urls import include, path

from kentongan.doors.office.home import views as home

app_name = "office"
urlpatterns = [
    path("", home.index, name="home"),
    path("paket/", include("kentongan.doors.office.releases.urls")),
    path("permintaan/", include("kentongan.doors.office.requests.urls")),
    path("kegiatan/", include("kentongan.doors.office.activities.urls")),
    path("acara/", include("kentongan.doors.office.events.urls")),
    path("narasumber/", include("kentongan.doors.office.speakers.urls")),
    path("pembentukan/", include("kentongan.doors.office.founding.urls")),
    path("cari/", include("kentongan.doors.office.search.urls")),
    path("capaian/", include("kentongan.doors.office.coverage.urls")),
    path("kim/", include("kentongan.doors.office.groups.urls")),
    path("sk/draf/", include("kentongan.doors.office.drafts.urls")),
    path("sk/", include("kentongan.doors.office.decrees.urls")),
    path("peraturan/", include("kentongan.doors.office.regulations.urls")),
    path("keliling/", include("kentongan.doors.office.tours.urls")),
    path("wilayah/", include("kentongan.doors.office.regions.urls")),
    path("pendampingan/", include("kentongan.doors.office.visits.urls")),
    path("kebutuhan/", include("kentongan.doors.office.needs.urls")),
    path("orang/", include("kentongan.doors.office.people.urls")),
    path("ganda/", include("kentongan.doors.office.duplicates.urls")),
    path("titipan/", include("kentongan.doors.office.rescue.urls")),
    path("perangkat/", include("kentongan.doors.office.devices.urls")),
    path("lapor/", include("kentongan.doors.office.tickets.urls")),
    path("cek/", include("kentongan.doors.office.claims.urls")),
    path("gaya/", include("kentongan.doors.office.gaya.urls")),
]
