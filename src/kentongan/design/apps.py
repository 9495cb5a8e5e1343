from django.apps import AppConfig


class DesignConfig(AppConfig):
    """What the doors share: base templates, components, tokens, charts and maps."""

    name = "kentongan.design"
    label = "design"
