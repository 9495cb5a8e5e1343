"""What an adversary, a race or a wrong click may not do to a claim: each way that was found open."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from kentongan.domain.claims import access, actions, tables
from kentongan.domain.claims.actions import reporting
from kentongan.domain.claims.actions.verdicts import Draft, said_by
from kentongan.domain.claims.models import Claim, Label, Verdict
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority, Visitor
from kentongan.domain.regions.models import Region
from kentongan.doors.portal import open_forms
from tests.actors import actor
from tests.cast import PATI, REBAN
from tests.claims import screenshots as shots
from tests.claims.making import VACCINE, asked, checked, drafted
from tests.doors.api.caller import Caller

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 17, 3, 14, 15, 926535, tzinfo=UTC)


def renamed(claim: Claim, title: str, by: Authority) -> Claim:
    claim.refresh_from_db()
    return actions.describe(
        claim, revision=claim.revision, title=title, text=claim.text, topic=None, pace=claim.pace, by=by
    )


def test_of_a_visitors_question_no_row_holds_the_minute(tree: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Red when the history was written for visitors too, and the claim began at the very second."""
    monkeypatch.setattr(timezone, "now", lambda: MOMENT)
    row = asked(by=Visitor(), way="public")
    assert not Entry.objects.exists()
    for kept in (row.at, row.claim.raised_at, row.claim.due_at):
        assert kept is not None
        assert (kept.minute, kept.second, kept.microsecond) == (0, 0, 0)


def test_what_is_checked_is_not_reworded_after_another_person_read_it(
    tree: None, humas: Authority, head: Authority
) -> None:
    """Red when one officer could put another claim under a verdict that was approved, or is out."""
    claim = asked().claim
    verdict = drafted(claim, by=humas)
    with pytest.raises(Invalid):
        renamed(claim, "Bupati jujur", humas)
    actions.approve_verdict(claim, verdict.number, by=head)
    with pytest.raises(Invalid):
        renamed(claim, "Bupati jujur", humas)
    Claim.objects.filter(pk=claim.pk).update(title="Bupati jujur")  # past the verbs, or at the same time
    with pytest.raises(Stale):
        actions.publish_verdict(claim, verdict.number, by=head)
    Claim.objects.filter(pk=claim.pk).update(title=claim.title)
    actions.publish_verdict(claim, verdict.number, by=head)
    with pytest.raises(Invalid) as refused:
        renamed(claim, "Bupati jujur", humas)
    assert refused.value.field == "title"
    same = renamed(claim, claim.title, humas)  # its topic and pace go on
    assert same.title == claim.title


def test_of_two_who_edit_one_draft_the_second_is_told(tree: None, humas: Authority, head: Authority) -> None:
    """Red when the number was all that was asked: the first one's words were gone without a word."""
    claim = asked().claim
    draft = Draft(Label.objects.get(pk="hoax"), "Tidak benar.", sources=[("Dinas", "")])
    held = actions.draft_verdict(claim, draft, by=humas)
    shown = said_by(held)
    other = Draft(draft.label, "Sungguh tidak benar.", sources=draft.sources)
    actions.draft_verdict(claim, other, by=head, number=1, seen=shown)
    with pytest.raises(Stale):
        actions.draft_verdict(claim, draft, by=humas, number=1, seen=shown)
    assert Verdict.objects.get().why == "Sungguh tidak benar."


def test_two_officers_who_merge_each_into_the_other_leave_one_standing(
    tree: None, humas: Authority, head: Authority
) -> None:
    """Red when the one that stays was not looked at again: their pages led to each other for ever."""
    first = asked().claim
    second = asked("Bank Lestari membagikan mobil kepada nasabah yang mengisi formulir").claim
    mine = (Claim.objects.get(pk=first.pk), Claim.objects.get(pk=second.pk))
    theirs = (Claim.objects.get(pk=first.pk), Claim.objects.get(pk=second.pk))
    actions.merge(mine[0], mine[1], by=humas)
    with pytest.raises(Stale):
        actions.merge(theirs[1], theirs[0], by=head)
    second.refresh_from_db()
    assert second.merged_into is None


def test_pictures_go_with_their_questions_when_claims_are_merged(
    bermi: Group, chair: Authority, humas: Authority
) -> None:
    """Red when they stayed behind, where the desk no longer looks."""
    row = asked("Gambar ini beredar di grup RT", by=chair, group=bermi, region=bermi.region)
    actions.add_photo(row, shots.upload(shots.jpeg(shots.chat(shots.VACCINE))), by=chair)
    into = asked("Klaim lain sama sekali tentang bantuan pupuk", region=bermi.region).claim
    actions.merge(row.claim, into, by=humas)
    assert into.images.count() == 1


def test_a_file_changes_no_check_of_another_desk(tree: None) -> None:
    """Red when the name of the source was enough: any regency could turn what another has published."""
    claim = checked("Imunisasi dipakai menjual data", VACCINE, "Tidak benar.", ref="k-1")
    far = actor("public_relations_officer", REBAN[:5])
    other = actions.Check(claim.title, "fact", "Pemeriksa Contoh", "k-1", VACCINE, "Benar.")
    taken = actions.bring_in([other], region=Region.objects.get(pk=REBAN[:5]), by=far)
    assert (taken.created, taken.changed, taken.unchanged) == (0, 0, 1)
    verdict = access.verdict_out(claim)
    assert verdict is not None
    assert verdict.label_id == "hoax"


