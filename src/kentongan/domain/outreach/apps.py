from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Floor 9: tours through the districts, planned by quota, priority and calendar."""

    name = "kentongan.domain.outreach"
    label = "outreach"
