"""How a session's device reads."""

import pytest

from kentongan.design.devices import device_words


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 9; SM-J2) AppleWebKit/537.36 (KHTML) Chrome/99", "Chrome di Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120",
            "Edge di Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox di Linux"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_device_is_named_in_known_words(user_agent: str, words: str) -> None:
    assert device_words(user_agent) == words
