from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Floor 11: targets against what the records show."""

    name = "kentongan.domain.indicators"
    label = "indicators"
