"""Papers as PDF, set by typst. Texts go in as data (``sys.inputs.data``), never as typst code."""

import io
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import segno
import typst

ROOT = Path(__file__).parents[2]  # templates import from each other by paths below the package
_lock = Lock()  # the kept compiler serves one paper at a time


def pdf(template: str | Path, data: Mapping[str, Any], *, standard: Literal["", "ua-1"] = "") -> bytes:
    """The paper of a template of ours, as PDF. Call it outside a transaction.

    ``data`` is what JSON can hold; the template reads it with ``json(bytes(sys.inputs.data))``. The standard
    ``ua-1`` is the accessible one and asks the template for a title and a text for every picture.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _lock:
        paper = _compiler().compile(
            input=str(template), format="pdf", sys_inputs=inputs, pdf_standards=[standard] if standard else []
        )
    if not isinstance(paper, bytes):
        raise TypeError("typst gives one file for a PDF")
    return paper


def picture(template: str | Path, data: Mapping[str, Any], *, dots_per_inch: float) -> bytes:
    """The one page of a template of ours, as PNG; data as for :func:`pdf`."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _lock:
        page = _compiler().compile(input=str(template), format="png", sys_inputs=inputs, ppi=dots_per_inch)
    if not isinstance(page, bytes):
        raise TypeError("a picture has one page")
    return page


def qr_svg(address: str) -> str:
    """The address as a QR code, an SVG that a template takes as picture data."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=0, dark="#000")
    return out.getvalue().decode()


@cache
def _compiler() -> typst.Compiler:
    """Kept, since starting one costs more than a page. Built-in fonts only: every machine prints alike."""
    return typst.Compiler(root=str(ROOT), ignore_system_fonts=True)
