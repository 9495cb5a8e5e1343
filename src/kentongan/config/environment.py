"""Options that a command line sets before the settings are read."""

import os
from pathlib import Path


def use_data(folder: str | None) -> Path:
    """Take a folder as the data folder of this process and its children; returns its full path."""
    path = Path(folder or os.environ.get("KENTONGAN_DATA") or "data").resolve()
    os.environ["KENTONGAN_DATA"] = str(path)
    return path


def use_port(port: int) -> None:
    """Name the address on this machine, unless the environment names a real one."""
    os.environ.setdefault("KENTONGAN_BASE_URL", f"http://127.0.0.1:{port}")


def use_settings() -> None:
    """Name our settings to Django, unless a test named its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")


def use_demo(port: int) -> None:
    """Say that what the pages show is invented."""
    os.environ["KENTONGAN_DEMO"] = "1"
    use_port(port)


def has_database_server() -> bool:
    """Whether the records lie outside of the data folder."""
    return bool(os.environ.get("DATABASE_URL"))
