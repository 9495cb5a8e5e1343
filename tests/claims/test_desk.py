"""From a doubtful message to a published word: many reports, one claim; one writes, another approves."""

from uuid import uuid4

import pytest

from kentongan.domain.claims import actions, finding
from kentongan.domain.claims.actions.verdicts import Draft
from kentongan.domain.claims.models import Claim, Label, Report, UnclearReason, Verdict
from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority, Visitor
from tests.actors import actor
from tests.cast import PATI, REBAN
from tests.claims.making import VACCINE, asked, checked, drafted, published

pytestmark = pytest.mark.django_db


def test_many_who_ask_about_one_message_make_one_claim(bermi: Group, chair: Authority) -> None:
    first = asked(by=chair, group=bermi, way="phone")
    second = asked(VACCINE.upper().replace("YANG", "YG") + " 🙏🙏", by=chair, group=bermi, way="phone")
    other = asked(
        "Bank Lestari membagikan mobil kepada nasabah yang mengisi formulir ini", by=chair, group=bermi
    )
    assert first.claim_id == second.claim_id != other.claim_id
    first.claim.refresh_from_db()
    assert (first.claim.report_count, first.claim.state) == (2, "reported")
    assert first.claim.due_at is not None


def test_the_same_report_sent_twice_is_one_and_other_content_is_refused(
    bermi: Group, chair: Authority
) -> None:
    key = uuid4()
    assert asked(id=key, by=chair, group=bermi) == asked(id=key, by=chair, group=bermi)
    assert Report.objects.count() == 1
    with pytest.raises(Stale):
        asked("Isi lain sama sekali", id=key, by=chair, group=bermi)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"url": "bukan tautan"}, "url"),
        ({"text": "ada", "seen_in": "merpati"}, "seen_in"),
    ],
)
def test_what_cannot_be_taken_down_is_refused_by_name(
    bermi: Group, chair: Authority, question: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.report(actions.Question(**question), by=chair, way="phone", group=bermi)
    assert refused.value.field == field
    assert not Claim.objects.exists()


def test_a_visitor_who_asks_leaves_neither_name_nor_hour(tree: None) -> None:
    report = asked(by=Visitor(), way="public")
    assert (report.by_id, report.by_name, report.group_id) == (None, "", None)
    assert (report.at.minute, report.at.second, report.at.microsecond) == (0, 0, 0)


def test_who_writes_a_verdict_never_approves_it(tree: None, head: Authority, humas: Authority) -> None:
    claim = asked().claim
    verdict = drafted(claim, by=head)
    with pytest.raises(Refused):
        actions.approve_verdict(claim, verdict.number, by=head)
    verdict.refresh_from_db()
    assert verdict.state == "submitted"
    with pytest.raises(Refused):  # an officer without the right to approve
        actions.approve_verdict(claim, verdict.number, by=humas)


def test_who_changed_a_word_of_it_neither_approves_nor_publishes(
    tree: None, head: Authority, humas: Authority
) -> None:
    """The guard was taken out on purpose: with the last hand alone looked at, the head approves own words."""
    claim = asked().claim
    draft = Draft(Label.objects.get(pk="hoax"), "Tidak benar.", sources=[("Dinas", "")])
    first = actions.draft_verdict(claim, draft, by=head)
    actions.draft_verdict(claim, draft, by=humas, number=first.number)
    actions.submit_verdict(first, by=humas)
    with pytest.raises(Refused):
        actions.approve_verdict(claim, first.number, by=head)
    other = actor("division_head", PATI, name="Bu Kabid")
    actions.approve_verdict(claim, first.number, by=other)
    for writer in (head, humas):
        with pytest.raises(Refused):
            actions.publish_verdict(claim, first.number, by=writer)
    assert actions.publish_verdict(claim, first.number, by=other).state == "published"


def test_an_approved_verdict_is_published_and_answers_whoever_pastes_the_message(
    tree: None, head: Authority, humas: Authority
) -> None:
    claim = asked().claim
    assert finding.find(VACCINE)[0].state == "suggest"  # known, not answered yet
    published(claim, author=humas, head=head)
    found = finding.find("Copas dari grup sebelah 👇\n" + VACCINE)[0]
    assert (found.claim, found.state) == (claim, "answer")
    assert found.verdict is not None
    verbs = list(Entry.objects.about(claim).values_list("verb", flat=True))
    assert verbs[0] == "claims.publish_verdict"


def test_a_text_changed_after_approval_is_not_published(
    tree: None, head: Authority, humas: Authority
) -> None:
    claim = asked().claim
    verdict = drafted(claim, by=humas)
    actions.approve_verdict(claim, verdict.number, by=head)
    Verdict.objects.filter(pk=verdict.pk).update(why="Lain.")
    with pytest.raises(Stale):
        actions.publish_verdict(claim, verdict.number, by=head)


def test_the_next_version_supersedes_and_the_old_one_stays_to_be_read(
    tree: None, head: Authority, humas: Authority
) -> None:
    claim = asked().claim
    published(claim, author=humas, head=head)
    with pytest.raises(Invalid) as refused:
        drafted(claim, by=humas)
    assert refused.value.field == "change_note"
    published(claim, author=humas, head=head, change_note="Ditambah keterangan sekolah.")
    states = list(claim.verdicts.order_by("number").values_list("state", flat=True))
    assert states == ["superseded", "published"]
    claim.refresh_from_db()
    assert claim.state == "published"


def test_a_returned_verdict_says_what_to_mend(tree: None, head: Authority, humas: Authority) -> None:
    claim = asked().claim
    verdict = drafted(claim, by=humas)
    with pytest.raises(Invalid):
        actions.return_verdict(verdict, " ", by=head)
    actions.return_verdict(verdict, "Sebutkan tanggalnya.", by=head)
    claim.refresh_from_db()
    assert (verdict.state, claim.state) == ("returned", "checking")


def test_what_cannot_be_cleared_up_says_why(tree: None, humas: Authority) -> None:
    claim = asked().claim
    actions.give_up(claim, UnclearReason.objects.get(pk="opinion"), by=humas)
    assert claim.state == "unclear"
    with pytest.raises(Stale):
        actions.take_up(claim, by=humas)


def test_merging_moves_the_reports_and_the_old_text_still_finds_the_kept_claim(
    tree: None, humas: Authority
) -> None:
    kept = asked().claim
    other = asked(
        "Petugas timbang balita ternyata calo adopsi, hati-hati menyebut nama lengkap si kecil"
    ).claim
    actions.merge(other, kept, by=humas)
    kept.refresh_from_db()
    assert kept.report_count == 2
    assert finding.find("Petugas timbang balita ternyata calo adopsi, hati-hati")[0].claim == kept
    with pytest.raises(Invalid):
        actions.merge(kept, kept, by=humas)


def test_an_officer_of_another_regency_does_not_touch_the_claim(tree: None) -> None:
    claim = asked().claim
    with pytest.raises(Refused):
        actions.take_up(claim, by=actor("public_relations_officer", REBAN[:5]))


def test_checks_of_other_houses_come_in_once_and_corrections_make_a_version(tree: None) -> None:
    claim = checked("Undian Bank Lestari", "Bank Lestari bagi mobil", "Bank membantah.", ref="x-1")
    assert checked("Undian Bank Lestari", "Bank Lestari bagi mobil", "Bank membantah.", ref="x-1") == claim
    assert claim.verdicts.count() == 1
    checked("Undian Bank Lestari", "Bank Lestari bagi mobil", "Bank membantah dua kali.", ref="x-1")
    assert list(claim.verdicts.values_list("state", flat=True)) == ["published", "superseded"]
    assert Claim.objects.count() == 1


def test_a_shared_link_brings_up_the_claim_that_leads_there(tree: None) -> None:
    claim = checked("Formulir palsu", "isi di https://www.contoh-hadiah.xyz/daftar?utm_source=wa", ref="y")
    found = finding.find("https://contoh-hadiah.xyz/daftar/?fbclid=1")
    assert [(one.claim, one.state) for one in found] == [(claim, "suggest")]
