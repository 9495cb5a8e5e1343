"""Addresses of what groups need."""

from django.urls import path

from kentongan.doors.office.needs import answering, views

urlpatterns = [
    path("", views.index, name="need-list"),
    path("baru/", views.new, name="need-new"),
    path("<slug:code>/", views.detail, name="need-detail"),
    path("<slug:code>/foto/<uuid:file>/", views.photo, name="need-photo"),
    path("<slug:code>/jawaban/", answering.answer, name="need-answer"),
    path("<slug:code>/teruskan/", answering.forward, name="need-forward"),
    path("<slug:code>/narasumber/", answering.speakers, name="need-speakers"),
    path("<slug:code>/narasumber/<str:speaker>/", answering.speaker, name="need-speaker"),
]
