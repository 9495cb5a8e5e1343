"""Invited, confirmed and attended are three numbers; a delegate stands beside the head."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.events import access
from kentongan.domain.events.actions import (
    add_party,
    cancel_event,
    change_seats,
    confirm,
    hold,
    invite,
    remove_party,
    withdraw_invitation,
    write_minutes,
)
from kentongan.domain.events.boards import counts_of
from kentongan.domain.events.models import Event, Invitation
from kentongan.domain.people.actions import create_unit
from kentongan.domain.regions.models import Region
from tests.actors import actor
from tests.cast import BATANG, BERMI, MUBA, NGADIREJO, PATI, REBAN
from tests.events.making import BY, come, event, past
from tests.groups.making import kim, region
from tests.releases.making import office_at

pytestmark = pytest.mark.usefixtures("places")


def _counts(met: Event) -> tuple[int | None, int | None, int | None]:
    counts = counts_of([met])[met.pk]
    return counts.invited, counts.confirmed, counts.attended


def test_b3_a_rakor_with_the_sekcam_of_every_district() -> None:
    """B3: Thursday 18 February 2021, Ruang Analitik, host Bidang IKP, sekcam by role, outcome decisions."""
    office = office_at(BATANG)
    unit = create_unit(agency=office, name="Bidang Informasi dan Komunikasi Publik", short_name="IKP", by=BY)
    met = event(kind="coordination_meeting", on=date(2021, 2, 18), title="Rakor KIM", place="Ruang Analitik")
    add_party(met, role="host", unit=unit, by=BY)
    districts = list(Region.objects.filter(parent_id=BATANG))
    invitations = invite(met, regions=districts, role="Sekretaris Kecamatan", by=BY)
    hold(met, by=BY)
    minutes = write_minutes(
        met,
        summary="Persiapan sosialisasi keliling.",
        decisions=["Sosialisasi keliling 1 sampai 15 Maret 2021.", "Tiap kecamatan memilih lima desa."],
        by=BY,
    )
    assert (met.starts_on.isoweekday(), met.place, met.state) == (4, "Ruang Analitik", "held")
    host = met.parties.get(role="host")
    assert (host.name, host.agency) == ("Bidang Informasi dan Komunikasi Publik", office)
    assert (len(invitations), counts_of([met])[met.pk].invited) == (15, 15)
    assert "Sekretaris Kecamatan Reban" in [row.addressee for row in invitations]
    assert len(minutes.decisions) == 2


def test_24_were_invited_and_13_came() -> None:
    """domain.md §4, PPU 2025: two articles, 24 representatives and 13 managers; both are right."""
    met = event(kind="training")
    assert _counts(met) == (None, None, None)
    rows = invite(met, names=[f"KIM {number}" for number in range(24)], by=BY)
    assert _counts(met) == (24, None, None)
    for row in rows[:15]:
        confirm(row, seats=1, by=BY)
    confirm(rows[15], seats=0, note="Ada hajatan", by=BY)
    for number in range(13):
        come(met, f"Peserta {number}")
    assert _counts(met) == (24, 15, 13)
    counts = counts_of([met])[met.pk]
    assert (counts.invitations, counts.answered, counts.open_invitations) == (24, 16, 8)


def test_three_batches_of_nine_eight_and_ten_are_27_on_the_parent() -> None:
    """domain.md §4, PPU 2020: two days each; the sum is computed on the parent."""
    whole = event(kind="training", on=past(20), until=past(9))
    for number, size in enumerate((9, 8, 10), start=1):
        batch = event(kind="training", parent=whole, on=past(20 - 2 * number), until=past(19 - 2 * number))
        invite(batch, names=[f"Peserta {number}.{place}" for place in range(size)], by=BY)
        for place in range(size):
            come(batch, f"Peserta {number}.{place}")
    with CaptureQueriesContext(connection) as queries:
        counts = counts_of([whole, *whole.batches.all()])
    assert len(queries) == 4
    assert [counts[batch.pk].attended for batch in whole.batches.order_by("batch_number")] == [9, 8, 10]
    assert (counts[whole.pk].invited, counts[whole.pk].confirmed, counts[whole.pk].attended) == (27, None, 27)
    assert list(Event.objects.whole()) == [whole]


def test_a_head_count_stands_where_nobody_kept_a_list() -> None:
    met = event()
    hold(met, head_count=30, by=BY)
    assert _counts(met) == (None, None, 30)
    come(met, "Siti")
    assert _counts(met) == (None, None, 1)


def test_m1_a_consultation_visit_has_a_delegation_hosts_and_results() -> None:
    """M1: Muba at the ministry, 30 November 2022."""
    met = event(
        MUBA,
        kind="consultation_visit",
        on=date(2022, 11, 30),
        title="Kunjungan konsultasi ke Ditjen IKP",
        purpose="Menghidupkan kembali KIM di 15 kecamatan.",
    )
    add_party(met, role="host", name="Direktorat Tata Kelola dan Kemitraan Komunikasi Publik", by=BY)
    add_party(met, role="delegation", agency=office_at(MUBA), by=BY)
    hold(met, by=BY)
    minutes = write_minutes(
        met,
        summary="Membahas pembentukan KIM di 229 desa.",
        lesson="Lombok membayar anggota KIM-nya.",
        decisions=["KIM di 15 kecamatan dihidupkan kembali."],
        by=BY,
    )
    assert [(party.role, party.name[:11]) for party in met.parties.all()] == [
        ("host", "Direktorat "),
        ("delegation", "Dinas Komun"),
    ]
    assert (minutes.lesson, minutes.decisions) == (
        "Lombok membayar anggota KIM-nya.",
        ["KIM di 15 kecamatan dihidupkan kembali."],
    )


def test_m2_a_delegate_acts_for_the_head_and_both_names_stay() -> None:
    """M2: the head of office was represented by a Pranata Humas Ahli Muda."""
    met = event(MUBA, kind="consultation_visit")
    names = {
        "head_name": "Kepala (contoh)",
        "head_title": "Kepala Dinas Kominfo",
        "delegate_name": "Pranata (contoh)",
        "delegate_title": "Pranata Humas Ahli Muda",
    }
    party = add_party(met, role="delegation", name="Dinas Kominfo Muba", by=BY, **names)
    assert {name: getattr(party, name) for name in names} == names
    (asked,) = invite(met, agencies=[office_at(MUBA)], by=BY)
    confirm(asked, seats=1, by=BY, **names)
    asked.refresh_from_db()
    assert {name: getattr(asked, name) for name in names} == names
    came = come(met, "Pranata (contoh)", on_behalf_of="Kepala (contoh), Kepala Dinas Kominfo")
    assert came.on_behalf_of.endswith("Kepala Dinas Kominfo")
    told: dict[str, Any] = {"delegate_name": "Pranata (contoh)", "by": BY}
    with pytest.raises(Invalid, match="jabatan pejabat yang diwakili"):
        confirm(asked, seats=1, **told)
    with pytest.raises(Invalid, match="jabatan pejabat yang diwakili"):
        add_party(met, role="host", name="X", **told)


def test_inviting_twice_makes_one_invitation() -> None:
    met, group = event(), kim(NGADIREJO)
    first = invite(met, groups=[group], regions=[region(REBAN)], names=["Pak Kades"], seats=2, by=BY)
    again = invite(met, groups=[group], regions=[region(REBAN)], names=["Pak Kades"], seats=5, by=BY)
    assert [row.pk for row in first] == [row.pk for row in again]
    assert {row.seats for row in again} == {2}
    assert met.state == "invited"
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(event=met, group=group, invited_on=past())


def test_an_invitation_has_one_addressee_and_a_seat() -> None:
    met = event()
    for wrong in ({"seats": 0, "names": ["A"]}, {"names": [" "]}, {"seats": 20_000, "names": ["A"]}):
        with pytest.raises(Invalid):
            invite(met, by=BY, **wrong)  # type: ignore[arg-type]
    for row in (
        Invitation(event=met, invited_on=past()),
        Invitation(event=met, invited_on=past(), name="A", region_id=REBAN),
        Invitation(event=met, invited_on=past(), name="A", seats=0),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_no_more_confirm_than_were_invited() -> None:
    (row,) = invite(event(), names=["KIM Surya"], seats=2, by=BY)
    with pytest.raises(Invalid, match="Yang diundang 2 orang"):
        confirm(row, seats=3, by=BY)
    confirm(row, seats=2, by=BY)
    with pytest.raises(Invalid, match="2 orang sudah menyatakan hadir"):
        change_seats(row, seats=1, by=BY)
    change_seats(row, seats=4, by=BY)
    confirm(row, seats=4, by=BY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(seats=3)


def test_an_answer_moves_the_state_and_may_be_changed() -> None:
    met = event()
    (row,) = invite(met, names=["KIM Surya"], by=BY)
    confirm(row, seats=1, by=BY)
    assert Event.objects.get().state == "confirmed"
    confirm(row, seats=0, note="Sakit", by=BY)
    assert (Event.objects.get().state, row.confirmed_at) == ("invited", None)
    withdraw_invitation(row, by=BY)
    assert Event.objects.get().state == "planned"


def test_the_invited_answer_and_nobody_else() -> None:
    group, met = kim(NGADIREJO), event()
    for_group, for_area = invite(met, groups=[group], regions=[region(REBAN)], by=BY)
    confirm(for_group, seats=1, by=actor("group_board", NGADIREJO, group=group.pk))
    confirm(for_area, seats=1, by=actor("district_officer", REBAN))
    foreign = actor("group_board", BERMI, group=kim(BERMI).pk)
    with pytest.raises(Refused):
        confirm(for_group, seats=1, by=foreign)
    with pytest.raises(Absent):
        access.get_invitation(for_group.pk, foreign)
    assert access.get_invitation(for_group.pk, actor("district_officer", REBAN)) == for_group


def test_only_the_organiser_invites_and_in_reach_alone() -> None:
    with pytest.raises(Refused):
        invite(event(), names=["A"], by=actor("district_officer", REBAN))
    head = actor("division_head", BATANG)
    with pytest.raises(Refused):
        invite(event(), groups=[kim(BERMI)], by=head)
    off = event(on=past(-3))
    cancel_event(off, reason="Hujan", by=BY)
    with pytest.raises(Stale):
        invite(off, names=["A"], by=head)


def test_a_party_named_again_is_changed_and_can_go() -> None:
    met = event()
    for title in ("Kepala Bidang", "Kepala Dinas"):
        add_party(met, role="host", name="Dinas Kominfo", head_title=title, by=BY)
    assert met.parties.get().head_title == "Kepala Dinas"
    remove_party(met.parties.get(), by=BY)
    assert not met.parties.exists()
    with pytest.raises(Invalid):
        add_party(met, role="tamu", name="X", by=BY)
    with pytest.raises(Refused):
        add_party(met, role="host", name="X", by=actor("division_head", PATI))
