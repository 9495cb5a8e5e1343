"""Where no network ever goes: the outbox leaves as a file, the receipt comes back as a file or on paper."""

import base64
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import expect

from kentongan.domain.activities.models import Activity
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import User
from kentongan.domain.releases.models import Publication
from kentongan.domain.sync.models import Intake
from kentongan.domain.sync.rescue import keys, receipts, sealing
from kentongan.domain.sync.rescue.bundling import Destination, Extra, make_bundle, news_for
from tests.actors import actor
from tests.browser.app.conftest import Phone
from tests.browser.app.gateway import Gateway
from tests.cast import GEMBONG, KEDUNGBULUS
from tests.doors import network

PATIENCE = 30_000  # ms: sealing costs a busy machine its time
ALL_SENT = "Semua sudah diterima server."


def a_photo() -> str:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "olive").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


class Hamlet:
    """A phone that synced once and lost the signal for good; an officer it can be carried to."""

    def __init__(self, phone: Phone, group: Group, gateway: Gateway) -> None:
        self.phone, self.group, self.gateway = phone, group, gateway
        self.officer = network.signed_in(actor("district_officer", GEMBONG).user)

    def write(self, note: str, **data: Any) -> None:
        """A record with a photo, as a view queues it."""
        told = {"group": self.group.code, "kind": "discussion", "title": note, "held_on": "2026-01-05"} | data
        self.phone.run(
            "outbox",
            f"""await (async () => {{
                const bytes = Uint8Array.from(atob('{a_photo()}'), (one) => one.charCodeAt(0));
                const blob = new Blob([bytes], {{ type: 'image/jpeg' }});
                const {{ sha256, hex }} = await import({MAIN} + 'envelope.js');
                const sha = hex(await sha256(await blob.arrayBuffer()));
                const photos = [{{ sha, blob, size: blob.size }}];
                await m.add('activity.record', {json.dumps(told)}, {{ photos }});
            }})()""",
        )

    def go(self, address: str) -> None:
        self.phone.page.evaluate("place => { location.hash = '#' + place }", address)

    def save(self, folder: Path) -> bytes:
        """Save the outbox to a file, through the view; what lies in the downloads afterwards."""
        page = self.phone.page
        self.go("/titip")
        page.get_by_role("button", name="Simpan kotak kirim ke berkas").click()
        with page.expect_download() as coming:
            page.get_by_role("button", name="Bagikan atau unduh berkas").click()
        assert coming.value.suggested_filename.startswith(f"kentongan-{self.group.code}-")
        assert coming.value.suggested_filename.endswith(".ktg")
        coming.value.save_as(folder / "titipan.ktg")
        expect(page.locator("#ujar")).to_contain_text("tetap di telepon ini")
        return (folder / "titipan.ktg").read_bytes()

    def hand_in(self, content: bytes) -> Intake:
        """The officer uploads it."""
        answer = self.officer.post("/kantor/titipan/", {"file": SimpleUploadedFile("a.ktg", content)})
        assert answer.status_code == 302, answer.content.decode()
        return Intake.objects.latest("pk")

    def open_file(self, content: bytes) -> None:
        """Open a file from the office in the app."""
        self.go("/titip")
        picked = {"name": "a.ktg", "mimeType": "application/octet-stream", "buffer": content}
        self.phone.page.get_by_label("Berkas .ktg").set_input_files(picked)  # type: ignore[arg-type]

    def waiting(self) -> int:
        """How many items the phone still keeps; some may have been tried meanwhile, in vain."""
        return sum(state in {"kept", "sent"} for state in self.phone.states())

    def says(self, words: str) -> None:
        expect(self.phone.page.locator("#ujar")).to_contain_text(words)


MAIN = "document.documentElement.dataset.first.replace('main.js', '')"


