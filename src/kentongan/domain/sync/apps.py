from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SyncConfig(AppConfig):
    """Floor 3: phones, their operations and files, what each phone holds, measured links."""

    name = "kentongan.domain.sync"
    label = "sync"

    def ready(self) -> None:
        """Find what the rooms above register."""
        autodiscover_modules("operations")
        autodiscover_modules("feeds")
