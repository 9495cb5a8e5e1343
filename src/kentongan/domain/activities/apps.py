from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """Floor 6: what the groups did, with reach and proof."""

    name = "kentongan.domain.activities"
    label = "activities"
