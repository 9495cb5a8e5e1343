from django.apps import AppConfig


class SyncConfig(AppConfig):
    """Floor 3: phones, their operations and files, what each phone holds, measured links."""

    name = "kentongan.domain.sync"
    label = "sync"
