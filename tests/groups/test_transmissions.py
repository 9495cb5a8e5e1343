"""What goes to the province (domain.md T8, T9): KIM with a decree, as a recorded act, with what changed."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.core.problems import Invalid, Refused
from kentongan.domain.groups.actions import (
    NewPost,
    change_group,
    dissolve_group,
    merge_groups,
    send_to_province,
    start_term,
)
from kentongan.domain.groups.models import Group, Transmission
from kentongan.domain.groups.transmissions import changes_since, lines_of, visible_transmissions
from tests.actors import actor
from tests.cast import BEJI, BERMI, CENTRAL_JAVA, EAST_JAVA, GAJIHAN, GEMBONG, JENU, KEDUNGBULUS, PATI, TUBAN
from tests.groups.making import decree, kim, region

pytestmark = pytest.mark.usefixtures("tree")
SYSTEM = System("Uji")
SENT = date(2023, 6, 1)


def test_t8_only_kim_with_a_decree_enter_the_data_sent_to_the_province() -> None:
    recognised, without = kim(BEJI, "KIM Jenu", founded_on=date(2021, 12, 2)), kim(BEJI, "KIM Beji")
    decree(recognised)
    lapsed = kim(BEJI, "KIM Lama")
    decree(lapsed, number="1/2015", valid_to=date(2022, 12, 31))
    decree(kim(BEJI, "Kethoprak", kind="traditional_media"), number="2/2015")
    sent = send_to_province(region(TUBAN), on=SENT, by=SYSTEM)
    assert [line.group for line in lines_of(sent)] == [recognised]
    reported = dict(Group.objects.values_list("name", "reported_on"))
    assert reported == {"KIM Jenu": SENT, "KIM Beji": None, "KIM Lama": None, "Kethoprak": None}
    assert without.reported_on is None


def test_t9_the_transmission_is_recorded_with_date_contents_who_and_later_changes() -> None:
    stays, changes, ends = (kim(code, f"KIM {code}") for code in (BERMI, GAJIHAN, KEDUNGBULUS))
    for number, group in enumerate((stays, changes, ends)):
        decree(group, number=f"{number}/2022")
    start_term(changes, starts_on=date(2022, 1, 1), posts=[NewPost("chair", name="Endah")], by=SYSTEM)
    head = actor("division_head", PATI, name="Kabid IKP")
    sent = send_to_province(
        region(PATI), on=SENT, letter_number="No. 480/12", recipient="Diskominfo", by=head
    )
    assert (sent.sent_on, sent.by_name, sent.letter_number, sent.lines.count()) == (
        SENT,
        "Kabid IKP",
        "480/12",
        3,
    )
    assert changes_since(sent).count == 0

    change_group(Group.objects.get(pk=changes.pk), name="KIM Cahaya", by=SYSTEM)
    start_term(changes, starts_on=date(2023, 7, 1), posts=[NewPost("chair", name="Rukmini")], by=SYSTEM)
    dissolve_group(ends, on=date(2023, 8, 1), reason="bubar", by=SYSTEM)
    late = kim(GAJIHAN, "KIM Baru")
    decree(late, number="9/2023")
    since = changes_since(sent)
    assert [line.group for line in since.added] == [late]
    assert [line.group for line in since.gone] == [ends]
    assert [(row.line.group, row.fields) for row in since.changed] == [
        (changes, [("name", f"KIM {GAJIHAN}", "KIM Cahaya"), ("chair", "Endah", "Rukmini")])
    ]
    assert [line.name for line in lines_of(sent)] == [f"KIM {code}" for code in (BERMI, KEDUNGBULUS, GAJIHAN)]

    again = send_to_province(region(PATI), on=timezone.localdate(), by=head)
    assert changes_since(again).count == 0
    assert Group.objects.get(pk=stays.pk).reported_on == SENT, "the first report stays"


def test_a_merged_entry_is_not_sent_twice() -> None:
    kept, absorbed = kim(BERMI), kim(BERMI, "KIM Suryo")
    decree(absorbed)
    merge_groups(kept, absorbed, by=SYSTEM)
    sent = send_to_province(region(PATI), on=SENT, by=SYSTEM)
    assert [line.group for line in sent.lines.all()] == [kept]


def test_what_cannot_be_sent_is_refused() -> None:
    group = kim(BERMI)
    today = timezone.localdate()
    with pytest.raises(Invalid):
        send_to_province(region(PATI), on=SENT, by=SYSTEM)  # nothing has a decree
    decree(group)
    for place, day in ((GEMBONG, SENT), (CENTRAL_JAVA, SENT), (PATI, today + timedelta(days=1))):
        with pytest.raises(Invalid):
            send_to_province(region(place), on=day, by=SYSTEM)
    for role, place in (
        ("district_officer", GEMBONG),
        ("division_head", TUBAN),
        ("province_supervisor", CENTRAL_JAVA),
    ):
        with pytest.raises(Refused):
            send_to_province(region(PATI), on=SENT, by=actor(role, place))
    send_to_province(region(PATI), on=SENT, by=SYSTEM)
    with pytest.raises(Invalid):
        send_to_province(region(PATI), on=SENT - timedelta(days=1), by=SYSTEM)
    assert Transmission.objects.count() == 1


def test_the_province_reads_what_its_regencies_sent() -> None:
    decree(kim(BERMI))
    sent = send_to_province(region(PATI), on=SENT, by=SYSTEM)
    assert list(visible_transmissions(actor("province_supervisor", CENTRAL_JAVA))) == [sent]
    for role, place in (
        ("province_supervisor", EAST_JAVA),
        ("district_officer", GEMBONG),
        ("division_head", JENU),
    ):
        assert list(visible_transmissions(actor(role, place))) == []
