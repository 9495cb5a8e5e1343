from django.apps import AppConfig


class FoundingConfig(AppConfig):
    """Floor 10: each place on its way to a group, from selection to the first activity."""

    name = "kentongan.domain.founding"
    label = "founding"
