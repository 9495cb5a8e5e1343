"""Answers go back to the people from a phone without network: told, agreed to, carried back."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kentongan.domain.claims import actions as claims
from kentongan.domain.claims.actions import load_choices
from kentongan.domain.claims.models import CarryBack, Claim
from kentongan.domain.core.acting import System
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import User
from kentongan.domain.releases.actions import approve_and_publish
from kentongan.domain.tickets import actions as tickets
from kentongan.domain.tickets.models import Category, Ticket
from tests.actors import actor
from tests.browser.app.conftest import Phone
from tests.browser.app.gateway import Gateway
from tests.browser.app.test_views import Village
from tests.cast import PATI
from tests.claims.making import asked, published
from tests.doors import network

TOLD, REACTED = "Sampaikan kembali ke warga", "Warga setuju atau belum puas?"
CARRIED = "Catat sudah dibawa kembali"


@pytest.fixture
def ticket(bermi: Group) -> Ticket:
    """A broken bridge that the KIM reported and the regency's office answered."""
    tickets.load_examples()
    word = tickets.Word(
        kind="complaint",
        region=bermi.region,
        text="Jembatan ke dusun seberang putus.",
        title="Jembatan putus",
        identity="named",
        content="public",
        category=Category.objects.get(pk="jalan"),
        group=bermi,
    )
    made = tickets.raise_ticket(word, by=System(), door="field").ticket
    tickets.verify(made, by=System())
    tickets.disposition(made, "Periksa dan jawab.", agency=network.office(), by=System())
    tickets.answer(made, "Jembatan diperbaiki pekan depan.", by=System())
    return made


@pytest.fixture
def claim(bermi: Group) -> Claim:
    """A rumour the KIM asked about; its answer came with a package that asks to carry it back."""
    load_choices()
    humas, head = actor("public_relations_officer", PATI), actor("division_head", PATI)
    made = asked(group=bermi, region=bermi.region).claim
    verdict = published(made, author=humas, head=head)
    version = claims.ask_to_carry(verdict, network.office(), by=humas)
    approve_and_publish(version.release, version.number, by=head)
    return made


@pytest.fixture
def village(
    phone: Phone,
    gateway: Gateway,
    bermi: Group,
    ticket: Ticket,
    claim: Claim,
    new_member: Callable[[str], User],
) -> Village:
    """A phone that has read both answers and lost the signal."""
    gateway.sync = None
    phone.sign_in(new_member("Siti"))
    expect(phone.page.get_by_text("Bawa kembali:")).to_be_visible(timeout=20_000)
    gateway.mode = "gone"
    return Village(phone, gateway, bermi)


def test_answers_are_told_agreed_to_and_carried_back_without_network(
    village: Village, ticket: Ticket, claim: Claim
) -> None:
    page, list_ = village.page, village.go("/laporan")
    list_.get_by_role("link", name=TOLD).click()
    expect(page.get_by_text("Jembatan diperbaiki pekan depan.")).to_be_visible()
    village.press("Simpan")
    expect(page.get_by_text("Pilih salah satu.")).to_be_visible()
    page.get_by_label("Dalam pertemuan warga").check()
    page.get_by_label("Catatan").fill("Rapat RT 3")
    village.save()

    expect(list_.get_by_role("link", name=TOLD)).to_have_count(0)
    list_.get_by_role("link", name=REACTED).click()
    page.get_by_label("Belum selesai").check()
    village.press("Simpan")
    expect(page.get_by_label("Yang masih kurang")).to_have_accessible_description("Isi bagian ini.")
    page.get_by_label("Sudah selesai").check()
    page.get_by_label("Nilai dari warga").select_option("4")
    village.save()
    expect(list_.get_by_role("link", name=REACTED)).to_have_count(0)

    release = claim.verdicts.get().release
    assert release is not None
    village.go(f"/info/{release.code}").get_by_role("link", name=CARRIED).click()
    expect(page.locator("#judul")).to_have_text(CARRIED)
    expect(page.locator("#isi input[type=file]")).to_have_count(0)
    page.locator("#isi summary", has_text="Cara lain").click()
    page.get_by_label("Grup WhatsApp").check()
    village.save()
    expect(list_.get_by_role("link", name=CARRIED)).to_have_count(0)

    village.send()
    ticket.refresh_from_db()
    telling, reaction = ticket.tellings.get(), ticket.reactions.get()
    assert (telling.way, telling.note, telling.told_on) == ("meeting", "Rapat RT 3", timezone.localdate())
    assert (ticket.state, reaction.accepted, reaction.rating) == ("closed", True, 4)
    row = CarryBack.objects.get()
    assert (row.claim, row.group, row.activity.medium_id) == (claim, village.group, "grup-whatsapp")
    assert row.activity.publication is not None
