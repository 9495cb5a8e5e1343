"""What phones measured of a village's network, on its page and in the list of those that stay bad."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from kentongan.domain.regions.actions import measure_connectivity, set_connectivity
from kentongan.domain.regions.models import Region
from kentongan.domain.sync.models import LinkSample
from tests.cast import BATANG, BERMI, GAJIHAN, GEMBONG, PATI
from tests.doors.office.conftest import Visitor
from tests.doors.pages import queries_of, text_of, unlabelled
from tests.releases.making import Office

LIST = "/kantor/wilayah/jaringan-buruk/"


def slow_days(village: str, count: int = 12) -> None:
    """So many days up to yesterday, each with two slow syncs."""
    today = timezone.localdate()
    LinkSample.objects.bulk_create(
        LinkSample(
            region_id=village,
            day=today - timedelta(days=back),
            syncs=2,
            tries=3,
            bytes=80_000,
            ms=40_000,
            slow=2,
        )
        for back in range(1, count + 1)
    )


def test_a_village_shows_its_class_with_its_day_its_way_and_its_figures(office: Office, head: Client) -> None:
    village, today = Region.objects.get(pk=BERMI), timezone.localdate()
    figures: dict[str, int | str] = {"days": 6, "syncs": 14, "kbps": 16, "tries": 9}
    set_connectivity(
        village, "4g", measured_on=today - timedelta(days=90), source="Kasi Kominfo", by=office.head
    )
    measure_connectivity(village, "2g", measured_on=today, figures=figures, by=office.head)
    slow_days(BERMI, 4)
    said = text_of(head.get(f"/kantor/wilayah/{BERMI}/"))
    assert "Diukur aplikasi: 14 sinkronisasi pada 6 hari, 16 kbit/detik, 9 percobaan gagal" in said
    assert "Dicatat orang · Kasi Kominfo" in said  # the note stands beside it
    assert "aplikasi mengukur 8 sinkronisasi: 4 dari 4 hari lambat atau tanpa sinyal, 16 kbit/detik" in said


def test_a_village_without_measurements_says_nothing_of_them(office: Office, head: Client) -> None:
    said = text_of(head.get(f"/kantor/wilayah/{BERMI}/"))
    assert "Jaringan belum dicatat." in said
    assert "aplikasi mengukur" not in said


def test_villages_that_stay_bad_are_listed_with_the_evidence(office: Office, head: Client) -> None:
    slow_days(BERMI)
    slow_days(GAJIHAN, 5)
    page = head.get(LIST)
    assert [region.code for region, _kind, _found in page.context["rows"]] == [BERMI]
    said = text_of(page)
    assert "sedikitnya 10 dari 14 hari terakhir" in said
    assert "16 kbit/detik" in said
    assert unlabelled(page.content.decode()) == []
    assert "Jaringan buruk" in text_of(head.get("/kantor/wilayah/"))


def test_a_bad_village_leads_to_a_request_for_infrastructure(office: Office, head: Client) -> None:
    slow_days(BERMI)
    link = f"/kantor/lapor/baru/?wilayah={BERMI}&jenis=infrastructure"
    assert link.replace("&", "&amp;") in head.get(LIST).content.decode()
    form = head.get(link).context["form"]
    assert (form["kind"].value(), form["region"].value()) == ("infrastructure", f"Desa Bermi ({BERMI})")
    assert head.get("/kantor/lapor/baru/?wilayah=apa&jenis=x").status_code == 200


def test_each_office_sees_its_own_area(office: Office, visit: Visitor) -> None:
    slow_days(BERMI)
    assert len(visit("district_officer", GEMBONG).get(LIST).context["rows"]) == 1
    assert visit("division_head", BATANG).get(LIST).context["rows"] == []
    narrowed = visit("division_head", PATI).get(f"{LIST}?wilayah=33.18.17")
    assert narrowed.context["rows"] == []


def test_the_list_takes_the_same_statements_for_one_and_three(office: Office, head: Client) -> None:
    head.get(LIST)
    slow_days(BERMI)
    one = queries_of(head, LIST)
    for village in (GAJIHAN, "33.18.13.2002"):
        slow_days(village)
    assert queries_of(head, LIST) == one <= 12
