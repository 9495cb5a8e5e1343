"""visit.record, need.raise, decree.deliver and their photos: what people bring from the field."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.events.actions import add_follow_up
from kentongan.domain.events.models import FollowUp
from kentongan.domain.founding.actions import draft_decree, load_examples
from kentongan.domain.mentoring.models import Edition, Need, Visit
from kentongan.domain.people.access import Authority
from tests.actors import actor
from tests.cast import BERMI, GAJIHAN, GEMBONG, PATI, REBAN
from tests.mentoring import making
from tests.phone.sending import picture, refusal, send, withdraw
from tests.releases.making import Office


@pytest.fixture
def form(office: Office) -> Edition:
    """The small instrument of Pati, in force."""
    return making.instrument()


@pytest.fixture
def sekcam(office: Office) -> Authority:
    """The district's officer of Gembong."""
    return actor("district_officer", GEMBONG)


def _visit(office: Office, form: Edition, **more: Any) -> dict[str, Any]:
    scale, number, text, yes = making.questions(form)
    answers = [
        {"question": scale.pk, "point": list(scale.points.all())[-1].pk},
        {"question": number.pk, "number": "7.5"},
        {"question": text.pk, "text": "Baik."},
        {"question": yes.pk, "point": next(iter(yes.points.all())).pk},
    ]
    day = timezone.localdate().isoformat()
    facts = {"group": office.groups[BERMI].code, "form": form.pk, "held_on": day, "answers": answers}
    return facts | {"met": [{"name": "Sri", "title": "ketua"}], "note": "Rajin."} | more


def test_a_visit_is_recorded_with_its_score(office: Office, form: Edition, sekcam: Authority) -> None:
    done = send(sekcam, "visit.record", _visit(office, form))
    made = Visit.objects.get()
    assert (done.result, str(made.pk)) == ("applied", done.id)
    assert made.score is not None
    assert [person.name for person in made.people.all()] == ["Sri"]


def test_follow_ups_are_closed_and_agreed_on(office: Office, form: Edition, sekcam: Authority) -> None:
    group, today = office.groups[BERMI], timezone.localdate()
    old = add_follow_up(
        text="Beli pengeras", owner_name="Kades", group=group, region=group.region, due_on=today, by=System()
    )
    lines = [
        {"act": "closed", "follow_up": str(old.pk), "text": "Sudah dibeli."},
        {
            "act": "opened",
            "text": "Jadwal siar",
            "owner": "Sri",
            "due_on": (today + timedelta(days=9)).isoformat(),
        },
    ]
    assert send(sekcam, "visit.record", _visit(office, form, follow_ups=lines)).result == "applied"
    assert FollowUp.objects.open().get().text == "Jadwal siar"
    again = send(sekcam, "visit.record", _visit(office, form, follow_ups=lines[:1]))
    assert again.result == "conflict"
    assert Visit.objects.count() == 1


def test_a_wrong_clock_is_no_ground_to_refuse_a_visit(
    office: Office, form: Edition, sekcam: Authority
) -> None:
    for year in (1970, 2107):
        at = datetime(year, 3, 4, 2, tzinfo=UTC)
        told = _visit(office, form, held_on=at.date().isoformat())
        assert send(sekcam, "visit.record", told, at=at).result == "applied"
    assert set(Visit.objects.values_list("held_on", flat=True)) == {timezone.localdate()}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"form": 999_999}, "form"),
        ({"held_on": "2999-01-01"}, "held_on"),
        ({"answers": []}, "q"),
        ({"answers": [{"question": 1, "number": "tujuh"}]}, "answers.0.number"),
        ({"follow_ups": [{"act": "opened", "text": "Tanpa pemilik"}]}, "agreement0"),
        ({"score": "100"}, "score"),
    ],
)
def test_a_field_that_breaks_a_rule_is_named(
    office: Office, form: Edition, sekcam: Authority, changes: dict[str, Any], field: str
) -> None:
    result, named, sentence = refusal(send(sekcam, "visit.record", _visit(office, form) | changes))
    assert (result, bool(sentence)) == ("rejected", True)
    assert str(named).startswith(field)
    assert Visit.objects.count() == 0


