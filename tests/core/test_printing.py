"""Papers as PDF: one kept compiler, templates of the house only, texts as data."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import typst

from kentongan.domain.core.printing import pdf, qr_svg
from kentongan.domain.releases.poster import TEMPLATE

DATA = {
    "title": "Gerakan Pangan Murah",
    "office": "Diskominfo Kabupaten Pati",
    "source": "Diskominfo",
    "accent": "#0e5257",
    "body": ["Warga membawa KTP."],
    "code": "R-7K3F9D",
    "title_size": 52,
    "body_size": 26,
} | dict.fromkeys(("demo", "notice", "summary", "dates", "scan", "url"), "")


def test_two_papers_at_once_each_get_their_own() -> None:
    codes = [f"R-{number}" for number in range(6)]
    sheets = [DATA | {"code": code, "qr": qr_svg(f"https://kim.example/{code}/")} for code in codes]
    with ThreadPoolExecutor(3) as pool:
        papers = list(pool.map(lambda sheet: pdf(TEMPLATE, sheet), sheets))
    assert papers == [pdf(TEMPLATE, sheet) for sheet in sheets]
    assert len(set(papers)) == len(codes)


def test_a_template_outside_the_package_is_refused(tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.typ"
    stranger.write_text("Halo")
    with pytest.raises((typst.TypstError, RuntimeError)):
        pdf(stranger, {})


def test_each_address_has_its_own_qr_code() -> None:
    one, other = qr_svg("https://kim.example/1/"), qr_svg("https://kim.example/2/")
    assert one.startswith("<svg")
    assert one != other