@pytest.fixture
def hamlet(phone: Phone, gateway: Gateway, bermi: Group, new_member: Callable[[str], User]) -> Hamlet:
    gateway.sync = None
    phone.context.set_default_timeout(PATIENCE)
    phone.context.set_default_navigation_timeout(4 * PATIENCE)  # the first page of a server that just started
    phone.sign_in(new_member("Siti"))
    expect(phone.page.locator("[data-outbox]")).to_have_text(ALL_SENT)
    phone.until(f"import({MAIN} + 'store.js').then((m) => m.all('server-key')).then((one) => one.length)")
    gateway.mode = "gone"
    return Hamlet(phone, bermi, gateway)


def test_the_outbox_leaves_as_a_file_and_a_receipt_file_empties_it(hamlet: Hamlet, tmp_path: Path) -> None:
    """Sealed and signed by Chromium, opened by Python; signed by Python, believed by Chromium."""
    hamlet.write("Rapat selapanan")
    hamlet.write("Kerja bakti")
    file = hamlet.save(tmp_path)
    assert b"selapanan" not in file
    assert hamlet.waiting() == 4

    intake = hamlet.hand_in(file)
    assert [row["result"] for row in intake.report] == ["applied"] * 4
    assert set(Activity.objects.values_list("title", flat=True)) == {"Rapat selapanan", "Kerja bakti"}
    assert all(activity.proofs.count() == 1 for activity in Activity.objects.all())
    assert hamlet.hand_in(file) == intake
    assert Activity.objects.count() == 2

    hamlet.open_file(receipts.receipt_file(intake))
    hamlet.says("4 catatan sudah sampai")
    expect(hamlet.phone.page.locator("[data-outbox]")).to_have_text(ALL_SENT)
    assert hamlet.phone.states() == ["received"] * 4
    hamlet.open_file(receipts.receipt_file(intake))
    hamlet.says("sudah dicoret sebelumnya")


def test_a_code_on_paper_empties_it_too_and_nothing_more(hamlet: Hamlet, tmp_path: Path) -> None:
    hamlet.write("Rapat selapanan")
    intake = hamlet.hand_in(hamlet.save(tmp_path))
    hamlet.write("Ditulis sesudahnya")
    (code,) = receipts.codes(intake)
    hamlet.phone.page.goto(f"{hamlet.phone.url}/k/hp/#/tanda/{code.text}")
    hamlet.says("2 catatan sudah sampai")
    assert hamlet.waiting() == 2
    assert hamlet.phone.states()[2:] == ["received", "received"]


@pytest.mark.parametrize("at", [0, 5, 20, -1])
def test_a_forged_code_removes_nothing(hamlet: Hamlet, tmp_path: Path, at: int) -> None:
    """Broken on purpose: believing any signature, the code with another last byte emptied the box: red."""
    hamlet.write("Rapat selapanan")
    (code,) = receipts.codes(hamlet.hand_in(hamlet.save(tmp_path)))
    spoilt = bytearray(sealing.bytes_of(code.text))
    spoilt[at] ^= 1
    hamlet.go(f"/tanda/{sealing.text_of(bytes(spoilt))}")
    expect(hamlet.phone.page.locator("#ujar")).to_contain_text("telepon ini" if at == 5 else "rusak")
    assert hamlet.waiting() == 2


def test_a_refused_item_stays_with_its_reason(hamlet: Hamlet, tmp_path: Path) -> None:
    hamlet.write("Rapat", kind="tidak-ada")
    intake = hamlet.hand_in(hamlet.save(tmp_path))
    hamlet.open_file(receipts.receipt_file(intake))
    hamlet.says("ditolak")
    first = hamlet.phone.run("outbox", "(await m.items()).find((one) => one.verb === 'activity.record')")
    assert first["state"] == "rejected"
    assert first["problem"]["title"]


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda whole: whole[:-1], "terpotong"),
        (lambda whole: whole[:40], "terpotong"),
        (lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]), "rusak"),
        (lambda whole: whole.replace(b'"applied"', b'"applyed"', 1), "rusak"),
        (lambda whole: whole + b"x", "rusak"),
        (lambda whole: b"PK" + whole, "bukan berkas Kentongan"),
        (lambda whole: b"", "bukan berkas Kentongan"),
    ],
)
def test_a_spoilt_receipt_changes_nothing(
    hamlet: Hamlet, tmp_path: Path, spoil: Callable[[bytes], bytes], words: str
) -> None:
    hamlet.write("Rapat selapanan")
    file = hamlet.save(tmp_path)
    hamlet.open_file(spoil(receipts.receipt_file(hamlet.hand_in(file))))
    hamlet.says(words)
    hamlet.open_file(file)
    hamlet.says("bukan berkas dari kantor")
    assert hamlet.waiting() == 2


