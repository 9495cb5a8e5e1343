from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Door of machines: /api/v1/."""

    name = "kentongan.doors.api"
    label = "api"
