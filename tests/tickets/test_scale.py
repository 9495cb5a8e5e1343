"""What keeps lists and figures of a million tickets quick: parts with an index each, counts that agree."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Sum
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kentongan.domain.core.acting import System
from kentongan.domain.people.access import Authority
from kentongan.domain.tickets import access, actions, boards, counting
from kentongan.domain.tickets.models import Facet, Ticket, TicketCount
from kentongan.doors.office.paging import bounded_count, page_after
from kentongan.doors.office.tickets.queue import EARLIEST, NEWEST
from tests.actors import actor
from tests.cast import BATANG, CENTRAL_JAVA, COUNTRY, PATI, REBAN
from tests.groups.making import region
from tests.tickets.making import Desk


@pytest.fixture
def many(desk: Desk) -> Desk:
    """Tickets of all sorts: public, restricted, sent to an agency, sent down to a district, elsewhere."""
    desk.raised()
    desk.sent(title="Kedua")
    desk.sent(title="Ketiga", content="restricted")
    for title, place in (("Keempat", "33.25.04.2005"), ("Kelima", BATANG)):
        handed = actions.verify(
            desk.raised(desk.officer, "office", title=title, region=place, content="restricted"),
            by=desk.officer,
        )
        actions.disposition(handed, "Tinjau.", region=region(REBAN), by=desk.officer)
    desk.raised(System(), "public", title="Di Pati", region=PATI, group=None)
    return desk


def readers(desk: Desk) -> dict[str, Authority]:
    """Everybody, and somebody with two areas and a group."""
    two = actor("district_officer", REBAN, user=desk.member.user)
    two = actor("village_officer", "33.18.13.2001", user=two.user)
    return {
        "desk": desk.officer,
        "engineer": desk.engineer,
        "nurse": desk.nurse,
        "district": desk.district,
        "village": desk.village,
        "province": actor("province_supervisor", CENTRAL_JAVA),
        "country": actor("province_supervisor", COUNTRY),
        "elsewhere": actor("division_head", PATI),
        "two areas and a group": two,
    }


def test_the_parts_of_what_one_reads_are_the_whole_and_do_not_overlap(many: Desk) -> None:
    """Red when a ticket of the whole regency, sent down to a district, was looked for inside the district."""
    seen = {}
    for who, by in readers(many).items():
        parts = [set(part.values_list("pk", flat=True)) for part in access.visible_parts(by)]
        whole = set(
            Ticket.objects.alias(**access._HERE).filter(access._scope(by)).values_list("pk", flat=True)
        )
        assert set().union(*parts) == whole == set(access.visible(by).values_list("pk", flat=True)), who
        assert not any(one & other for one, other in combinations(parts, 2)), who
        seen[who] = len(whole)
    assert seen["country"] == 3  # the public ones
    assert seen["district"] == 4  # two public ones, two that were sent
    assert seen["desk"] == 5


def test_a_list_of_parts_goes_on_where_it_stopped(many: Desk) -> None:
    by, parts = many.district, access.visible_parts(many.district)
    for order in (EARLIEST, NEWEST):
        codes, query = [], ""
        for _page in range(5):
            found, following = page_after(access.visible(by), QueryDict(query), order, size=1, parts=parts)
            codes += [one.code for one in found]
            query = following.removeprefix("?")
            if not query:
                break
        field = order[0].removeprefix("-")
        wanted = sorted(
            access.visible(by), key=lambda one: (getattr(one, field), one.pk), reverse="-" in order[0]
        )
        assert codes == [one.code for one in wanted]
    assert bounded_count(*parts) == (4, False)


def test_lists_and_figures_walk_through_an_index_of_their_area(many: Desk) -> None:
    """Red when an area was a range of codes: SQLite sorted all that is open in it."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by statistics, which a test's few rows do not give")
    since, until = timezone.localdate() - timedelta(days=365), timezone.localdate()
    for who, area in (("desk", "_of_regency"), ("province", "_of_province"), ("country", "")):
        (rows,) = access.visible_parts(readers(many)[who])
        queue = rows.open().filter(due_on__isnull=False).order_by(*EARLIEST).values("pk")[:26]
        newest = rows.order_by(*NEWEST).values("pk")[:26]
        counted = rows.filter(received_on__gte=since, received_on__lte=until, merged_into=None).order_by()
        kept = TicketCount.objects.filter(facet__in=["kind"], month__in=[since.replace(day=1)], province="33")
        assert f"INDEX ticket_queue{area} " in f"{queue.explain()} "
        assert f"COVERING INDEX ticket_newest{area} " in f"{newest.explain()} "
        assert "TEMP B-TREE" not in queue.explain() + newest.explain()
        for facet in (Facet.KIND, Facet.DAYS, Facet.TOLD):
            assert "COVERING INDEX ticket_newest" in (
                counted.values_list(counting.READ[facet]).annotate(n=Count("*")).explain()
            )
        assert "COVERING INDEX ticket_counts (facet=? AND month=? AND province=?)" in (
            kept.values_list("value").annotate(n=Sum("tickets")).explain()
        )


def test_the_roll_up_is_read_only_by_who_reads_all_that_it_counts(many: Desk) -> None:
    """Red when an agency's officer, who reads what it was sent, was given the public ones' sums."""
    expected = {"desk": ["public", "restricted"], "province": ["public"], "country": ["public"]}
    found = {}
    for who, by in readers(many).items():
        for place in (COUNTRY, CENTRAL_JAVA, BATANG, REBAN):
            whole, rows = access.read_whole(by, place), access.visible(by).for_region(place)
            if whole:
                found[who] = whole
                everything = Ticket.objects.for_region(place).filter(content__in=whole)
                assert set(rows) == set(everything), (who, place)
    assert found == expected


def test_figures_of_a_province_walk_through_no_tickets_however_many_there_are(many: Desk) -> None:
    by, today = actor("province_supervisor", CENTRAL_JAVA), timezone.localdate()
    asked = access.visible(by), region(CENTRAL_JAVA), (today - timedelta(days=365)).replace(day=1), today
    with CaptureQueriesContext(connection) as captured:
        found = boards.overview(*asked, whole=access.read_whole(by, CENTRAL_JAVA))
    assert len(captured) == 2
    assert (found.sums.total, found.areas) == (3, [(BATANG, 2), (PATI, 1)])


def test_the_store_keeps_what_the_indexes_rest_on(desk: Desk) -> None:
    ticket = desk.raised()
    for wrong in (
        {"province": "35"},
        {"regency": "33.18"},
        {"closed_on": timezone.localdate()},
        {"state": "closed"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ticket.objects.filter(pk=ticket.pk).update(**wrong)
