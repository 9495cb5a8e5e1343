"""Addresses of decree drafts and their layouts."""

from django.urls import path

from kentongan.doors.office.drafts import acts, reading, templates, writing

urlpatterns = [
    path("", reading.index, name="draft-list"),
    path("baru/", writing.new, name="draft-new"),
    path("templat/", templates.index, name="draft-templates"),
    path("templat/baru/", templates.new, name="draft-template-new"),
    path("templat/<int:number>/", templates.edit, name="draft-template"),
    path("<slug:code>/", reading.detail, name="draft-detail"),
    path("<slug:code>/ubah/", writing.edit, name="draft-edit"),
    path("<slug:code>/cetak/", acts.printing, name="draft-printing"),
    path("<slug:code>/sk.pdf", reading.pdf, name="draft-pdf"),
    path("<slug:code>/pindaian/", acts.delivery, name="draft-delivery"),
    path("<slug:code>/berkas/", reading.file, name="draft-file"),
    path("<slug:code>/pencatatan/", acts.issuing, name="draft-issuing"),
    path("<slug:code>/pengembalian/", acts.sending_back, name="draft-return"),
    path("<slug:code>/pembatalan/", acts.discarding, name="draft-discarding"),
]
