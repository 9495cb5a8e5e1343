"""All settings. Each environment option is read once here and documented in docs/options.md."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
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
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
SECRET_KEY = text_option("KENTONGAN_SECRET_KEY") or kept_secret(DATA_DIR / "secret-key")
DEBUG = flag_option("KENTONGAN_DEBUG", default=False)
BASE_URL = text_option("KENTONGAN_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
DEMO = flag_option("KENTONGAN_DEMO", default=False)  # every page says that what it shows is invented
HOME_REGION = text_option("KENTONGAN_REGION", "00")
HTTPS = urlsplit(BASE_URL).scheme == "https"
BEHIND_PROXY = flag_option("KENTONGAN_BEHIND_PROXY", default=False)
ALLOWED_HOSTS = sorted({urlsplit(BASE_URL).hostname or "127.0.0.1", "127.0.0.1", "localhost"})
ATTACHMENTS_DIR = DATA_DIR / "lampiran"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "kentongan.domain.core",
    "kentongan.domain.regions",
    "kentongan.domain.people",
    "kentongan.domain.sync",
    "kentongan.domain.groups",
    "kentongan.domain.releases",
    "kentongan.domain.activities",
    "kentongan.domain.events",
    "kentongan.domain.tickets",
    "kentongan.domain.claims",
    "kentongan.domain.outreach",
    "kentongan.domain.mentoring",
    "kentongan.domain.founding",
    "kentongan.domain.indicators",
    "kentongan.design",
    "kentongan.doors.account",
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
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Compiling a query took 0.6 to 1.5 s where running it takes 0.1 (docs/performance.md).
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- accounts and sessions (security.md 7, 41)
AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account:sign-in"
SESSION_ENGINE = "kentongan.domain.people.sessions"
_COOKIE_PREFIX = "__Host-" if HTTPS else ""  # browsers refuse the prefix without https
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sesi"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "kentongan.config.faults.csrf_failure"
SEAT_COOKIE_NAME = f"{_COOKIE_PREFIX}kursi"  # which phone it is, for the accounts that share it
LANGUAGE_COOKIE_NAME = "bahasa"
LANGUAGE_COOKIE_SAMESITE = "Lax"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a village behind one address is not locked out
AXES_CLIENT_IP_CALLABLE = "kentongan.config.headers.client_address"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=1)  # a pause, never a lock-out
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "kentongan.doors.account.views.paused"
AXES_VERBOSE = False

# --- headers (security.md 39, 40)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # preload: an office below go.id cannot promise it for its parent
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}

ROOT_URLCONF = "kentongan.config.urls"
WSGI_APPLICATION = "kentongan.config.wsgi.application"
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [SOURCE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kentongan.design.sheets.SheetFinder",
    "kentongan.doors.field.app.files.ScriptFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Names that hold their content's digest: those Django makes, and the folders of the phone's app.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(app/[0-9a-f]{12}/|.*\.[0-9a-f]{12}\.)"
LOGGING = {  # to the console: faults, never who asked for what
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners, all day; each gets its 400
        "axes": {"level": "ERROR"},
    },
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000  # of everything but files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_PERMISSIONS = 0o600  # also of the collected static files: the data folder is its owner's alone
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kentongan.config.headers.HeadersMiddleware",
    "kentongan.config.headers.BodyLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kentongan.config.gate.LanguageMiddleware",
    "kentongan.config.gate.GateMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kentongan.config.context.common",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "kentongan.design.templatetags.design",
            ],
        },
    }
]
