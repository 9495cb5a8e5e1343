from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Floor 1: the tree of administrative areas."""

    name = "kentongan.domain.regions"
    label = "regions"
