"""The board of a package: figures by area within one's own, the chase list, one group, the file."""

from datetime import date
from io import BytesIO

from django.test import Client
from python_calamine import CalamineWorkbook

from kentongan.domain.activities.actions import record
from kentongan.domain.releases.actions import record_receipt
from kentongan.domain.releases.models import Publication
from tests.cast import BERMI, GAJIHAN, GEMBONG, GUNUNGWUNGKAL, KEDUNGBULUS, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of
from tests.releases.making import Office


def path(publication: Publication, tail: str = "") -> str:
    """The address of the board."""
    return f"/kantor/paket/{publication.release.code}/papan/{tail}"


def pass_on(office: Office, publication: Publication, village: str, low: int = 40, high: int = 60) -> None:
    """The KIM of the village read it out at the mosque."""
    record(
        group=office.groups[village],
        publication=publication,
        medium=_mosque(),
        held_on=date(2024, 1, 5),
        reach_low=low,
        reach_high=high,
        by=office.member(village),
    )


def _mosque() -> str:
    from kentongan.domain.activities.models import Medium

    return Medium.objects.filter(medium_class="interpersonal").order_by("sort")[0].pk


def test_each_group_counts_once_at_its_furthest(office: Office, head: Client) -> None:
    publication = office.published(PATI)
    pass_on(office, publication, BERMI)
    record_receipt(
        publication=publication, group=office.groups[GAJIHAN], kind="received", by=office.member(GAJIHAN)
    )

    total = head.get(path(publication)).context["total"]

    assert (total.sent, total.passed_on, total.received, total.silent) == (5, 1, 1, 3)


def test_reach_is_a_range_and_never_said_to_be_unique_people(office: Office, head: Client) -> None:
    publication = office.published(PATI)
    pass_on(office, publication, BERMI)

    page = text_of(head.get(path(publication)))

    assert "40–60 orang" in page
    assert "bukan jumlah orang yang berbeda" in page


def test_a_regency_is_read_by_district_and_by_village(office: Office, head: Client) -> None:
    publication = office.published(PATI)

    districts = head.get(path(publication)).context["rows"]
    villages = head.get(path(publication, "?rinci=desa")).context["rows"]

    assert {shown.row.code for shown in districts} == {GEMBONG, GUNUNGWUNGKAL, "33.18.10"}
    assert len(villages) == 5


def test_a_district_officer_gets_the_own_district_and_no_other(office: Office, visit: Visitor) -> None:
    publication = office.published(PATI)
    officer = visit("district_officer", GEMBONG)

    answer = officer.get(path(publication))

    assert answer.context["region"].pk == GEMBONG
    assert {shown.row.code for shown in answer.context["rows"]} == {BERMI, KEDUNGBULUS}
    assert officer.get(path(publication, f"?wilayah={GUNUNGWUNGKAL}")).status_code == 404
    assert officer.get(path(publication, "?wilayah=omong")).status_code == 404


def test_the_fragment_is_the_board_alone(office: Office, head: Client) -> None:
    publication = office.published(PATI)

    fragment = head.get(path(publication), headers={"X-Fragment": "papan"}).content.decode()

    assert fragment.startswith('<div id="papan"')
    assert "<html" not in fragment


def test_the_map_is_tiles_where_no_outlines_are_loaded(office: Office, head: Client) -> None:
    publication = office.published(PATI)

    page = head.get(path(publication, "?tampilan=peta"))

    assert 'class="tiles"' in page.content.decode()
    assert "0 dari 2" in text_of(page)


def test_the_chase_list_names_the_silent(office: Office, visit: Visitor) -> None:
    publication = office.published(PATI)
    pass_on(office, publication, BERMI)

    page = text_of(visit("district_officer", GEMBONG).get(path(publication, "kejar/")))

    assert "KIM Kedungbulus" in page
    assert "KIM Bermi" not in page
    assert "KIM Gajihan" not in page


def test_whoever_may_not_read_numbers_is_not_told_to_phone(office: Office, visit: Visitor) -> None:
    publication = office.published(PATI)
    province = visit("province_supervisor", "33")

    board = text_of(province.get(path(publication, f"?wilayah={PATI}")))
    page = text_of(province.get(path(publication, f"kejar/?wilayah={PATI}")))

    assert "Lihat 5 KIM yang belum memberi kabar" in board
    assert "Hubungi" not in board
    assert "KIM Kedungbulus" in page
    assert "Nomor telepon ketua KIM ada pada dinas" in page
    assert "Nomor belum ada" not in page


def test_one_group_shows_its_steps_and_activities(office: Office, visit: Visitor) -> None:
    publication = office.published(PATI)
    pass_on(office, publication, BERMI)
    officer = visit("district_officer", GEMBONG)

    page = text_of(officer.get(path(publication, f"kim/{office.groups[BERMI].code}/")))

    assert "Disebarkan" in page
    assert "40–60 orang" in page
    assert officer.get(path(publication, f"kim/{office.groups[GAJIHAN].code}/")).status_code == 404


def test_the_village_shows_the_trail(office: Office, visit: Visitor) -> None:
    publication = office.published(PATI)
    pass_on(office, publication, BERMI)

    page = text_of(visit("village_officer", BERMI).get(path(publication)))

    assert "Kantor desa menerima" in page
    assert "KIM Bermi menyebarkan lewat" in page


def test_the_file_holds_the_same_figures_and_no_formula(office: Office, head: Client) -> None:
    publication = office.published(PATI)
    pass_on(office, publication, BERMI)

    sheet = head.get(path(publication, "unduh/xlsx/")).content
    text = head.get(path(publication, "unduh/csv/")).content.decode("utf-8-sig")

    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows[-1][:3] == [PATI, "Kabupaten Pati", 5]
    assert rows[-1][5] == 1
    assert text.splitlines()[-1].startswith(f"{PATI},Kabupaten Pati,5,")
    assert head.get(path(publication, "unduh/exe/")).status_code == 404


def test_names_that_would_run_in_a_spreadsheet_do_not(office: Office, head: Client) -> None:
    from kentongan.doors.office.sheets import inert

    assert [inert(value) for value in ("=1+1", "+1", "-1", "@x", "\tx", "Bermi", 3, None)] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@x",
        "'\tx",
        "Bermi",
        3,
        None,
    ]


def test_a_draft_has_no_board(office: Office, head: Client) -> None:
    code = office.draft(PATI).release.code

    assert head.get(f"/kantor/paket/{code}/papan/").status_code == 404


def test_an_agency_has_no_board_of_anothers_package(office: Office, visit: Visitor) -> None:
    from kentongan.domain.core.acting import System
    from kentongan.domain.people.actions import create_agency
    from tests.actors import actor
    from tests.doors.network import signed_in
    from tests.releases.making import place

    health = create_agency(
        region=place(PATI), name="Dinas Kesehatan", short_name="Dinkes", kind="regional_agency", by=System()
    )
    officer = signed_in(actor("agency_officer", PATI, agency=health.pk).user)
    publication = office.published(PATI)

    assert "Papan sebaran" not in text_of(officer.get(f"/kantor/paket/{publication.release.code}/"))
    assert officer.get(path(publication)).status_code == 404


def test_the_board_takes_as_many_queries_for_three_districts(office: Office, head: Client) -> None:
    one, three = office.published(GEMBONG), office.published(PATI)
    for village in office.groups:
        pass_on(office, three, village)
    head.get("/kantor/")

    assert queries_of(head, path(one)) == queries_of(head, path(three)) <= 12
