"""The settings of the tests: the real ones, over a data folder of their own, without what only costs time."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="kentongan-test.")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["KENTONGAN_DATA"] = _folder
os.environ["KENTONGAN_BASE_URL"] = "http://127.0.0.1:8000"
for _name in ("KENTONGAN_REGION", "KENTONGAN_SECRET_KEY", "KENTONGAN_DEBUG"):
    os.environ.pop(_name, None)

from kentongan.config.settings import *  # noqa: E402, F403 - the environment has to stand first
from kentongan.config.settings import DATABASES, INSTALLED_APPS  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    },  # nothing is collected
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that threads have connections of their own as in real life; it need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
