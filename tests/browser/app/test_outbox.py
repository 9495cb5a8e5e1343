"""Nothing a person wrote on the phone is lost, whatever happens to the phone, the link or the server."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from kentongan.domain.people.models import User
from tests.browser.app.conftest import MAIN, Phone
from tests.browser.app.gateway import Gateway, accept_all, answering, applied
from tests.browser.signing import fill_in

NewMember = Callable[[str], User]
LINE = "#tautan [data-link]"
WAITING = "#tautan [data-outbox]"


@pytest.mark.lasting
def test_a_draft_survives_closing_and_what_was_saved_survives_an_empty_battery(
    phone: Phone, gateway: Gateway, new_member: NewMember
) -> None:
    """Security.md 14: the phone's own word is on its disk when it is said.

    Broken on purpose: without ``durability: "strict"`` in db.js the transactions were "relaxed".
    """
    phone.sign_in(new_member("Siti"))
    gateway.mode = "gone"
    phone.run("drafts", "m.keep('uji', {note: 'setengah jadi'})")
    phone.close()
    phone.start_again()
    assert phone.run("drafts", "m.load('uji')") == {"note": "setengah jadi"}

    phone.page.evaluate(LISTEN)
    phone.add("sesudah Magrib", words="Diskusi")
    assert set(phone.page.evaluate("self.promises")) == {"strict"}
    phone.kill()
    phone.start_again()
    assert phone.states() == ["kept"]
    expect(phone.page.locator(WAITING)).to_contain_text("1 catatan belum diterima server")

    gateway.mode = "open"
    assert phone.sync()["error"] is None
    [sent] = gateway.sent("activity.record")
    assert sent["data"]["note"] == "sesudah Magrib"
    assert phone.states() == ["received"]


def test_only_a_receipt_that_names_id_and_digest_empties_the_outbox(
    phone: Phone, gateway: Gateway, new_member: NewMember
) -> None:
    """Security.md 14.

    Broken on purpose: with ``result.digest !== row.digest`` taken out of outbox.settle() the item was gone
    after the second answer.
    """
    phone.sign_in(new_member("Siti"))
    gateway.mode = "gone"
    item = phone.add("satu")
    gateway.mode = "open"
    answers: Iterator[list[Any]] = iter(
        [
            [],
            [applied(item, digest="x" * 43)],
            [{"result": "applied"}],
            [applied(item, id="00000000-0000-4000-8000-000000000000")],
            [None],
            [applied(item, result="retry")],
            [applied(item, result="unheard")],
        ]
    )
    for results in answers:
        gateway.sync = lambda _body, results=results: answering(results)  # type: ignore[misc]
        phone.sync()
        assert phone.states() in (["kept"], ["sent"]), results

    for mode, said in (
        ("portal", "Wi-Fi ini menjawab"),
        ("redirect", "Wi-Fi ini menjawab"),
        ("gone", "Server belum"),
    ):
        gateway.mode = mode
        assert phone.sync()["error"] in {"captive", "offline"}
        assert phone.states() == ["sent"]
        expect(phone.page.locator(LINE)).to_contain_text(said)
    gateway.mode, gateway.status = "open", 503
    told = phone.sync()
    assert (told["error"], phone.states()) == ("busy", ["sent"])
    assert told["next"] >= 90  # Retry-After

    gateway.status, gateway.sync = None, accept_all
    phone.sync()
    assert phone.states() == ["received"]
    assert len({one["digest"] for one in gateway.sent("activity.record")}) == 1
    phone.run("outbox", "m.changed()")
    gateway.sync = lambda _body: answering([], seen=[item["id"]])
    phone.sync()
    assert phone.states() == ["seen"]


def test_a_rejected_item_stays_with_its_reason_and_is_mended_under_a_new_id(
    phone: Phone, gateway: Gateway, new_member: NewMember
) -> None:
    phone.sign_in(new_member("Siti"))
    gateway.mode = "gone"
    item = phone.add("salah")
    child = phone.add("foto", verb="activity.photo", after=[item["id"]])
    problem = {"status": 422, "title": "Tanggal belum tiba.", "field": "held_on"}

    def refuse(body: dict[str, Any]) -> dict[str, Any]:
        first, second = body["operations"]
        return answering(
            [applied(first, result="rejected", problem=problem), applied(second, result="waiting")]
        )

    gateway.mode, gateway.sync = "open", refuse
    phone.sync()
    assert phone.states() == ["waiting", "rejected"]
    assert phone.run("outbox", f"(await m.get('{item['id']}')).problem.title") == problem["title"]
    exported = phone.run("outbox", f"await (await m.export('{item['id']}')).blob.text()")
    assert json.loads(exported)["data"]["note"] == "salah"

    gateway.sync = accept_all
    fresh = phone.run("outbox", f"await m.mend('{item['id']}', {{note: 'benar'}})")
    assert fresh["id"] != item["id"]
    phone.sync()
    parent, below = gateway.batches[-1]["operations"]
    assert (parent["data"], parent["replaces"]) == ({"note": "benar"}, item["id"])
    assert (below["after"], below["replaces"]) == ([fresh["id"]], child["id"])
    assert phone.states() == ["received", "received"]


def test_two_tabs_send_each_item_once(phone: Phone, gateway: Gateway, new_member: NewMember) -> None:
    """Security.md 19.

    Broken on purpose: with ``alone()`` running its work at once in every tab the items went out twice.
    """
    phone.sign_in(new_member("Siti"))
    other = phone.context.new_page()
    other.goto(f"{phone.url}/k/hp/")
    phone.ready(other)
    gateway.sync = None
    gateway.mode = "gone"
    for note in ("satu", "dua", "tiga"):
        phone.add(note)
    gateway.mode, gateway.sync = "open", accept_all
    gateway.batches.clear()
    call = f"import({MAIN} + 'sync.js').then((m) => {{ m.now(); }})"
    for _ in range(3):
        other.evaluate(call)
        phone.page.evaluate(call)
    expect(phone.page.locator(WAITING)).to_have_text("Semua sudah diterima server.")
    expect(other.locator(WAITING)).to_have_text("Semua sudah diterima server.")  # told by the other tab
    assert sorted(one["data"]["note"] for one in gateway.sent("activity.record")) == ["dua", "satu", "tiga"]


def test_an_expired_session_keeps_everything_and_goes_on_after_signing_in(
    phone: Phone, gateway: Gateway, new_member: NewMember
) -> None:
    """Security.md 19."""
    siti = new_member("Siti")
    phone.sign_in(siti)
    phone.context.clear_cookies(name="sesi")
    gateway.status = 401
    phone.add("menunggu")
    assert phone.sync()["error"] == "session"
    assert phone.states() == ["sent"]
    gateway.status = None
    phone.page.get_by_role("link", name="Masuk", exact=True).click()
    fill_in(phone.page, siti)
    phone.ready()
    expect(phone.page.locator(WAITING)).to_have_text("Semua sudah diterima server.")
    assert len(gateway.sent("activity.record")) == 1


@pytest.mark.lasting
def test_full_storage_keeps_the_form_and_says_so(
    phone: Phone, gateway: Gateway, new_member: NewMember
) -> None:
    """Security.md 19.

    Broken on purpose: with every page drawn anew (``redraw`` in main.js) the form was empty.
    """
    phone.sign_in(new_member("Siti"))
    phone.close()
    phone.open()  # the browser asks for its room again
    wire = phone.context.new_cdp_session(phone.page)
    wire.send("Storage.overrideQuotaForOrigin", {"origin": phone.url, "quotaSize": 1})
    phone.page.goto(f"{phone.url}/k/hp/#/catat/discussion")
    field = phone.page.get_by_label("Tentang apa?")
    field.fill("Rapat RT")
    phone.page.get_by_role("button", name="Simpan").click()
    expect(phone.page.get_by_text("Penyimpanan telepon penuh").first).to_be_visible()
    expect(field).to_have_value("Rapat RT")
    expect(phone.page.get_by_role("link", name="Simpan yang menunggu ke berkas")).to_be_visible()
    assert phone.states() == []
    wire.send("Storage.overrideQuotaForOrigin", {"origin": phone.url})
    phone.until("navigator.storage.estimate().then((room) => room.quota > 1e6)")
    # what the server says of the person draws no page anew: of this form the phone has no draft
    phone.run("accounts", "m.adopt(m.current())")
    expect(field).to_have_value("Rapat RT")
    phone.page.get_by_role("button", name="Simpan").click()
    expect(phone.page.get_by_text("Tersimpan di telepon ini").first).to_be_visible()
    assert phone.run("outbox", "(await m.items()).length") == 1


def test_a_clock_that_is_wrong_by_years_harms_nothing(
    phone: Phone, gateway: Gateway, new_member: NewMember
) -> None:
    """Security.md 15: the phone's clock is told, never used."""
    wrong = """(() => { const Right = Date, off = %d * 365 * 864e5;
      self.Date = class extends Right {
        constructor(...given) { if (given.length) super(...given); else super(Right.now() + off); }
        static now() { return Right.now() + off; } }; })()"""
    phone.sign_in(new_member("Siti"))
    for years in (-30, 40):
        page = phone.context.new_page()
        page.add_init_script(wrong % years)
        page.goto(f"{phone.url}/k/hp/")
        phone.ready(page)
        item = phone.run("outbox", f"await m.add('activity.record', {{note: '{years}'}})", page)
        gateway.status = 503
        assert 90 <= phone.run("sync", "(await m.now(), m.state.next)", page) <= 200
        gateway.status = None
        phone.run("sync", "await m.now()", page)
        assert phone.run("outbox", f"(await m.get('{item['id']}')).state", page) == "received"
        page.close()
    years_told = [one["at"][:4] for one in gateway.sent("activity.record")]
    assert years_told[0] < "2010"
    assert years_told[-1] > "2050"


