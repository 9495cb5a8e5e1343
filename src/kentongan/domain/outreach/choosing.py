"""Which villages of each district the plan proposes: by rank, up to the quota; what is short is named."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kentongan.domain.outreach.models import Stop, Tour, TourDistrict
from kentongan.domain.outreach.priority import RankedVillage, rank_villages

Remark = dict[str, Any]  # a kind and what its sentence needs; `wording` says it


@dataclass
class Proposal:
    """A stop to be placed: its district and villages; ``locked`` where it stands already and stays."""

    key: str
    district: TourDistrict
    villages: list[RankedVillage] = field(default_factory=list)
    locked: Stop | None = None

    @property
    def points(self) -> float:
        """Of all its villages: the lightest stays out first."""
        return sum(row.points for row in self.villages)


def choose(tour: Tour, locked: Sequence[Stop]) -> tuple[list[Proposal], list[Remark], list[Remark]]:
    """The stops with their villages, the remarks, and what is unmet. A constant number of queries."""
    ranked: dict[str, list[RankedVillage]] = defaultdict(list)
    for row in rank_villages(tour.region, tour.weights, tour.ranked_on, base=tour.base):
        if row.region.parent_id:
            ranked[row.region.parent_id].append(row)
    held: dict[int, list[Stop]] = defaultdict(list)
    for stop in locked:
        held[stop.district_id].append(stop)
    proposals: list[Proposal] = []
    remarks: list[Remark] = []
    unmet: list[Remark] = []
    for district in tour.districts.select_related("region"):
        if district.is_left_out:
            continue
        stops = held[district.pk]
        proposals += [Proposal(f"{stop.pk}", district, locked=stop) for stop in stops]
        taken = {village.village_id for stop in stops for village in stop.villages.all()}
        rows = ranked[district.region_id]
        chosen, short = _chosen(tour, district, rows, taken)
        (unmet if short and short["kind"] != "with_kim" else remarks).extend([short] if short else [])
        for number, part in enumerate(_parts(chosen, tour.villages_per_stop), start=1):
            proposals.append(Proposal(f"{district.region_id}/{number:03}", district, part))
    return proposals, remarks, unmet


def _chosen(
    tour: Tour, district: TourDistrict, rows: Sequence[RankedVillage], taken: set[str]
) -> tuple[list[RankedVillage], Remark | None]:
    """The villages still to choose in a district, and what to say about them."""
    quota = district.quota or tour.quota_per_district
    free = [row for row in rows if row.region.code not in taken]
    without = [row for row in free if not row.has_kim]
    only_without = tour.candidates == Tour.Candidates.WITHOUT_KIM
    pool = without if only_without else free
    wanted = max(quota - len(taken), 0)
    chosen = pool[:wanted]
    about = {"district": district.region_id, "quota": quota, "villages": len(rows)}
    known = {"chosen": len(taken) + len(chosen), "without_kim": sum(1 for row in rows if not row.has_kim)}
    if len(rows) < quota:
        return chosen, {"kind": "few_villages", **about, **known}
    if len(chosen) < wanted:
        return chosen, {"kind": "few_without_kim", **about, **known}
    if any(row.has_kim for row in chosen) and known["without_kim"] < quota:
        return chosen, {"kind": "with_kim", **about, **known}
    return chosen, None


def _parts(chosen: Sequence[RankedVillage], size: int | None) -> list[list[RankedVillage]]:
    """The villages cut into meetings of at most ``size``, as even as can be, neighbours by code together."""
    if not chosen:
        return []
    ordered = sorted(chosen, key=lambda row: row.region.code)
    count = -(-len(ordered) // size) if size else 1
    return [
        ordered[len(ordered) * part // count : len(ordered) * (part + 1) // count] for part in range(count)
    ]
