"""Addresses before the doors."""

from django.urls import path

from kentongan.doors.account import views

app_name = "account"
urlpatterns = [
    path("masuk/", views.sign_in, name="sign-in"),
    path("keluar/", views.sign_out, name="sign-out"),
    path("akun/", views.overview, name="overview"),
    path("akun/pastikan/", views.confirm, name="confirm"),
    path("akun/kata-sandi/", views.password, name="password"),
    path("akun/sesi/<str:reference>/akhir/", views.end_session, name="session-end"),
    path("akun/perangkat/<int:number>/cabut/", views.revoke_device, name="device-end"),
    path("akun/atas-nama/", views.mandate, name="mandate"),
    path("bahasa/", views.language, name="language"),
]
