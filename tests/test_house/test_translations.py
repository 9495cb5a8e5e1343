"""scripts/check_translations.py"""

import polib

from scripts.check_translations import faults


def _catalogue(*entries: polib.POEntry) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.extend(entries)
    return catalogue


def test_a_translated_text_passes() -> None:
    assert list(faults(_catalogue(polib.POEntry(msgid="Kirim %(kode)s", msgstr="Send %(kode)s")))) == []


def test_each_fault_is_named() -> None:
    catalogue = _catalogue(
        polib.POEntry(msgid="Simpan", occurrences=[("a.py", "")]),
        polib.POEntry(msgid="Hapus", msgstr="Remove", flags=["fuzzy"], occurrences=[("b.py", "")]),
        polib.POEntry(msgid="Lama", msgstr="Old", obsolete=True),
        polib.POEntry(msgid="Ke {kode}", msgstr="To {code}", occurrences=[("c.html", "")]),
    )

    assert list(faults(catalogue)) == [
        "no English: 'Simpan' in a.py",
        "doubtful (fuzzy): 'Hapus' in b.py",
        "no longer used: 'Lama'",
        "other placeholders: 'Ke {kode}' in c.html",
    ]
