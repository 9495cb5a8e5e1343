from django.apps import AppConfig


class ReleasesConfig(AppConfig):
    """Floor 4: information packages and their way down the tree."""

    name = "kentongan.domain.releases"
    label = "releases"