def test_a_receipt_of_another_account_changes_nothing(
    hamlet: Hamlet, tmp_path: Path, new_member: Callable[[str], User]
) -> None:
    hamlet.write("Rapat selapanan")
    intake = hamlet.hand_in(hamlet.save(tmp_path))
    Intake.objects.filter(pk=intake.pk).update(author=new_member("Budi"))
    intake.refresh_from_db()
    hamlet.open_file(receipts.receipt_file(intake))
    hamlet.says("untuk akun lain")
    assert hamlet.waiting() == 2


def bundle(group: Group, *extras: Extra) -> bytes:
    to = Destination(group.pk, group.code, group.region)
    return make_bundle(to, news_for(to), extras, by=actor("district_officer", GEMBONG))


def test_a_bundle_installs_without_network_and_a_sync_settles_it(hamlet: Hamlet) -> None:
    sent = network.send(GEMBONG)
    hamlet.open_file(
        bundle(hamlet.group, Extra(sent.release.code, "poster.pdf", "application/pdf", b"%PDF-1.4"))
    )
    hamlet.says("1 paket informasi, 1 poster")
    page = hamlet.phone.page
    expect(page.get_by_role("link", name="poster.pdf")).to_be_visible()
    hamlet.go("/")
    page.get_by_role("link", name=sent.version.title).click()
    expect(page.get_by_text("hari Jumat ada pangan murah")).to_be_visible()

    withdraw(sent)
    hamlet.gateway.mode = "open"
    assert hamlet.phone.sync()["error"] is None
    hamlet.phone.until(
        f"import({MAIN} + 'store.js').then((m) => m.all('release')).then((rows) => !rows.length)"
    )
    assert hamlet.phone.run("store", "(await m.all('poster')).length") == 0


def withdraw(sent: Publication) -> None:
    Publication.objects.filter(pk=sent.pk).update(expires_at="2020-01-02T00:00Z")


def test_a_bundle_gives_way_to_nothing_older(hamlet: Hamlet) -> None:
    network.send(GEMBONG)
    file = bundle(hamlet.group)
    hamlet.open_file(file)
    hamlet.says("terpasang")
    hamlet.open_file(file)
    hamlet.says("tidak lebih baru")


def test_a_bundle_for_others_is_refused(hamlet: Hamlet) -> None:
    other = network.group(KEDUNGBULUS, "KIM Kedungbulus")
    hamlet.open_file(bundle(other))
    hamlet.says("untuk KIM lain")
    assert hamlet.phone.run("store", "(await m.all('release')).length") == 0


def test_a_bundle_of_another_installation_is_refused(hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "installation", lambda: "lain-sekali")
    file = bundle(hamlet.group)
    hamlet.open_file(file)
    hamlet.says("kantor lain")
    assert hamlet.phone.run("store", "(await m.all('release')).length") == 0


def test_a_bundle_signed_by_a_new_key_alone_asks_for_a_sync(
    hamlet: Hamlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = keys.renew(by=actor("administrator", "33.18"))
    monkeypatch.setattr(keys, "standing", lambda: [new])
    hamlet.open_file(bundle(hamlet.group))
    hamlet.says("belum dikenal telepon ini")
    assert hamlet.phone.run("store", "(await m.all('release')).length") == 0
