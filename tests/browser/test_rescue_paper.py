"""The receipt of a rescue file as it comes out of the printer: its codes are read from the paper."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from playwright.sync_api import Page

from kentongan.domain.groups.models import Group
from kentongan.domain.sync.rescue import receipts
from kentongan.domain.sync.rescue.taking import take_file
from tests.actors import actor
from tests.browser.signing import sign_in, with_password
from tests.cast import BERMI, GEMBONG
from tests.doors import network
from tests.sync.rescue.conftest import Probe, probe  # noqa: F401 - a fixture
from tests.sync.rescue.phone import Phone, item


@pytest.fixture
def group(transactional_db: None) -> Group:
    network.plant()
    return network.group(BERMI)


def test_the_printed_codes_are_read_and_the_pages_are_fit_to_see(
    page: Page,
    group: Group,
    probe: Probe,  # noqa: F811
    pictures: Callable[[Page, str], list[Path]],
) -> None:
    officer = actor("district_officer", GEMBONG, name="Budi Sekcam")
    phone = Phone(network.member_of(group, role="group_member", name="Sri Wahyuni"))
    items = [item() for _number in range(34)]
    file = phone.save(*items, item("probe.wrong"), group=group.code)
    intake = take_file(file, by=officer).intake
    network.send(GEMBONG)
    page.set_default_timeout(120_000)  # the first page of a server that just started
    sign_in(page, with_password(officer.user), "/kantor/titipan/")
    for place, name in (
        ("", "titipan"),
        (f"{intake.key}/", "titipan-laporan"),
        (f"paket/?group={group.code}&days=30&posters=on", "titipan-paket"),
        (f"{intake.key}/tanda/", "titipan-tanda"),
    ):
        page.goto(f"/kantor/titipan/{place}")
        pictures(page, name)
    paper = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    found = {
        one.text
        for sheet in paper
        for one in zxingcpp.read_barcodes(sheet.render(scale=150 / 72).to_pil().convert("L"))
    }
    start = f"{settings.BASE_URL}/k/hp/#/tanda/"
    assert found == {start + code.text for code in receipts.codes(intake)}
    assert len(found) == 3
