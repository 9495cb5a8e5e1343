"""The home page by role: what waits for whom; the search; the header's mandate and language."""

from datetime import date

from django.test import Client

from kentongan.domain.core.acting import System
from kentongan.domain.people.actions import give_mandate
from kentongan.domain.releases.actions import publish_in_emergency, return_to_author
from tests.actors import account
from tests.cast import BATANG, BERMI, GEMBONG, KEDUNGBULUS, PATI
from tests.claims.making import asked
from tests.doors.network import signed_in
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of
from tests.releases.making import Office, place

HOME = "/kantor/"


def test_the_head_sees_what_waits_for_approval_and_the_writer_what_came_back(
    office: Office, writer: Client, head: Client
) -> None:
    office.submitted(GEMBONG, title="Menunggu kabid")
    returned = office.submitted(GEMBONG, title="Perlu diperbaiki")
    return_to_author(returned, "Kurang jelas.", by=office.head)
    office.draft(GEMBONG, title="Baru dimulai")

    of_head, of_writer = head.get(HOME).context["waiting"], writer.get(HOME).context["waiting"]

    assert [one.title for one in of_head.approve] == ["Menunggu kabid"]
    assert [one.title for one in of_writer.returned] == ["Perlu diperbaiki"]
    assert [one.title for one in of_writer.drafts] == ["Baru dimulai"]
    assert of_writer.approve is None


def test_nobody_is_asked_to_approve_their_own_text(office: Office, head: Client) -> None:
    office.submitted(GEMBONG, by=office.head)

    assert head.get(HOME).context["waiting"].approve == []


def test_an_emergency_waits_for_another_person(office: Office, writer: Client, head: Client) -> None:
    version = office.draft(GEMBONG)
    publish_in_emergency(version, "Banjir.", by=System())

    assert [one.version_id for one in head.get(HOME).context["waiting"].review] == [version.pk]
    assert writer.get(HOME).context["waiting"].review is None


def test_the_district_sees_how_many_of_its_groups_are_silent(
    office: Office, head: Client, visit: Visitor
) -> None:
    office.published(PATI)

    of_regency = head.get(HOME).context["waiting"].silences
    of_district = visit("district_officer", GEMBONG).get(HOME).context["waiting"].silences

    assert [(row.silent, row.sent) for row in of_regency] == [(5, 5)]
    assert [(row.silent, row.sent) for row in of_district] == [(2, 2)]


def test_a_filter_counts_for_the_silent_too(office: Office, visit: Visitor) -> None:
    office.published(PATI, audience_filter={"level": ["district"]})

    assert visit("district_officer", GEMBONG).get(HOME).context["waiting"].silences == []


def test_nothing_of_another_regency_waits(office: Office, visit: Visitor) -> None:
    office.submitted(GEMBONG, title="Rahasia Pati")
    office.published(GEMBONG, title="Terbit di Pati")

    page = text_of(visit("division_head", BATANG).get(HOME))

    assert "Rahasia Pati" not in page
    assert "Terbit di Pati" not in page


def test_every_role_has_a_home(office: Office, visit: Visitor) -> None:
    for role, region in (
        ("administrator", PATI),
        ("province_supervisor", "33"),
        ("village_officer", BERMI),
        ("agency_officer", PATI),
        ("ministry_reader", "00"),
    ):
        assert visit(role, region).get(HOME).status_code == 200


def test_home_takes_as_many_queries_for_three_of_each(office: Office, head: Client) -> None:
    head.get(HOME)
    for title in ("Satu",):
        office.submitted(GEMBONG, title=title)
        office.published(GEMBONG, title=title)
    with_one = queries_of(head, HOME)
    for title in ("Dua", "Tiga"):
        office.submitted(GEMBONG, title=title)
        office.published(GEMBONG, title=title)

    assert queries_of(head, HOME) == with_one <= 12


def test_home_keeps_to_twelve_queries_with_a_package_half_of_which_is_elsewhere(
    office: Office, head: Client, visit: Visitor
) -> None:
    """What is sent beyond the person's area is held against its groups; what rises is told with its claim."""
    office.published(PATI)
    office.published(GEMBONG)
    claim = asked(by=System(), region=place(BERMI)).claim
    for village in (KEDUNGBULUS, KEDUNGBULUS, GEMBONG, PATI):
        asked(by=System(), region=place(village))
    assert claim.title in text_of(head.get(HOME))
    for browser in (head, visit("district_officer", GEMBONG), visit("village_officer", BERMI)):
        browser.get(HOME)
        assert queries_of(browser, HOME) <= 12


def test_the_search_finds_packages_groups_and_areas_within_ones_rights(
    office: Office, writer: Client, visit: Visitor
) -> None:
    office.draft(GEMBONG, title="Pasar murah Bermi")

    own, foreign = (
        text_of(writer.get("/kantor/cari/?q=bermi")),
        text_of(visit("division_head", BATANG).get("/kantor/cari/?q=bermi")),
    )

    assert "Pasar murah Bermi" in own
    assert "KIM Bermi" in own
    assert "Desa Bermi" in own
    assert "Pasar murah Bermi" not in foreign
    assert "KIM Bermi" not in foreign


def test_areas_are_offered_while_typing_within_the_senders(office: Office, writer: Client) -> None:
    page = writer.get("/kantor/cari/wilayah/", {"region": PATI, "cari_wilayah": "reban"})

    assert "Tidak ada wilayah “reban” di wilayah Anda." in text_of(page)


def test_on_whose_behalf_is_chosen_in_the_header_and_written_down(office: Office) -> None:
    chief = account("Kepala Dinas").person
    given = give_mandate(
        principal=chief,
        principal_title="Kepala Diskominfo",
        delegate=office.head.user.person,
        starts_on=date(2020, 1, 1),
        region=place(PATI),
        by=System(),
    )
    browser, release = signed_in(office.head.user), office.submitted(GEMBONG).release

    answer = browser.post("/akun/atas-nama/", {"mandate": given.pk, "next": HOME})
    browser.post(f"/kantor/paket/{release.code}/persetujuan/", {"version": 1})

    assert answer.headers["Location"] == HOME
    assert release.versions.get().approval.on_behalf_of == "Kepala Dinas (Kepala Diskominfo)"
    assert "a.n. Kepala Dinas" in text_of(browser.get(HOME))


def test_the_office_speaks_english_too(office: Office, head: Client) -> None:
    head.post("/bahasa/", {"language": "en", "next": HOME})

    assert '<html lang="en">' in head.get(HOME).content.decode()


def test_a_village_officer_finds_the_way_to_what_came_for_the_village(visit: Visitor) -> None:
    link = 'href="/k/kantor-desa/"'

    assert link in visit("village_officer", BERMI).get(HOME).content.decode()
    assert link not in visit("district_officer", GEMBONG).get(HOME).content.decode()


def test_whoever_reads_no_board_is_told_nothing_of_silence(office: Office, visit: Visitor) -> None:
    page = visit("administrator", PATI).get(HOME)

    assert page.context["waiting"].silences is None
    assert "Tidak ada KIM yang diam" not in text_of(page)
