from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Door of the public: /."""

    name = "kentongan.doors.portal"
    label = "portal"
