"""Address of the style guide."""

from django.urls import path

from kentongan.doors.office.gaya import views

urlpatterns = [path("", views.index, name="gaya")]
