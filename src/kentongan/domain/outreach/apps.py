from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Floor 7: tours through the districts, planned by quota, priority and calendar."""

    name = "kentongan.domain.outreach"
    label = "outreach"
