"""``kentongan simulate``: any size, the same for the same seed, true in every roll-up, and labelled."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import TestCase

from kentongan.demo import simulate
from kentongan.demo.seed import PASSWORD_FILE
from kentongan.domain.activities.boards import board_total, release_board
from kentongan.domain.activities.models import Activity
from kentongan.domain.core.codes import read_code
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.boards import chairs
from kentongan.domain.groups.models import Decree, Group
from kentongan.domain.people.models import Person
from kentongan.domain.regions.rules import is_within
from kentongan.domain.releases import rules
from kentongan.domain.releases.access import inbox
from kentongan.domain.releases.models import Progress, Publication, Receipt, Release
from tests.actors import account
from tests.cast import plant_regions

VILLAGES = 20  # of the cast's 21


class TheSyntheticNetwork(TestCase):
    """Built once; each test reads it."""

    @classmethod
    def setUpTestData(cls) -> None:
        plant_regions()
        cls.size = simulate.build(villages=VILLAGES, days=12, seed=7)

    def test_it_has_as_many_groups_as_asked_each_in_a_village_of_its_own(self) -> None:
        assert Group.objects.filter(level="village").values("region").distinct().count() == VILLAGES
        assert self.size.groups == Group.objects.count() == VILLAGES

    def test_everything_in_it_says_that_it_is_invented(self) -> None:
        assert {group.name.startswith("Contoh KIM ") and group.is_demo for group in Group.objects.all()} == {
            True
        }
        assert not Person.objects.filter(is_demo=False).exists()
        assert not Decree.objects.filter(is_demo=False).exists()
        assert not Release.objects.filter(is_demo=False).exists()
        assert {row.version.title.startswith("Contoh ") for row in Publication.objects.all()} == {True}
        assert not Activity.objects.exclude(note__startswith="Contoh").exists()

    def test_codes_can_be_read_back_and_boards_have_a_chair(self) -> None:
        groups = list(Group.objects.all())
        assert [read_code(group.code, "K") for group in groups] == [group.code for group in groups]
        assert set(chairs(groups)) == {group.pk for group in groups}

    def test_a_group_is_named_by_the_decree_of_its_own_regency(self) -> None:
        pairs = [(group, decree) for decree in Decree.objects.all() for group in decree.groups.all()]
        assert len(pairs) > VILLAGES / 2
        assert all(is_within(group.region_id, decree.issuer_region_id) for group, decree in pairs)

    def test_country_province_and_regency_send_packages_that_their_villages_have(self) -> None:
        group = Group.objects.first()
        assert group is not None
        areas = [row.areas.get().region_id for row in inbox(group)]
        assert Counter(areas) == Counter(2 * ["00", group.region_id[:2], group.region_id[:5]])

    def test_progress_is_the_furthest_receipt_of_each_group(self) -> None:
        furthest: dict[tuple[int, object], str] = {}
        for row in Receipt.objects.all():
            key = (row.publication_id, row.group_id)
            furthest[key] = max(row.kind, furthest.get(key, "received"), key=rules.RANK.__getitem__)
        assert {(row.publication_id, row.group_id): row.kind for row in Progress.objects.all()} == furthest

    def test_whoever_passed_a_package_on_has_an_activity_and_nobody_else(self) -> None:
        told = set(Activity.objects.exclude(publication=None).values_list("publication_id", "group_id"))
        assert told == set(Receipt.objects.filter(kind="passed_on").values_list("publication_id", "group_id"))

    def test_the_board_of_the_country_counts_every_group_once(self) -> None:
        publication = Publication.objects.filter(areas__region="00").select_related("version", "release")[0]
        total = board_total(release_board(publication, "00", "province"))
        steps = Progress.objects.filter(publication=publication).count()
        assert (total.sent, total.sent - total.silent) == (VILLAGES, steps)

    def test_each_group_is_active_about_every_three_days(self) -> None:
        assert Activity.objects.count() >= VILLAGES * 4
        assert self.size.facts == Receipt.objects.count() + Activity.objects.count()

    def test_a_second_network_is_refused(self) -> None:
        with pytest.raises(Invalid, match="sudah berisi jejaring tiruan"):
            simulate.build(villages=1, days=1, seed=1)


class TheSeed(TestCase):
    """What it decides."""

    def setUp(self) -> None:
        plant_regions()

    def test_the_same_seed_makes_the_same_groups(self) -> None:
        made = [self._made_and_undone(seed) for seed in (3, 3, 4)]
        assert made[0] == made[1] != made[2]

    def test_beyond_one_group_a_village_hamlets_have_theirs(self) -> None:
        most = simulate.most_villages()
        simulate.build(villages=most, days=0, seed=3)
        assert Group.objects.filter(level="hamlet").count() == most // 2

    def test_no_more_groups_than_villages_and_hamlets(self) -> None:
        for villages in (0, simulate.most_villages() + 1):
            with pytest.raises(Invalid, match="Banyaknya desa harus 1 sampai"):
                simulate.build(villages=villages, days=1, seed=1)

    def test_a_database_in_real_use_is_left_alone(self) -> None:
        account()
        (Path(settings.DATA_DIR) / PASSWORD_FILE).unlink(missing_ok=True)  # another test's demonstration
        with pytest.raises(Invalid, match="sudah dipakai"):
            simulate.build(villages=1, days=1, seed=1)
        assert not Group.objects.exists()

    def test_the_demonstration_may_grow(self) -> None:
        account()
        mark = Path(settings.DATA_DIR) / PASSWORD_FILE
        mark.touch()
        self.addCleanup(mark.unlink, missing_ok=True)
        assert simulate.run(villages=1, days=0, seed=1).startswith("Jejaring tiruan: 1 kelompok")

    def _made_and_undone(self, seed: int) -> list[tuple[object, ...]]:
        with transaction.atomic():
            simulate.build(villages=5, days=0, seed=seed)
            made = list(Group.objects.order_by("code").values_list("code", "pk", "name"))
            transaction.set_rollback(True)
        return made
