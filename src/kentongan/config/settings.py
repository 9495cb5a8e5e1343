"""All settings. Each environment option is read once here and documented in docs/options.md."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SOURCE_DIR = Path(__file__).resolve().parent.parent


def text_option(name: str, default: str = "") -> str:
    """The environment option as stripped text."""
    return os.environ.get(name, default).strip()


def flag_option(name: str, *, default: bool) -> bool:
    """The environment option as yes or no; anything else stops the start with a sentence."""
    value = text_option(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "ya"}:
        return True
    if value in {"0", "false", "no", "tidak"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def kept_secret(path: Path) -> str:
    """The secret kept in the data folder, made on first use and readable by its owner alone."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


DATA_DIR = Path(text_option("KENTONGAN_DATA", "data")).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = text_option("KENTONGAN_SECRET_KEY") or kept_secret(DATA_DIR / "secret-key")
DEBUG = flag_option("KENTONGAN_DEBUG", default=False)
BASE_URL = text_option("KENTONGAN_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
HOME_REGION = text_option("KENTONGAN_REGION", "00")
HTTPS = urlsplit(BASE_URL).scheme == "https"
ALLOWED_HOSTS = sorted({urlsplit(BASE_URL).hostname or "127.0.0.1", "127.0.0.1", "localhost"})
ATTACHMENTS_DIR = DATA_DIR / "lampiran"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "kentongan.domain.core",
    "kentongan.domain.regions",
    "kentongan.domain.people",
    "kentongan.domain.groups",
    "kentongan.domain.releases",
    "kentongan.domain.activities",
    "kentongan.design",
    "kentongan.doors.office",
    "kentongan.doors.field",
    "kentongan.doors.portal",
    "kentongan.doors.api",
]

DATABASES = {
    "default": dj_database_url.parse(
        text_option("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'kentongan.sqlite3'}", conn_max_age=600
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
ROOT_URLCONF = "kentongan.config.urls"
WSGI_APPLICATION = "kentongan.config.wsgi.application"
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [SOURCE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
MIDDLEWARE: list[str] = []
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