def test_photos_go_last_and_resume_where_they_broke_off(
    phone: Phone, gateway: Gateway, new_member: NewMember
) -> None:
    """Security.md 18: a report never waits for its photo."""
    phone.sign_in(new_member("Siti"))

    def hold(body: dict[str, Any]) -> dict[str, Any]:
        whole = {name for name, content in gateway.files.items() if len(content) == sizes[name]}
        return answering(
            applied(one, result="waiting" if one.get("file") and one["file"] not in whole else "applied")
            for one in body["operations"]
        )

    phone.page.evaluate(PICTURE)
    gateway.sync, gateway.cut_after = hold, 40_000
    made = phone.run("photos", "(self.made = await m.shrink(await self.picture(), {place: true}))")
    assert 40_000 < made["size"] <= 150_000
    assert "point" not in made  # the canvas knows no place
    sizes = {made["sha"]: made["size"]}
    phone.run("outbox", "await m.add('activity.record', {note: 'dengan foto'}, {photos: [self.made]})")
    phone.sync()  # cut within the photo
    assert phone.states()[1] == "received"
    assert phone.sync()["error"] is None
    assert phone.states() == ["received", "received"]
    assert sum(gateway.pieces) == made["size"]  # nothing was sent twice
    assert phone.run("outbox", f"(await m.blob('{made['sha']}')) === undefined")


LISTEN = """(() => {
  const begin = IDBDatabase.prototype.transaction;
  self.promises = [];
  IDBDatabase.prototype.transaction = function (...given) {
    const made = begin.apply(this, given);
    if (given[1] === "readwrite") self.promises.push(made.durability);
    return made;
  };
})()"""
PICTURE = """self.picture = async () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 2400, height: 1600 });
  const pen = canvas.getContext("2d");
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  for (let i = 0; i < 9000; i++) {
    pen.fillStyle = `hsl(${random() * 360} 80% 50%)`;
    pen.fillRect(random() * 2400, random() * 1600, 40, 40);
  }
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.95));
}"""
