"""Places on their way: opened by hand or from a list, their steps read from records, closed with a reason."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.models import Entry
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.founding import access, actions, boards
from kentongan.domain.founding.actions import Place
from kentongan.domain.founding.models import Path
from kentongan.domain.groups import actions as groups
from kentongan.domain.groups.models import Group
from kentongan.domain.mentoring.boards import dormant_groups
from tests.actors import actor
from tests.cast import BATANG, BERMI, GEMBONG, KEDUNGBULUS, NGADIREJO, PATI, PATI_VILLAGES, SELAKAMBANG
from tests.founding.making import (
    BY,
    active,
    coordinated,
    deliberated,
    established,
    event_held,
    opened,
    region,
    where,
)
from tests.groups.making import decree, kim

pytestmark = pytest.mark.usefixtures("tree")


def test_a_village_goes_from_selected_to_its_first_activity_and_only_what_no_record_says_is_typed() -> None:
    path = opened(reason="Belum ada KIM; zona merah; desa binaan")
    assert (where(path).step, where(path).next) == ("selected", "visited")

    coordinated(path)
    assert (where(path).step, where(path).days["visited"]) == ("coordinated", date(2019, 1, 15))
    deliberated(path)
    assert where(path).step == "deliberation"
    group = actions.establish(path, by=BY)
    assert (where(path).step, where(path).since) == ("board", date(2019, 2, 1))
    decree(group, issued_on=date(2019, 3, 1), valid_from=date(2019, 3, 1))
    assert where(path).step == "decree"
    groups.register_at_office(group, on=date(2019, 3, 20), by=BY)
    assert where(path).step == "registered"
    event_held(SELAKAMBANG, "briefing", date(2019, 4, 2))
    assert where(path).days["briefed"] == date(2019, 4, 2)
    active(group, date(2019, 5, 1))

    standing = where(path)
    assert (standing.step, standing.next, standing.has_arrived) == ("first_activity", "", True)
    assert {step.kind for step in path.steps.all()} == {"coordinated", "deliberation"}
    assert group.region_id == SELAKAMBANG
    assert Path.objects.get().group == group


def test_a_decree_that_ended_takes_the_place_back_to_its_board() -> None:
    path = opened()
    group = established(path)
    letter = decree(group, issued_on=date(2019, 3, 1), valid_from=date(2019, 3, 1))
    assert where(path).step == "decree"
    groups.revoke_decree(letter, on=date(2019, 6, 1), by=BY)
    assert where(path).step == "board"


def test_a_briefing_before_the_group_was_there_does_not_count_as_its_own() -> None:
    """G6."""
    path = opened()
    event_held(SELAKAMBANG, "briefing", date(2019, 1, 12))
    established(path)
    assert where(path).days["briefed"] is None


def test_a_step_before_the_one_it_needs_is_warned_of_and_possible_with_a_reason() -> None:
    path = opened()
    with pytest.raises(Invalid) as warning:
        actions.record_step(path, kind="deliberation", on=date(2019, 2, 1), note="Berita acara lama", by=BY)
    assert warning.value.field == "order_reason"
    assert "dikunjungi, dikoordinasikan" in warning.value.message

    step = actions.record_step(
        path,
        kind="deliberation",
        on=date(2019, 2, 1),
        note="Berita acara lama",
        order_reason="Desa bermusyawarah atas prakarsa sendiri",
        by=BY,
    )

    assert step.order_reason
    assert where(path).step == "deliberation"
    assert where(path).gaps == ["visited", "coordinated"]
    assert where(path).next == "visited"


def test_a_step_dated_before_an_earlier_one_needs_a_reason_too() -> None:
    path = opened()
    coordinated(path, on=date(2019, 1, 20))
    with pytest.raises(Invalid) as warning:
        actions.record_step(path, kind="deliberation", on=date(2019, 1, 5), note="Musyawarah", by=BY)
    assert warning.value.field == "order_reason"


def test_a_skipped_step_has_a_reason_and_a_record_that_comes_later_counts() -> None:
    path = opened()
    with pytest.raises(Invalid) as failure:
        actions.skip_step(path, kind="visited", reason=" ", by=BY)
    assert failure.value.field == "reason"
    actions.skip_step(path, kind="visited", reason="Undangan di kecamatan", by=BY)
    assert (where(path).next, where(path).step) == ("coordinated", "selected")
    with pytest.raises(Stale):
        actions.skip_step(path, kind="visited", reason="Lagi", by=BY)
    event_held(SELAKAMBANG, "outreach", date(2019, 2, 3))
    assert where(path).step == "visited"


def test_a_step_needs_evidence_a_day_that_has_come_and_an_event_of_the_place() -> None:
    path = opened()
    with pytest.raises(Invalid) as failure:
        actions.record_step(path, kind="visited", on=date(2019, 1, 12), by=BY)
    assert failure.value.field == "note"
    tomorrow = timezone.localdate() + timedelta(days=1)
    elsewhere = event_held(BERMI, "other", date(2019, 1, 12))
    with pytest.raises(Invalid) as failure:
        actions.record_step(path, kind="visited", on=tomorrow, note="Besok", by=BY)
    assert failure.value.field == "on"
    with pytest.raises(Invalid) as failure:
        actions.record_step(path, kind="visited", on=date(2019, 1, 12), event=elsewhere, by=BY)
    assert failure.value.field == "event"
    with pytest.raises(Invalid) as failure:
        actions.record_step(path, kind="decree", on=date(2019, 1, 12), note="SK", by=BY)
    assert failure.value.field == "kind"


def test_what_a_record_says_is_not_typed_again_and_what_was_typed_can_be_taken_back() -> None:
    path = opened()
    actions.record_step(path, kind="visited", on=date(2019, 1, 12), note="Datang dengan Kabid", by=BY)
    with pytest.raises(Stale):
        actions.record_step(path, kind="visited", on=date(2019, 1, 13), note="Lagi", by=BY)
    actions.take_back_step(path, kind="visited", reason="Salah desa", by=BY)
    assert where(path).step == "selected"
    assert Entry.objects.about(path)[0].detail["note"] == "Datang dengan Kabid"
    with pytest.raises(Stale):
        actions.take_back_step(path, kind="visited", reason="Lagi", by=BY)


def test_g4_coordination_is_done_when_the_head_and_the_existing_groups_were_asked() -> None:
    """G4: both, each with a day; "there are no groups" is an answer as well."""
    path = opened()
    event_held(SELAKAMBANG, "outreach", date(2019, 1, 12))
    assert actions.coordinate(path, on=date(2019, 1, 15), head="Kades Selakambang", by=BY) is False
    assert where(path).step == "visited"

    done = actions.coordinate(
        path, on=date(2019, 1, 18), groups=["Karang Taruna Karya Muda"], outcome="Siap mendukung", by=BY
    )

    assert done is True
    assert where(path).days["coordinated"] == date(2019, 1, 18)
    asked = list(path.coordinations.order_by("on").values_list("party", "name"))
    assert asked == [("head", "Kades Selakambang"), ("group", "Karang Taruna Karya Muda")]

    other = opened(NGADIREJO)
    event_held(NGADIREJO, "outreach", date(2019, 1, 12))
    assert actions.coordinate(other, on=date(2019, 1, 18), head="Kades", no_groups=True, by=BY) is True


def test_many_villages_without_kim_are_opened_at_once_and_those_on_their_way_are_named() -> None:
    opened(BERMI)
    places = [Place(region(code), reason="Belum ada KIM") for code in (BERMI, KEDUNGBULUS)]
    result = actions.open_paths(places, by=BY)
    assert [path.region_id for path in result.paths] == [KEDUNGBULUS]
    assert [known.code for known in result.known] == [BERMI]
    assert Path.objects.count() == 2
    with pytest.raises(Invalid) as failure:
        opened(BERMI)
    assert failure.value.field == "region"


def test_opening_many_takes_the_same_statements_for_two_and_for_eighteen(
    django_assert_max_num_queries: object,
) -> None:
    places = [Place(region(code)) for code in PATI_VILLAGES]
    with django_assert_max_num_queries(6 + len(places)):  # type: ignore[operator]  # a code each
        actions.open_paths(places, by=BY)
    assert Path.objects.count() == 18


def test_where_paths_stand_is_read_in_two_statements_however_many(
    django_assert_num_queries: object,
) -> None:
    for code in (BERMI, KEDUNGBULUS, SELAKAMBANG):
        opened(code)
    head = actor("ministry_reader", "00")
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(boards.found_paths(head)) == 3


def test_a_path_is_closed_with_a_reason_and_opened_again() -> None:
    path = opened()
    with pytest.raises(Invalid):
        actions.close_path(path, reason=" ", by=BY)
    actions.close_path(path, reason="Kades berganti", by=BY)
    with pytest.raises(Stale):
        actions.skip_step(path, kind="visited", reason="Sudah tutup", by=BY)
    again = opened()  # another attempt may begin
    with pytest.raises(Invalid):
        actions.reopen_path(path, by=BY)
    actions.close_path(again, reason="Kembali ke yang pertama", by=BY)
    assert actions.reopen_path(path, by=BY).closed_on is None
    assert [entry.verb for entry in Entry.objects.about(path)][:2] == ["founding.reopen", "founding.close"]


def test_who_stood_still_is_listed_by_days() -> None:
    today = timezone.localdate()
    opened(BERMI, opened_on=today - timedelta(days=40))
    opened(KEDUNGBULUS, opened_on=today - timedelta(days=5))
    head = actor("division_head", PATI)
    assert [row.region_id for row in boards.found_paths(head, state="still", still_days=30)] == [BERMI]
    assert len(boards.found_paths(head, state="still", still_days=3)) == 2


def test_the_board_counts_each_place_once_at_its_furthest_step_by_district() -> None:
    coordinated(opened(BERMI))
    opened(KEDUNGBULUS)
    board = boards.funnel(region(PATI), actor("division_head", PATI))
    row = board.rows[0]
    assert [row.region.code if row.region else "" for row in board.rows] == [GEMBONG]
    assert (row.steps["coordinated"], row.steps["selected"], row.steps["visited"], row.open) == (1, 1, 0, 2)
    assert board.total.still == 2


def test_a_path_outside_the_area_looks_absent_and_is_not_opened() -> None:
    """B4."""
    path = opened(BERMI)
    sekcam = actor("district_officer", GEMBONG)
    assert access.get_path(path.code, sekcam) == path
    with pytest.raises(Absent):
        access.get_path(path.code, actor("division_head", BATANG))
    with pytest.raises(Refused):
        opened(NGADIREJO, by=sekcam)
    with pytest.raises(Refused):
        actions.close_path(path, reason="Bukan wewenang", by=actor("village_officer", BERMI))


def test_m3_dormant_groups_are_listed_set_on_their_way_back_and_revived_by_a_deliberation() -> None:
    """M3: reactivation of dormant KIM in many districts at once."""
    asleep = [kim(code, f"KIM {code}", founded_on=date(2015, 1, 1)) for code in (BERMI, KEDUNGBULUS)]
    head = actor("division_head", PATI)
    assert set(dormant_groups(PATI, head)) == set(asleep)
    places = [Place(group.region, group=group, reason="Vakum") for group in asleep]

    result = actions.open_paths(places, way="revival", opened_on=date(2022, 12, 1), by=BY)

    assert len(result.paths) == 2
    path = Path.objects.get(region_id=BERMI)
    assert "decree" not in where(path).days
    event_held(BERMI, "outreach", date(2022, 12, 5))
    actions.coordinate(path, on=date(2022, 12, 6), head="Kades", no_groups=True, by=BY)
    deliberated(path, on=date(2022, 12, 10), group_name="KIM Bermi")
    assert actions.establish(path, by=BY) == asleep[0]
    assert where(path).days["board"] == date(2022, 12, 10)
    event_held(BERMI, "training", date(2022, 12, 20))
    active(asleep[0], date(2023, 1, 5))
    assert where(path).has_arrived


def test_a_dissolved_group_is_taken_up_again_by_its_revival() -> None:
    group = kim(BERMI, "KIM Bermi", founded_on=date(2015, 1, 1))
    groups.dissolve_group(group, on=date(2020, 1, 1), reason="Vakum", by=BY)
    path = opened(BERMI, way="revival", group=group, opened_on=date(2022, 12, 1))
    actions.skip_step(path, kind="visited", reason="Dekat kantor", by=BY)
    actions.coordinate(path, on=date(2022, 12, 6), head="Kades", no_groups=True, by=BY)
    deliberated(path, on=date(2022, 12, 10))
    actions.establish(path, by=BY)
    assert Group.objects.standing().filter(pk=group.pk).exists()
