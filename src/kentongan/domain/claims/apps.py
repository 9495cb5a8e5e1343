from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Floor 8: doubtful messages, what was checked, and clarifications carried back."""

    name = "kentongan.domain.claims"
    label = "claims"
