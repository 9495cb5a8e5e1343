"""scripts/check_portable.py"""

import pytest

from scripts.check_portable import ties


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("--index-" + "url https://mirror.example/simple", "a package-index address"),
        ("https://pypi" + ".org/simple", "a package-index address"),
        ("open('/ho" + "me/siti/data.csv')", "a path of one machine"),
        ("../sha" + "red/data", "a folder outside of the repository"),
    ],
)
def test_a_tie_is_named_with_its_line(line: str, reason: str) -> None:
    assert list(ties("a.py", "fine\n" + line)) == [f"a.py:2: {reason}"]


@pytest.mark.parametrize(
    "line", ["/usr/bin/chromium", "--no-emit-index-url", "kerja/work/a", "https://kim.example/home/a"]
)
def test_what_holds_everywhere_passes(line: str) -> None:
    assert list(ties("a.py", line)) == []
