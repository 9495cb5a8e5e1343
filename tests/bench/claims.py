"""Figures of the matching: ``python -m tests.bench.claims [claims]`` prints those of docs/claims-matching.md.

``scripts/on-postgres python -m tests.bench.claims 50000 tables`` prints the part through the tables alone.

Invented claims and messages only (`making_claims`): how often the right claim is first and among five, how
often it is answered or suggested, how often something else is; time of a query and memory over many claims.
"""

import os
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from random import Random

import numpy as np

from kentongan.domain.claims.matching import engine
from kentongan.domain.claims.matching.index import Index
from kentongan.domain.claims.matching.segments import Document
from tests.claims import making_claims as making
from tests.claims.scenes import SCENES

HELD_OUT = (5, 10, 14, 17, 22)  # scenes no claim is made of: messages nobody checked
QUERIES = 300


def main(count: int) -> None:
    """Print a table of quality and a line of cost."""
    inside = [scene for number, scene in enumerate(SCENES) if number not in HELD_OUT]
    outside = [SCENES[number] for number in HELD_OUT]
    claims = making.claims(count, seed=11, scenes=inside)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    index = Index.of([Document(at, one.title, one.message, one.explanation) for at, one in enumerate(claims)])
    built = time.process_time() - start
    rng = Random(12)  # noqa: S311 - the same messages each time
    asked: list[tuple[str, str, int | None]] = []
    own = [at for at, one in enumerate(claims) if not one.explanation]
    for at in rng.sample(own, min(len(own), QUERIES)):
        kind, message = making.altered(claims[at].message, rng)
        asked.append((f"forward, {kind}", message, at))
    asked += [("its headline", claims[at].title, at) for at in rng.sample(range(len(claims)), QUERIES // 2)]
    unseen = making.claims(QUERIES, seed=13, scenes=outside)
    asked += [("nobody checked it", rng.choice([one.message, one.other]), None) for one in unseen]
    asked += [
        ("other bank or place", making.near(claims[at], rng, inside), None)
        for at in rng.sample(own, QUERIES // 2)
    ]
    asked += [("talk and true news", making.talk(rng), None) for _ in range(QUERIES)]
    _report(asked, index)
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"\n{count} claims: built in {built:.0f} s of one core, {memory:.0f} MB more at the most")


def _report(asked: list[tuple[str, str, int | None]], index: Index) -> None:
    rows: dict[str, list[tuple[int, str]]] = defaultdict(list)
    times = []
    random.Random(1).shuffle(asked)  # noqa: S311 - no kind is asked with a warmer cache
    for kind, message, key in asked:
        start = time.perf_counter()
        found = engine.match(message, index)
        times.append(time.perf_counter() - start)
        keys = [one.key for one in found]
        place = keys.index(key) if key in keys else 99
        rows[kind].append((place, engine.state_of(found[0].score) if found else engine.UNKNOWN))
    print("| message | asked | right first | among five | answered | suggested |\n|---|---|---|---|---|---|")
    for kind, results in sorted(rows.items()):
        total = len(results)
        first, five = sum(place < 1 for place, _ in results), sum(place < 5 for place, _ in results)
        states = [state for _, state in results]
        cells = [states.count(engine.ANSWER), states.count(engine.SUGGEST)]
        known = [f"{100 * n / total:.1f} %" if five else "–" for n in (first, five)]
        said = [f"{100 * n / total:.1f} %" for n in cells]
        print(f"| {kind} | {total} | {' | '.join([*known, *said])} |")
    middle, most = np.percentile(times, [50, 95]) * 1000
    print(f"\nA query: {middle:.0f} ms in the middle, {most:.0f} ms at the 95th percentile")


def tables(count: int, folder: str) -> None:
    """Plant the claims in a database and ask through it, as the API does; print times, queries and memory."""
    os.environ |= {"KENTONGAN_DATA": folder, "KENTONGAN_BASE_URL": "http://127.0.0.1:8000"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "kentongan.config.settings"
    import django

    django.setup()
    from django.db import connection
    from django.http import HttpRequest
    from django.test.utils import CaptureQueriesContext

    from kentongan.config.prepare import prepare
    from kentongan.domain.core.acting import System
    from kentongan.doors.api.claim_shapes import MatchIn
    from kentongan.doors.api.claims import match

    request = HttpRequest()
    request.actor = System("bench")  # type: ignore[attr-defined]
    claims = making.claims(count, seed=11)
    if fork := os.fork():  # planting takes more memory than asking
        assert os.waitpid(fork, 0)[1] == 0
    else:
        prepare(migrate=True)
        _plant(claims)
        os._exit(0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    match(request, MatchIn(text="pesan pertama membangun pencarian"))
    built = time.perf_counter() - start
    rng = Random(12)  # noqa: S311 - the same messages each time
    messages = [making.altered(claims[at].message, rng)[1] for at in rng.sample(range(count), QUERIES)]
    messages += [making.talk(rng) for _ in range(QUERIES // 3)]
    waited, worked = [], []
    for message in messages:
        start, computing = time.perf_counter(), time.process_time()
        match(request, MatchIn(text=message))
        waited.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - computing) * 1000)
    with CaptureQueriesContext(connection) as captured:
        match(request, MatchIn(text=messages[0]))
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    middle, most = np.percentile(waited, [50, 95])
    print(f"{connection.vendor}, {count} claims, through the API's view: {middle:.0f} ms in the middle,")
    print(f"{most:.0f} ms at the 95th percentile ({np.percentile(worked, 95):.0f} computing),")
    print(f"{len(captured)} queries; first question {built:.0f} s, {memory:.0f} MB more at the most")


def _plant(claims: list[making.Invented]) -> None:
    from kentongan.domain.claims.actions import load_choices
    from kentongan.domain.claims.models import Claim, Generation, Label, Verdict
    from kentongan.domain.regions.actions import load_bundled
    from kentongan.domain.regions.models import Region

    if Claim.objects.exists():
        return
    load_bundled()
    load_choices()
    region = Region.objects.get(code="33.25")
    label = Label.objects.first()
    assert label
    made = [
        Claim(
            code=f"B-{at}",
            title=one.title[:300],
            text=one.message,
            region=region,
            generation=at,
            state="published",
        )
        for at, one in enumerate(claims, start=1)
    ]
    Claim.objects.bulk_create(made, batch_size=2000)
    Verdict.objects.bulk_create(
        [
            Verdict(
                claim=row, number=1, label=label, why=one.explanation or "Tidak benar.", state="published"
            )
            for row, one in zip(made, claims, strict=True)
        ],
        batch_size=2000,
    )
    Generation.objects.update_or_create(pk=1, defaults={"number": len(made)})


if __name__ == "__main__":
    asked_for = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    if "tables" not in sys.argv:
        main(asked_for)
    with tempfile.TemporaryDirectory() as data:
        tables(asked_for, data)
