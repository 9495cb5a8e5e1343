from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Floor 5: information packages and their way down the tree."""

    name = "kentongan.domain.releases"
    label = "releases"
