from django.apps import AppConfig


class AccountConfig(AppConfig):
    """The porch before the doors: signing in and out, one's own password and sessions."""

    name = "kentongan.doors.account"
    label = "account"
