"""Spreadsheets handed in, read with limits as rows of plain text. What columns mean, the rooms say."""

import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Invalid

FILE_LIMIT = 10 * 1024 * 1024
READ_SECONDS = 45


@dataclass(frozen=True)
class Table:
    """The filled rows of a sheet, each with its number there; the formulas by row, as cell names."""

    sha256: str
    rows: list[tuple[int, list[str]]]
    formulas: dict[int, list[str]]


def read_table(file: BinaryIO) -> Table:
    """The rows of an XLSX or CSV file, judged by its content.

    Raises ``Invalid`` with a sentence for a file that is too large, packed to explode, empty, no spreadsheet,
    or of more than 50,000 rows. Nothing is stored.
    """
    content = file.read(FILE_LIMIT + 1)
    if len(content) > FILE_LIMIT:
        raise Invalid(_("Berkas paling besar 10 MB. Bagi berkas, lalu unggah satu per satu."), field="file")
    if not content.strip():
        raise Invalid(_("Berkas ini kosong. Pilih berkas lain."), field="file")
    found = _parsed(content)
    if not found["rows"]:
        raise Invalid(_("Berkas ini tidak berisi baris. Pilih berkas lain."), field="file")
    formulas: dict[int, list[str]] = {}
    for cell in found["formulas"]:
        formulas.setdefault(int(re.sub(r"\D", "", cell)), []).append(cell)
    rows = [(number, cells) for number, cells in found["rows"]]
    return Table(hashlib.sha256(content).hexdigest(), rows, formulas)


def plain_head(text: str) -> str:
    """A column's head reduced to what people agree on: case, spaces and signs do not matter."""
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


def _parsed(content: bytes) -> dict[str, Any]:
    """What the program ``reading.py`` found, run apart with limits."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no argument from outside
            [sys.executable, "-I", str(Path(__file__).with_name("reading.py"))],
            input=content,
            capture_output=True,
            timeout=READ_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Invalid(_sentence("too_large", 0), field="file") from None
    if done.returncode:
        reason, number = json.loads(done.stderr) if done.returncode == 3 else ("unreadable", 0)
        raise Invalid(_sentence(reason, number), field="file")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _sentence(reason: str, number: int) -> str:
    count = f"{number:,}".replace(",", ".")
    sentences = {
        "too_large": _("Isi berkas ini terlalu besar bila dibuka (lebih dari 50 MB). Berkas ditolak."),
        "too_many_rows": _("Berkas berisi %(count)s baris; paling banyak 50.000. Bagi berkas per kecamatan.")
        % {"count": count},
        "too_many_columns": _(
            "Berkas berisi %(count)s kolom; paling banyak 60. Hapus kolom yang tidak perlu."
        )
        % {"count": count},
        "long_cell": _("Ada sel berisi lebih dari 1.000 huruf. Singkatkan isinya."),
        "old_excel": _("Ini berkas Excel lama (.xls). Simpan sebagai XLSX, lalu unggah lagi."),
        "not_a_sheet": _("Ini bukan berkas XLSX atau CSV. Pilih berkas lain."),
    }
    return sentences.get(
        reason, _("Berkas ini rusak atau tidak dapat dibaca. Simpan ulang, lalu unggah lagi.")
    )
