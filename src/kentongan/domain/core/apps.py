from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Floor 0: attachments, short codes, dates, named failures."""

    name = "kentongan.domain.core"
    label = "core"