def test_a_file_does_not_speak_as_our_own_house(tree: None, humas: Authority) -> None:
    """Red when one person could publish the own words as a check "brought in" (security.md 5)."""
    pati = Region.objects.get(pk=PATI)
    own = actions.Check("Judul", "hoax", f"  {pati.title.upper()} ", "k-1", VACCINE, "Tidak benar.")
    with pytest.raises(Invalid) as refused:
        actions.bring_in([own], region=pati, by=humas)
    assert refused.value.field == "source_name"
    assert not Claim.objects.exists()


def test_signs_nobody_sees_come_in_with_no_file_and_break_no_feed(tree: None, humas: Authority) -> None:
    """Red when a control sign in a title made the feed answer 500 for everybody."""
    head = "judul,pesan,penjelasan,putusan,sumber,nomor"
    table = f"{head}\nVak\x0bsin \u202emenjual,Awas\x01,Tidak\x02 benar,hoaks,X,1\n"
    plan = tables.read_file(table.encode(), "a.csv")
    actions.bring_in(plan.checks, region=Region.objects.get(pk=PATI), by=humas)
    assert Claim.objects.get().title == "Vaksin menjual"
    answer = Client().get("/cek/umpan.atom")
    assert answer.status_code == 200
    ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def test_matching_tells_no_words_of_a_question_that_another_desk_keeps(tree: None) -> None:
    """Red when the title, somebody's first words, was told to every account before anyone had looked."""
    secret = "Pak Slamet dari RT 3 mencuri dana imunisasi posyandu bulan Maret menurut ibu-ibu"
    claim = asked(secret).claim
    far, near = (Caller(actor("public_relations_officer", code)) for code in (REBAN[:5], PATI))
    told = far.post("claims/match", {"text": secret}).body["candidates"][0]
    assert told["code"] == claim.code
    assert "Slamet" not in told["title"]
    assert "Slamet" in near.post("claims/match", {"text": secret}).body["candidates"][0]["title"]


def test_a_label_that_was_switched_off_is_given_by_no_door(tree: None, humas: Authority) -> None:
    """Red when only the form left it out."""
    Label.objects.filter(pk="hoax").update(retired=True)
    word = {"label": "hoax", "why": "Tidak benar.", "sources": [{"title": "Dinas"}]}
    assert Caller(humas).post(f"claims/{asked().claim.code}/verdicts", word).status == 422


def test_a_network_of_one_house_has_one_bucket() -> None:
    """Red when each of a house's quintillions of IPv6 addresses was somebody new."""
    cache.clear()
    make = RequestFactory().get
    taken = [
        open_forms.take(make("/", REMOTE_ADDR=f"2001:db8:1:2::{n:x}"), "uji", burst=2, per_hour=1)
        for n in range(1, 4)
    ]
    assert taken == [True, True, False]
    assert open_forms.take(make("/", REMOTE_ADDR="2001:db8:1:3::1"), "uji", burst=2, per_hour=1)


def test_a_check_dated_in_the_future_stands_before_no_news(tree: None, humas: Authority) -> None:
    """Red when it came out on that day: it headed the list and the feed for years."""
    pati = Region.objects.get(pk=PATI)
    ahead = actions.Check("Judul", "hoax", "X", "1", VACCINE, "Tidak benar.", checked_on=date(2099, 1, 1))
    actions.bring_in([ahead], region=pati, by=humas)
    assert Verdict.objects.get().published_at <= timezone.now()  # type: ignore[operator]


def test_a_verdict_tells_machines_its_day_even_when_none_was_written(tree: None, humas: Authority) -> None:
    """Red when a check without a date had no ``datePublished``, which ClaimReview asks for."""
    one = actions.Check("Judul", "hoax", "X", "1", VACCINE, "Tidak benar.")
    actions.bring_in([one], region=Region.objects.get(pk=PATI), by=humas)
    page = Client().get(f"/cek/{Claim.objects.get().code}/").content.decode()
    assert f'itemprop="datePublished" content="{timezone.localdate():%Y-%m-%d}"' in page


def test_a_question_sent_twice_at_the_same_time_leaves_no_claim_that_nobody_asked(
    tree: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red when the report was looked for before the claim was made: twelve taps made four claims."""
    key, text, search = uuid4(), "Semua warga mendapat uang dari Bank Emas minggu depan", reporting._repeated

    def meanwhile(*said: Any) -> Claim | None:
        monkeypatch.setattr(reporting, "_repeated", search)
        asked(text, id=key)
        return None

    monkeypatch.setattr(reporting, "_repeated", meanwhile)
    row = asked(text, id=key)
    assert Claim.objects.get() == row.claim
    assert row.claim.report_count == 1


def test_two_who_ask_the_same_words_at_the_same_time_make_one_claim(
    tree: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Red when only what was committed before the search was known."""
    text, search = "Semua warga mendapat uang dari Bank Emas minggu depan", reporting._repeated

    def meanwhile(*said: Any) -> Claim | None:
        monkeypatch.setattr(reporting, "_repeated", search)
        asked(text)
        return None

    monkeypatch.setattr(reporting, "_repeated", meanwhile)
    asked(text)
    assert Claim.objects.get().report_count == 2
