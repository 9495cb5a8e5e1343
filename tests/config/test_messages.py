"""kentongan.config.messages"""

import gettext
import os
from pathlib import Path

from kentongan.config.messages import compile_messages

PO = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Kirim"
msgstr "Send"
"""


def test_a_text_is_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)

    assert compile_messages(tmp_path) == [source.with_suffix(".mo")]
    assert gettext.GNUTranslations(source.with_suffix(".mo").open("rb")).gettext("Kirim") == "Send"
    assert compile_messages(tmp_path) == []

    later = source.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert compile_messages(tmp_path) == [source.with_suffix(".mo")]
