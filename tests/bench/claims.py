"""Figures of the matching: ``python -m tests.bench.claims [claims]`` prints those of docs/claims-matching.md.

Invented claims and messages only (`making_claims`): how often the right claim is first and among five, how
often it is answered or suggested, how often something else is; time of a query and memory over many claims.
"""

import random
import resource
import sys
import time
from collections import defaultdict
from random import Random

import numpy as np

from kentongan.domain.claims.matching import engine, segments
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
    index = build([Document(at, one.title, one.message, one.explanation) for at, one in enumerate(claims)])
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


def build(documents: list[Document]) -> Index:
    """An index of them, as the program keeps it."""
    parts = [
        segments.build(documents[at : at + segments.MOST]) for at in range(0, len(documents), segments.MOST)
    ]
    return Index(parts)


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


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
