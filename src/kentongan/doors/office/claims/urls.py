"""Addresses of the hoax desk."""

from django.urls import path

from kentongan.doors.office.claims import acts, importing, queue, reading, ruling, writing

urlpatterns = [
    path("", queue.index, name="claim-list"),
    path("massal/", queue.bulk, name="claim-bulk"),
    path("tampilan/", queue.keep_view, name="claim-view"),
    path("aturan/", ruling.index, name="claim-choices"),
    path("aturan/batas/", ruling.target, name="claim-target"),
    path("aturan/<slug:kind>/baru/", ruling.edit, name="claim-choice-new"),
    path("aturan/<slug:kind>/<slug:choice>/", ruling.edit, name="claim-choice"),
    path("impor/", importing.bring_in, name="claim-import"),
    path("<slug:code>/", reading.detail, name="claim-detail"),
    path("<slug:code>/gambar/<int:number>/", reading.picture, name="claim-picture"),
    path("<slug:code>/suara/<uuid:report>/", reading.voice, name="claim-voice"),
    path("<slug:code>/tindakan/", acts.act, name="claim-act"),
    path("<slug:code>/keterangan/", writing.describe, name="claim-describe"),
    path("<slug:code>/putusan/", writing.verdict, name="claim-verdict"),
    path("<slug:code>/ajukan/", acts.submit, name="claim-submit"),
    path("<slug:code>/keputusan/", acts.decide, name="claim-decide"),
    path("<slug:code>/terbit/", acts.publish, name="claim-publish"),
    path("<slug:code>/bawa-kembali/", acts.ask_to_carry, name="claim-carry"),
]
