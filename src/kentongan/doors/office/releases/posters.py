"""The poster as a PDF: typst sets a fixed template; what people wrote goes in as data, never as source."""

import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import segno
import typst
from django.utils.translation import gettext as _

from kentongan.design.formats import day
from kentongan.design.markdown import markdown
from kentongan.domain.releases.models import Version
from kentongan.doors.office.releases.paragraphs import paragraphs

SOURCE = Path(__file__).with_name("poster.typ")
MOST = 1_600  # characters of the body that fit the page below title and summary


def pdf(version: Version, address: str) -> bytes:
    """One A4 page, large type, black on white, with a QR code to the public page."""
    release = version.release
    data = {
        "title": version.title,
        "summary": version.summary,
        "paragraphs": paragraphs(str(markdown(version.body)), MOST),
        "agency": release.agency.name,
        "place": release.region.title,
        "code": release.code,
        "address": address.removeprefix("https://").removeprefix("http://"),
        "more": _("Baca lengkap atau tanyakan ke KIM desa Anda"),
        "until": _("Berlaku sampai %(day)s") % {"day": day(version.valid_until)}
        if version.valid_until
        else "",
        "qr": _qr(address),
    }
    made: bytes = _compiler().compile(format="pdf", sys_inputs={"data": json.dumps(data)})
    return made


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(SOURCE), ignore_system_fonts=True)


def _qr(address: str) -> str:
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=2, dark="#000", light="#fff")
    return out.getvalue().decode()
