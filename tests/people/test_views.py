"""Filters of lists kept under names: one's own, each list for itself."""

import pytest

from kentongan.domain.core.problems import Invalid
from kentongan.domain.people import actions
from kentongan.domain.people.access import Visitor
from kentongan.domain.people.models import SavedView
from tests.actors import actor
from tests.cast import PATI, plant_regions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _regions() -> None:
    plant_regions()


def test_the_same_name_again_changes_the_view_of_that_list_alone() -> None:
    who = actor("division_head", PATI)
    actions.keep_view(page="tickets", name=" Jalan ", query="kategori=jalan", by=who)
    actions.keep_view(page="claims", name="Jalan", query="topik=hukum", by=who)
    actions.keep_view(page="tickets", name="Jalan", query="kategori=air", by=who)
    kept = SavedView.objects.order_by("page").values_list("page", "query")
    assert list(kept) == [("claims", "topik=hukum"), ("tickets", "kategori=air")]


def test_nobody_forgets_a_view_of_somebody_else() -> None:
    owner, other = actor("division_head", PATI), actor("division_head", PATI, name="Bu Lain")
    actions.keep_view(page="tickets", name="Jalan", query="", by=owner)
    actions.forget_view(page="tickets", name="Jalan", by=other)
    assert SavedView.objects.count() == 1
    actions.forget_view(page="tickets", name="Jalan", by=owner)
    actions.forget_view(page="tickets", name="Jalan", by=owner)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(("name", "query"), [("  ", ""), ("x" * 61, ""), ("Jalan", "q" * 501)])
def test_what_cannot_be_kept_is_refused(name: str, query: str) -> None:
    with pytest.raises(Invalid):
        actions.keep_view(page="tickets", name=name, query=query, by=actor("division_head", PATI))
    assert not SavedView.objects.exists()


def test_there_are_twenty_views_of_a_list_at_most() -> None:
    who = actor("division_head", PATI)
    for number in range(actions.MOST_VIEWS):
        actions.keep_view(page="tickets", name=f"Nomor {number}", query="", by=who)
    actions.keep_view(page="tickets", name="Nomor 1", query="x=1", by=who)
    with pytest.raises(Invalid):
        actions.keep_view(page="tickets", name="Satu lagi", query="", by=who)


def test_a_visitor_keeps_nothing() -> None:
    with pytest.raises(Exception, match="Masuklah"):
        actions.keep_view(page="tickets", name="Jalan", query="", by=Visitor())
