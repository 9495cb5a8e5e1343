from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Door of the staff: /kantor/."""

    name = "kentongan.doors.office"
    label = "office"
