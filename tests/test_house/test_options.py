"""docs/options.md names every option of the environment, and nothing else reads the environment."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "src" / "kentongan" / "config" / "settings.py"
READ = re.compile(r"""_option\(\s*["']([A-Z_]+)["']""")
NAMED = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
MAY_READ = {"config/settings.py", "config/wsgi.py", "config/environment.py"}


def test_each_option_is_documented_once() -> None:
    read = set(READ.findall(SETTINGS.read_text()))
    documents = (ROOT / "docs" / "options.md").read_text()
    named = NAMED.findall(documents.split("## For tests")[0])

    assert sorted(named) == sorted(read)


def test_only_the_settings_read_the_environment() -> None:
    source = ROOT / "src" / "kentongan"
    readers = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"\bos\.(?:environ|getenv)\b", path.read_text())
    }

    assert readers - MAY_READ == set()
