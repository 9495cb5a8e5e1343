"""The demonstration network says what the five articles say (domain.md §10), over the whole country."""

from datetime import date, timedelta

from django.test import TestCase
from django.utils import timezone

from kentongan.demo import seed
from kentongan.domain.activities.models import Activity
from kentongan.domain.core.history import first_broken_link
from kentongan.domain.events.boards import counts_of, roster, services
from kentongan.domain.events.models import Attendance, Event
from kentongan.domain.founding.models import DecreeDraft, Path
from kentongan.domain.founding.standing import standing_of, standings
from kentongan.domain.groups.boards import compare_snapshots, counts_by_area, find_villages
from kentongan.domain.groups.duplicates import suggested_persons
from kentongan.domain.groups.models import Decree, Group, Regulation, Transmission
from kentongan.domain.groups.transmissions import changes_since
from kentongan.domain.indicators.boards import cited, progress
from kentongan.domain.mentoring.boards import services_by_area
from kentongan.domain.mentoring.models import Need, Visit
from kentongan.domain.outreach.checking import tour_warnings
from kentongan.domain.outreach.models import StopVillage, Tour
from kentongan.domain.people.models import Agency, Grant, Post, Unit, User
from kentongan.domain.regions.actions import load_bundled
from kentongan.domain.regions.models import Connectivity, Region, RegionNote
from kentongan.domain.releases.models import AgencyRequest, Release, Version
from kentongan.domain.tickets.boards import overview
from kentongan.domain.tickets.models import Ticket


