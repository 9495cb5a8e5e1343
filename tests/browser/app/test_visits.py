"""The district's officer notes a visit without signal; the server scores it and keeps what was agreed on."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from kentongan.domain.events.models import FollowUp
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.models import Visit
from tests.browser.app.conftest import Phone
from tests.browser.app.gateway import Gateway
from tests.browser.signing import with_password
from tests.cast import GEMBONG
from tests.doors import network
from tests.mentoring.making import instrument, questions


def test_a_visit_without_signal_is_scored_and_agreed_on(phone: Phone, gateway: Gateway, bermi: Group) -> None:
    often, times, _words, telephone = questions(instrument())
    sekcam = with_password(network.officer("district_officer", GEMBONG))
    Client().get("/k/hp/")  # what the first visitor waits for is no matter here
    gateway.sync = None
    phone.sign_in(sekcam)
    gateway.mode = "gone"
    page = phone.page
    form = page.locator("#isi")

    page.evaluate("location.hash = '#/kunjungan'")
    form.get_by_role("link", name=bermi.name).click()
    form.get_by_role("button", name="Simpan kunjungan").click()
    expect(form.locator(".error").first).to_be_visible()

    form.get_by_label("Tiap bulan").check()
    form.get_by_label("Berapa kali menyebarkan?").fill("7")
    form.get_by_label("Ya", exact=True).check()
    expect(form.locator("[data-score]")).to_contain_text("100")
    form.get_by_label("Tidak", exact=True).check()
    expect(form.locator("[data-score]")).to_contain_text("83,3")
    form.get_by_label("Apa yang disepakati?").first.fill("Papan kabar dipasang")
    form.get_by_label("Siapa yang mengerjakan?").first.fill("Pak Carik")
    due = timezone.localdate() + timedelta(days=14)
    form.get_by_label("Paling lambat").first.fill(due.isoformat())
    form.get_by_label("Siapa yang ditemui?").fill("Siti, ketua")
    form.get_by_role("button", name="Simpan kunjungan").click()
    expect(page.locator("#ujar")).to_contain_text("Tersimpan di telepon ini")
    assert not Visit.objects.exists()

    gateway.mode = "open"
    page.locator("[data-send]").click()
    expect(page.locator("[data-outbox]")).to_have_text("Semua sudah diterima server.", timeout=20_000)
    visit = Visit.objects.get(group=bermi)
    assert (str(visit.score), visit.by_id) == ("83.3", sekcam.pk)
    given = {line.question_id: line.point_id or line.number for line in visit.answers.all()}
    assert set(given) == {often.pk, times.pk, telephone.pk}
    agreed = FollowUp.objects.get()
    assert (agreed.text, agreed.owner_name, agreed.due_on) == ("Papan kabar dipasang", "Pak Carik", due)
    assert visit.held_on == timezone.localdate()
