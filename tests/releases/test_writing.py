"""Drafts, their changes, and what a writer may not enter."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kentongan.domain.core.problems import Invalid, Refused, Stale
from kentongan.domain.releases.actions import draft, edit, start_campaign, submit
from kentongan.domain.releases.models import Version
from tests.actors import actor
from tests.cast import BATANG, BERMI, GEMBONG, NGADIREJO, PATI
from tests.groups.making import region
from tests.releases.making import Office, office_at


def test_a_draft_may_be_incomplete_and_names_its_writer(office: Office) -> None:
    version = draft(region=PATI, agency=office.agency, title="Judul", by=office.writer)
    assert (version.step, version.number, version.author_name) == ("draft", 1, "Sri Penulis")
    assert version.release.code.startswith("R-")
    assert version.release.tier == "regency"


def test_nobody_writes_for_an_area_that_is_not_theirs(office: Office) -> None:
    stranger = actor("public_relations_officer", BATANG)
    with pytest.raises(Refused):
        draft(region=PATI, agency=office.agency, title="Judul", by=stranger)
    assert Version.objects.count() == 0


def test_an_area_outside_the_writers_is_named(office: Office) -> None:
    with pytest.raises(Invalid) as problem:
        office.draft(GEMBONG, NGADIREJO)
    assert problem.value.field == "areas"
    assert "Ngadirejo" in problem.value.message


def test_a_district_officer_reaches_the_own_district_alone(office: Office) -> None:
    sekcam = actor("district_officer", GEMBONG)
    with pytest.raises(Invalid, match="luar wilayah Anda"):
        draft(region=GEMBONG, agency=office.agency, title="Judul", areas=[PATI], by=sekcam)
    own = draft(region=GEMBONG, agency=office.agency, title="Judul", areas=[BERMI], by=sekcam)
    assert own.release.tier == "district"


def test_an_unknown_area_is_named(office: Office) -> None:
    with pytest.raises(Invalid, match=r"99\.99"):
        office.draft("99.99")


def test_an_area_inside_another_is_not_kept_twice(office: Office) -> None:
    version = office.draft(GEMBONG, BERMI)
    assert [area.pk for area in version.areas.all()] == [GEMBONG]


def test_a_text_message_of_161_letters_is_refused_with_both_numbers(office: Office) -> None:
    assert office.draft(short_text="a" * 160).short_text == "a" * 160
    with pytest.raises(Invalid) as problem:
        office.draft(short_text="a" * 161)
    assert problem.value.message == "Teks SMS 161 huruf, paling banyak 160."
    assert problem.value.field == "short_text"


def test_signs_that_hide_or_turn_text_are_taken_out(office: Office) -> None:
    """security.md 26: such a title would break the feed or show another word than it holds."""
    version = office.draft(
        GEMBONG, title="Pangan\x08 \u202emurah\u200b\r\nPati\u2066", body="Satu\r\n\r\n\tdua\x0b\ufeff"
    )
    assert version.title == "Pangan murah Pati"
    assert version.body == "Satu\n\n\tdua"


def test_an_embargo_after_the_last_day_is_refused(office: Office) -> None:
    soon = timezone.now() + timedelta(days=5)
    with pytest.raises(Invalid) as problem:
        office.draft(valid_until=timezone.localdate(), embargo_until=soon)
    assert problem.value.field == "embargo_until"


def test_an_unknown_filter_word_is_refused(office: Office) -> None:
    with pytest.raises(Invalid, match="umur"):
        office.draft(audience_filter={"umur": ["17"]})
    with pytest.raises(Invalid, match="bulan"):
        office.draft(audience_filter={"level": ["bulan"]})


def test_a_field_that_is_not_the_writers_is_refused_by_name(office: Office) -> None:
    with pytest.raises(Invalid) as problem:
        office.draft(step="approved")
    assert problem.value.field == "step"


def test_a_change_before_submission_stays_in_the_same_version(office: Office) -> None:
    version = office.draft()
    changed = edit(version, revision=1, title="Judul baru", by=office.writer)
    assert (changed.pk, changed.number, changed.revision, changed.title) == (version.pk, 1, 2, "Judul baru")


def test_two_editors_notice_each_other(office: Office) -> None:
    first, second = office.draft(), Version.objects.get()
    edit(first, revision=1, title="Pertama", by=office.writer)
    with pytest.raises(Stale):
        edit(second, revision=1, title="Kedua", by=office.head)
    assert Version.objects.get().title == "Pertama"


def test_a_change_after_submission_makes_the_next_number(office: Office) -> None:
    version = office.submitted()
    changed = edit(version, revision=version.revision, title="Judul baru", by=office.writer)
    assert (changed.number, changed.step, changed.title) == (2, "draft", "Judul baru")
    assert [area.pk for area in changed.areas.all()] == [PATI]
    version.refresh_from_db()
    assert version.title == "Gerakan Pangan Murah di Alun-Alun"


def test_what_is_out_is_corrected_and_not_edited(office: Office) -> None:
    version = office.published().version
    with pytest.raises(Invalid, match="koreksi"):
        edit(version, revision=version.revision, title="Judul baru", by=office.writer)


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"title": ""}, "title"),
        ({"summary": "", "body": " "}, "summary"),
        ({"areas": ()}, "areas"),
        ({"valid_until": date(2020, 1, 1)}, "valid_until"),
    ],
)
def test_an_incomplete_package_is_not_submitted(
    office: Office, missing: dict[str, object], field: str
) -> None:
    version = office.draft(**missing)
    with pytest.raises(Invalid) as problem:
        submit(version, by=office.writer)
    assert problem.value.field == field
    version.refresh_from_db()
    assert version.step == "draft"


def test_a_package_is_submitted_once(office: Office) -> None:
    version = office.draft()
    submit(version, by=office.writer)
    with pytest.raises(Stale):
        submit(version, by=office.writer)


def test_b13_a_package_carries_the_regions_campaign(office: Office) -> None:
    head = actor("division_head", BATANG)
    branding = start_campaign(region=region(BATANG), name="Branding Batang", by=head)
    version = draft(region=BATANG, agency=office_at(BATANG), campaign=branding.code, title="Batik", by=head)
    assert version.release.campaign == branding
    with pytest.raises(Invalid) as problem:
        office.draft(campaign=branding.code)
    assert problem.value.field == "campaign"


def test_a_search_finds_every_word_in_any_spelling(office: Office) -> None:
    office.draft()
    office.draft(title="Posyandu", summary="Penimbangan balita", body="")
    found = Version.objects.search("pangan  ALUN")
    assert [version.title for version in found] == ["Gerakan Pangan Murah di Alun-Alun"]
    assert Version.objects.search("pangan balita").count() == 0