class TheDemonstration(TestCase):
    """Built once; each test reads it."""

    def _should_check_constraints(self, connection: object) -> bool:
        return False  # the tests only read; checking 90,000 regions after each takes seconds

    @classmethod
    def setUpTestData(cls) -> None:
        load_bundled()
        cls.accounts = seed.build()

    def test_a_second_build_adds_nothing(self) -> None:
        before = (Group.objects.count(), Release.objects.count(), User.objects.count())
        assert seed.build() == self.accounts
        assert (Group.objects.count(), Release.objects.count(), User.objects.count()) == before

    def test_batang_has_15_districts_and_41_villages_with_kim_at_its_date(self) -> None:
        """B1; and the articles name none of the 41, so each says what is invented."""
        total = counts_by_area(Region.objects.get(code="33.25"), date(2021, 2, 18)).total
        assert (total.districts, total.villages_covered) == (15, 41)
        notes = Group.objects.filter(region__code__startswith="33.25.").values_list("note", flat=True)
        assert all("Contoh untuk demonstrasi" in note for note in notes)

    def test_the_rule_has_its_right_title_and_no_group_is_a_legal_entity(self) -> None:
        """B14: 8/2010 is the guideline on social communication institutions, not the SPM."""
        rule = Regulation.objects.get(number="08/PER/M.KOMINFO/6/2010")
        assert rule.title == "Pedoman Pengembangan dan Pemberdayaan Lembaga Komunikasi Sosial"
        assert not Group.objects.filter(legal_form="legal_entity").exists()

    def test_the_figures_of_tickets_that_were_moved_into_the_past_are_right(self) -> None:
        """Red when they were counted on the day the demonstration was made."""
        rows, today = Ticket.objects.all(), timezone.localdate()
        asked = rows, Region.objects.get(code="33"), (today - timedelta(days=365)).replace(day=1), today
        found = overview(*asked, whole=Ticket.Content.values)
        assert found == overview(*asked)
        assert found.sums.total > 1

    def test_batangs_campaign_brands_a_package(self) -> None:
        """B13."""
        assert Release.objects.get(campaign__name="Branding Batang").region_id == "33.25"

    def test_perbup_tuban_55_of_2020_is_registered(self) -> None:
        """T1."""
        assert Regulation.objects.get(kind="perbup", number="55", year=2020).region_id == "35.23"

    def test_tuban_founded_three_then_seven_and_kerek_stands_in_no_list(self) -> None:
        """T6 as data: 3 + 7 + 9 named is 19 of 20 districts."""
        then, later = date(2020, 12, 31), date(2021, 12, 31)
        region = Region.objects.get(code="35.23")
        assert counts_by_area(region, then).total.districts_covered == 3
        changes = compare_snapshots(region, then, later)
        assert len(changes.added) == 7
        named = {18, 19, 17, 14, 11, 9, 20, 13, 16}
        missing = {
            row.region.name
            for row in counts_by_area(region, later).rows
            if not row.districts_covered and int(row.region.code[-2:]) not in named
        }
        assert missing == {"Kerek"}

    def test_tubans_district_groups_have_a_decree_of_the_camat(self) -> None:
        """T7."""
        issuers = Decree.objects.filter(groups__region__code__startswith="35.23.").values_list(
            "issuer_role", flat=True
        )
        assert set(issuers) == {"district_head"}

    def test_the_section_is_kip_in_tuban_and_ikp_in_batang(self) -> None:
        """T11."""
        names = dict(Unit.objects.values_list("agency__region_id", "short_name"))
        assert (names["35.23"], names["33.25"]) == ("KIP", "IKP")

    def test_officials_are_data_with_what_is_known_of_their_start(self) -> None:
        """T12, M9."""
        assert "akhir 2019" in Post.objects.get(person__name__startswith="Tutik").note
        assert Post.objects.get(person__name__startswith="Meita").kind == "functional"

    def test_no_official_of_the_articles_has_an_account(self) -> None:
        assert not User.objects.filter(person__posts__isnull=False).exists()

    def test_muba_notes_where_others_pay_their_members(self) -> None:
        """M7 as a note on a region."""
        note = RegionNote.objects.get(region_id="16.06")
        assert "Lombok" in note.text
        assert note.source

    def test_pati_has_exactly_18_kim_in_10_districts_17_desa_and_one_kelurahan(self) -> None:
        """P1, P2."""
        total = counts_by_area(Region.objects.get(code="33.18")).total
        assert (total.groups, total.districts_covered) == (18, 10)
        assert (total.desa_covered, total.kelurahan_covered) == (17, 1)

    def test_equal_names_on_different_levels_stay_apart(self) -> None:
        """P3."""
        assert Group.objects.get(region_id="33.18.12.2007").region.parent.name == "Margorejo"
        assert Region.objects.get(code="33.18.10").name == "Pati"
        assert Region.objects.get(code="33.18").name == "Kabupaten Pati"

    def test_two_snapshots_of_pati_show_the_six_that_were_added(self) -> None:
        """P5."""
        changes = compare_snapshots(Region.objects.get(code="33.18"), date(2022, 12, 31), date(2023, 2, 17))
        added = {group.region.name for group in changes.added}
        assert added == {"Sumberrejo", "Gajihan", "Jepat Lor", "Jepat Kidul", "Guyangan", "Kertomulyo"}

    def test_selakambang_is_found_by_zona_merah_and_desa_binaan_and_no_kim(self) -> None:
        """G2, G3."""
        found = find_villages(
            Region.objects.get(code="33.03"), tags=["zona-merah", "desa-binaan"], with_group=False
        )
        assert [village.name for village in found] == ["Selakambang"]

    def test_kaligondang_is_covered_as_a_district_though_selakambang_is_not(self) -> None:
        """G11."""
        total = counts_by_area(Region.objects.get(code="33.03.04")).total
        assert total.districts_covered == 1
        assert total.villages_covered < total.villages
        assert Group.objects.get(name="KIM Mentari").region_id.startswith("33.03.04.")

    def test_an_existing_body_carries_the_function_and_keeps_its_name_and_purpose(self) -> None:
        """G5."""
        group = Group.objects.get(origin="function_added")
        assert (group.parent_body, group.parent_body_purpose) == (
            "Karang Taruna Karya Muda",
            "pembinaan pemuda desa",
        )

    def test_the_health_office_of_purbalingga_asks_for_stunting_to_be_carried(self) -> None:
        """G8."""
        request = AgencyRequest.objects.get(region_id="33.03")
        assert (request.agency.short_name, request.theme) == ("Dinkes Purbalingga", "Penanggulangan stunting")

    def test_selakambang_is_on_its_way_and_muba_revives_its_fifteen_districts(self) -> None:
        """G2, G4 as the next steps of a path; M3."""
        path = Path.objects.get(region__code__startswith="33.03.")
        assert (path.region.name, standing_of(path).next) == ("Selakambang", "visited")
        revived = Path.objects.filter(way="revival")
        assert revived.count() == 15
        assert set(revived.values_list("level", flat=True)) == {"district"}

    def test_villages_of_batang_stand_at_different_steps_and_none_of_them_had_a_kim(self) -> None:
        """B8: those chosen for the tour are new, apart from the 41."""
        rows = standings(Path.objects.filter(region__code__startswith="33.25."))
        assert {row.step for row in rows} == {"selected", "visited", "coordinated", "deliberation"}
        assert len({row.region_id[:8] for row in rows}) == 15
        assert not Group.objects.filter(region_id__in=[row.region_id for row in rows]).exists()

    def test_decrees_are_being_written_for_kim_without_one(self) -> None:
        """T7: the village head for a village, the camat for a district."""
        issuers = dict(DecreeDraft.objects.values_list("issuer_region_id", "issuer_role"))
        assert issuers["33.25.04.2005"] == "village_head"
        assert issuers["35.23.12"] == "district_head"

    def test_ngadirejos_link_is_known_with_its_source(self) -> None:
        assert Connectivity.objects.get(region_id="33.25.04.2005").source.startswith("Sekcam Reban")

    def test_every_role_has_an_account_in_its_place(self) -> None:
        expected = {
            "pati.humas": "public_relations_officer",
            "pati.kabid": "division_head",
            "pati.dinkes": "agency_officer",
            "pati.gembong.sekcam": "district_officer",
            "pati.bermi.desa": "village_officer",
            "pati.bermi.kim": "group_board",
            "pati.bermi.anggota": "group_member",
            "jateng.provinsi": "province_supervisor",
            "pusat.kementerian": "ministry_reader",
            "admin": "administrator",
        }
        held = dict(Grant.objects.filter(user__username__in=expected).values_list("user__username", "role"))
        assert held == expected

    def test_everything_invented_is_marked(self) -> None:
        assert not Version.objects.filter(release__is_demo=False).exists()
        assert all("Contoh" in note for note in Activity.objects.values_list("note", flat=True))
        phones = set(Group.objects.values_list("phone", flat=True))
        assert all(phone.startswith("0800-000-") for phone in phones)

    def test_the_events_the_articles_tell_of_stand_with_what_they_say(self) -> None:
        """B3, T2, T3, M1, M2, G1: and whoever came is invented and says so."""
        rakor, beji = (Event.objects.get(place=place) for place in ("Ruang Analitik", "Balai Desa Beji"))
        visit = Event.objects.get(kind="consultation_visit")
        counts = counts_of([rakor, beji])
        assert (counts[rakor.pk].invited, counts[rakor.pk].attended) == (15, 15)
        assert (counts[beji.pk].attended, len(roster(beji).elements), beji.agenda.count()) == (30, 5, 2)
        assert visit.parties.get(role="delegation").delegate_title == "Pranata Humas Ahli Muda"
        cadas = Group.objects.get(name="KIM Cadas")
        assert [service.event.kind for service in services(cadas)] == ["mentoring", "outreach", "study_visit"]
        assert not Event.objects.filter(is_demo=False).exists()
        assert all("(contoh)" in name for name in Attendance.objects.values_list("name", flat=True))

    def test_plans_and_cited_figures_stand_as_the_articles_tell_them(self) -> None:
        """T4, T5, T6, M3, M10, M11: nineteen of twenty, Kerek named; 229 with its unit and dates."""
        tuban, muba = (Region.objects.get(code=code) for code in ("35.23", "16.06"))
        board = progress(tuban, level="district", on=date(2021, 12, 2))
        assert [(year.planned, year.realised) for year in board.years] == [(3, 3), (7, 7), (9, 0)]
        assert (board.accounted, board.places) == (19, 20)
        assert [area.name for area in board.unaccounted] == ["Kerek"]
        revived = progress(muba, level="district", stage="active")
        assert revived.years[0].planned == 15
        assert [(one.denominator.unit, round(one.share or 0, 3)) for one in cited(muba)] == [
            ("desa", 0.485),
            ("both", 0.485),
        ]

    def test_offices_and_the_audit_chain_stand(self) -> None:
        assert Agency.objects.filter(kind="communications_office").count() == 8
        assert first_broken_link() is None

    def test_g1_the_twelve_kim_of_purbalingga_were_served_to_2018(self) -> None:
        """G1: outreach and mentoring as the history of every group."""
        table = services_by_area(Region.objects.get(code="33.03"), date(2018, 12, 31))
        assert (table.total.groups, table.total.served) == (12, 12)
        assert (table.total.kinds["mentoring"], table.total.kinds["outreach"]) == (12, 12)

    def test_g7_a_need_about_stunting_was_answered_by_the_health_agency(self) -> None:
        """G7, G8: raised by the group, passed on, answered."""
        need = Need.objects.get(title__contains="stunting")
        assert need.state == "answered"
        assert [step.kind for step in need.steps.all()] == ["forwarded", "answered"]

    def test_a_group_was_visited_twice_and_its_follow_up_carried_over(self) -> None:
        first, second = Visit.objects.filter(region_id="33.03.11.2010").order_by("held_on")
        assert first.score is not None
        assert second.score is not None
        assert first.score < second.score
        assert [outcome.act for outcome in second.outcomes.all()] == ["closed", "prolonged"]

    def test_b5_batangs_tour_is_planned_with_five_villages_in_every_district(self) -> None:
        """B5, B7: fifteen districts on ten working days, nothing unmet, nothing to warn about."""
        tour = Tour.objects.get(region_id="33.25")
        assert (tour.starts_on, tour.ends_on, tour.is_demo) == (date(2021, 3, 1), date(2021, 3, 15), True)
        assert StopVillage.objects.filter(tour=tour).count() == 75
        assert len(set(tour.stops.values_list("date", flat=True))) == 10
        assert tour.runs.get().result["unmet"] == []
        assert tour_warnings(tour) == []

    def test_the_register_is_kept_up(self) -> None:
        """T9: a forum, boards whose term ends, an entry made twice, and what went to the province."""
        forum = Group.objects.get(kind="kim_forum")
        assert (
            forum.forum_members.count()
            == Group.objects.standing().filter(kind="kim", region__code__startswith="16.06").count()
        )
        assert Group.objects.standing().term_ending(90).count() == 1
        assert len(suggested_persons(Region.objects.get(code="33.18"))[0]) >= 1
        assert Group.objects.exclude(merged_into=None).count() == 1
        sent = Transmission.objects.get()
        assert (sent.region_id, sent.lines.count() > 0, changes_since(sent).count) == ("35.23", True, 0)