def test_a_visit_elsewhere_or_without_the_post_looks_absent(
    office: Office, form: Edition, sekcam: Authority
) -> None:
    for stranger in (actor("district_officer", REBAN), office.member(BERMI)):
        done = send(stranger, "visit.record", _visit(office, form))
        assert refusal(done)[2] == "Kelompok ini tidak ditemukan."
    withdraw(sekcam)
    assert send(sekcam, "visit.record", _visit(office, form)).result == "rejected"


def test_photos_of_a_visit_follow(office: Office, form: Edition, sekcam: Authority) -> None:
    made = send(sekcam, "visit.record", _visit(office, form))
    assert send(sekcam, "visit.photo", {}, after=[made.id], file=picture(sekcam)).result == "applied"
    other = actor("district_officer", REBAN)
    done = send(other, "visit.photo", {"visit": made.id}, file=picture(other))
    assert refusal(done)[2] == "Kunjungan ini tidak ditemukan."
    assert Visit.objects.get().photos.count() == 1


def _need(office: Office, **more: Any) -> dict[str, Any]:
    return {"group": office.groups[BERMI].code, "kind": "training", "title": "Pelatihan foto"} | more


def test_a_need_is_raised_with_its_code_and_a_photo(office: Office) -> None:
    member = office.member(BERMI)
    done = send(member, "need.raise", _need(office, text="Untuk lima orang."))
    made = Need.objects.get()
    assert (done.result, done.code, str(made.pk)) == ("applied", made.code, done.id)
    assert send(member, "need.photo", {}, after=[done.id], file=picture(member)).result == "applied"
    assert made.photos.count() == 1


def test_a_need_wanted_by_a_day_that_passed_on_the_way_is_taken(office: Office) -> None:
    """Broken on purpose by judging ``wanted_by`` by the day of arrival: this was red."""
    said, wanted = timezone.now() - timedelta(days=9), (timezone.localdate() - timedelta(days=2)).isoformat()
    member = office.member(BERMI)
    assert send(member, "need.raise", _need(office, wanted_by=wanted), at=said).result == "applied"
    done = send(member, "need.raise", _need(office, wanted_by=wanted), at=timezone.now())
    assert refusal(done)[:2] == ("rejected", "wanted_by")


def test_needs_of_others_are_refused(office: Office) -> None:
    stranger = office.member(GAJIHAN)
    assert refusal(send(stranger, "need.raise", _need(office)))[2].startswith("Kelompok ini tidak ditemukan")
    made = send(office.member(BERMI), "need.raise", _need(office))
    done = send(stranger, "need.photo", {"need": made.id}, file=picture(stranger))
    assert refusal(done)[2].startswith("Kebutuhan ini tidak ditemukan")
    assert refusal(send(office.member(BERMI), "need.raise", _need(office, kind="uang")))[1] == "kind"


def test_the_signed_letter_comes_back_from_a_phone(office: Office) -> None:
    load_examples(by=System())
    draft = draft_decree((office.groups[BERMI],), by=System())
    member = office.member(BERMI)
    data = {"draft": draft.code, "number": "141/7/2026", "issued_on": date(2026, 3, 1).isoformat()}
    assert refusal(send(member, "decree.deliver", data))[:2] == ("rejected", "file")
    assert send(member, "decree.deliver", data, file="cd" * 32).result == "waiting"
    stranger = office.member(GAJIHAN)
    assert send(stranger, "decree.deliver", data, file=picture(stranger)).result == "rejected"
    assert send(member, "decree.deliver", data, file=picture(member)).result == "applied"
    draft.refresh_from_db()
    assert (draft.delivered_number, draft.delivered_on) == ("141/7/2026", date(2026, 3, 1))
    assert send(actor("division_head", PATI), "decree.deliver", data).result == "rejected"
