"""Addresses of accounts, offices, mandates and the audit log."""

from django.urls import path

from kentongan.doors.office.people import accounts, audit, mandates, offices, roles

urlpatterns = [
    path("", accounts.index, name="user-list"),
    path("baru/", accounts.new, name="user-new"),
    path("akun/<str:username>/", accounts.detail, name="user-detail"),
    path("akun/<str:username>/peran/", roles.grant, name="user-grant"),
    path("akun/<str:username>/peran/<int:number>/cabut/", roles.revoke, name="user-revoke"),
    path("akun/<str:username>/kata-sandi/", accounts.reset, name="user-reset"),
    path("akun/<str:username>/tutup/", accounts.close, name="user-close"),
    path("akun/<str:username>/buka/", accounts.reopen, name="user-reopen"),
    path("kantor/", offices.index, name="agency-list"),
    path("kantor/baru/", offices.new, name="agency-new"),
    path("kantor/<uuid:key>/", offices.detail, name="agency-detail"),
    path("kantor/<uuid:key>/bidang/", offices.unit, name="agency-unit"),
    path("kantor/<uuid:key>/jabatan/", offices.post, name="agency-post"),
    path("jabatan/<int:number>/akhir/", offices.post_end, name="post-end"),
    path("mandat/", mandates.index, name="mandate-list"),
    path("mandat/baru/", mandates.new, name="mandate-new"),
    path("mandat/<int:number>/akhir/", mandates.ending, name="mandate-ending"),
    path("audit/", audit.index, name="audit-log"),
]
