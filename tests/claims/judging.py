"""How well messages find their claim: ``python -m tests.claims.judging [sample.jsonl]``.

Builds worlds of claims out of the invented stories (each world tells a story in another form: as a checker's
account, as the message itself, by its title alone, or not at all), adds claims invented from scenes and texts
that only read like claims, asks what people would ask and prints, by kind, how often the right claim comes
first, among five, and is told at the threshold that one in a hundred of the negatives passes: ours beside
plain TF-IDF (`plain`). A sample of one's own (lines of ``type`` claim, query with ``claim_ids``, negative) is
judged in the same worlds when its path is given. The weights in force have seen these stories: `fitting`
judges them on topics held out.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from kentongan.domain.claims.matching import engine
from kentongan.domain.claims.matching.index import Index
from kentongan.domain.claims.matching.segments import Document
from tests.claims import making_claims as making
from tests.claims.altering import KINDS, altered
from tests.claims.plain import Plain
from tests.claims.stories import Story, stories, strangers, twin

WORLDS = 4  # each story stands in each form once
DISTRACTORS = 1500
FILLERS = 4000
PASSING = 0.01  # of the negatives
# How much each kind of negative counts, as in what people really ask about.
_SHARES = {"near": 1.0, "unseen": 2.0, "news": 1.5, "private": 1.5, "other name": 0.0, "unknown name": 0.0}
Found = list[tuple[int, float]]
Matcher = Callable[[str], Found]


@dataclass(frozen=True)
class Asked:
    """A message: its kind, the claims it repeats (none for a negative), the topic it came from."""

    kind: str
    text: str
    right: frozenset[int] = frozenset()
    topic: str = ""


@dataclass
class World:
    """Claims and what is asked of them."""

    documents: list[Document] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    twins: set[int] = field(default_factory=set)  # the same story about another bank, place …

    def add(self, title: str, message: str, explanation: str = "") -> int:
        """A claim more; its key."""
        self.documents.append(Document(len(self.documents) + 1, title, message, explanation))
        return len(self.documents)

    def index(self) -> Index:
        """As the program keeps it."""
        return Index.of(self.documents)


def world(number: int, told: Sequence[Story], sample: Path | None = None) -> World:
    """One of the ``WORLDS``."""
    random = Random(number)  # noqa: S311 - the same world each time
    made = World()
    for at, story in enumerate(told):
        form = (at + number) % WORLDS
        _tell(made, story, form, random)
        _twins(made, story, form, random)
    for claim in making.claims(DISTRACTORS, seed=17):
        made.add(claim.title, claim.message, claim.explanation)
    texts = [part for story in told for part in (story.title, story.narrative, story.explanation)]
    for title, message, explanation in making.fillers(FILLERS, texts, seed=number):
        made.add(title, message, explanation)
    for kind, texts in strangers().items():
        made.asked += [Asked(kind, text) for text in texts]
    if not strangers():
        made.asked += [Asked("private", making.talk(random)) for _ in range(200)]
    if sample:
        _given(made, sample)
    return made


def _tell(made: World, story: Story, form: int, random: Random) -> None:
    made.asked.append(Asked("near", story.near, topic=story.topic))
    if form == 3:
        made.asked.append(Asked("unseen", story.message, topic=story.topic))
        return
    own = form == 1  # the message itself is kept, as one checking house does
    shown = [story.narrative, story.message, ""][form]
    right = frozenset({made.add(story.title, shown, "" if form else story.explanation)})
    if own:
        for kind in random.sample(list(KINDS), 5):
            made.asked.append(Asked(f"altered: {kind}", altered(shown, kind, random), right, story.topic))
    else:
        kind = "message" if form == 0 else "message to title"
        made.asked.append(Asked(kind, story.message, right, story.topic))
    if form == 0:
        made.asked.append(Asked("headline", story.headline, right, story.topic))


def _twins(made: World, story: Story, form: int, random: Random) -> None:
    """The same story about another bank or place: often checked too, and once asked when it was not."""
    other = twin(story, random)
    if other is None or other.message == story.message:
        return
    if form in (0, 1):
        made.asked.append(
            Asked("other name", other.narrative if form == 0 else other.message, topic=story.topic)
        )
        strange = twin(story, random, unknown=True)
        if strange and strange.message != story.message:
            text = strange.narrative if form == 0 else strange.message
            made.asked.append(Asked("unknown name", text, topic=story.topic))
    for _ in range(random.randint(0, 2)):
        sibling = twin(story, random)
        if sibling and sibling.message != story.message and sibling.headline != story.headline:
            shown = [sibling.narrative, sibling.message, "", sibling.narrative][form]
            made.twins.add(made.add(sibling.title, shown, "" if form in (1, 2) else sibling.explanation))


def _given(made: World, sample: Path) -> None:
    keys: dict[str, int] = {}
    for line in sample.read_text(encoding="utf-8").splitlines():
        one: dict[str, Any] = json.loads(line)
        if one["type"] == "claim":
            keys[one["id"]] = made.add(one["title"], one["narrative"] or "", one["explanation"] or "")
        else:
            right = frozenset(keys[name] for name in one["claim_ids"])
            kind = "given altered" if one["kind"].startswith("altered") else f"given {one['kind']}"
            made.asked.append(Asked(kind, one["text"], right, "given"))


@dataclass(frozen=True)
class Answer:
    """What was found for a message: the place of the right claim (99: none) and the first one's score."""

    asked: Asked
    place: int
    score: float


def answers(made: World, match: Matcher) -> list[Answer]:
    """Ask everything."""
    result = []
    for one in made.asked:
        found = match(one.text)
        places = [at for at, (key, _) in enumerate(found) if key in one.right]
        result.append(Answer(one, places[0] if places else 99, found[0][1] if found else 0.0))
    return result


def threshold(given: Iterable[Answer], passing: float = PASSING) -> float:
    """The score that so many of the negatives pass, each kind counted as often as it is really asked."""
    scores = defaultdict(list)
    for one in given:
        if not one.asked.right:
            scores[one.asked.kind].append(one.score)
    weighed = [
        (score, _SHARES.get(kind, 1.0) / len(of_kind))
        for kind, of_kind in scores.items()
        for score in of_kind
    ]
    passed = 0.0
    whole = sum(weight for _, weight in weighed)
    for score, weight in sorted(weighed, reverse=True):
        passed += weight
        if passed > passing * whole:
            return score + 1e-9
    return 0.0


def ours(made: World) -> Matcher:
    """The engine."""
    index = made.index()
    return lambda text: [(one.key, one.score) for one in engine.match(text, index)]


def plainly(made: World) -> Matcher:
    """The plain sum."""
    held = Plain([" ".join(one[1:]) for one in made.documents])
    return lambda text: [(made.documents[at].key, score) for at, score in held.match(text)]


def report(both: Sequence[list[Answer]]) -> list[str]:
    """The table: a row a kind, for each matcher the shares first, in five, told at the threshold."""
    least = [threshold(given) for given in both]
    groups: dict[str, list[Callable[[Asked], bool]]] = {}
    for kind in sorted({one.asked.kind for one in both[0]}):
        groups[kind] = [lambda asked, kind=kind: asked.kind == kind]  # type: ignore[misc]
    groups["ALL ALTERED"] = [lambda asked: "altered" in asked.kind]
    groups["ALL PAIRS"] = [lambda asked: bool(asked.right) and "altered" not in asked.kind]
    groups["ALL"] = [lambda asked: bool(asked.right)]
    lines = ["| message | asked | ours: first | in five | told | plain: first | in five | told |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    for name, (chosen,) in groups.items():
        cells = [
            _cells([one for one in given if chosen(one.asked)], low)
            for given, low in zip(both, least, strict=True)
        ]
        count = sum(chosen(one.asked) for one in both[0])
        lines.append(f"| {name} | {count} | {' | '.join(' | '.join(part) for part in cells)} |")
    return lines


def _cells(some: list[Answer], low: float) -> list[str]:
    count = len(some) or 1
    told = sum(one.score >= low and (one.place == 0 or not one.asked.right) for one in some)
    if not any(one.asked.right for one in some):
        return ["–", "–", f"{100 * told / count:.1f}"]
    first, five = sum(one.place < 1 for one in some), sum(one.place < 5 for one in some)
    return [f"{100 * part / count:.1f}" for part in (first, five, told)]


def main(sample: Path | None, worlds: int = WORLDS) -> None:
    """Print the table over all worlds."""
    told = stories()
    both: list[list[Answer]] = [[], []]
    for number in range(worlds):
        made = world(number, told, sample)
        for given, matcher in zip(both, (ours, plainly), strict=True):
            given += answers(made, matcher(made))
    print(
        f"{len(told)} stories, {DISTRACTORS} claims of scenes; told: at the score 1 % of the negatives pass\n"
    )
    print("\n".join(report(both)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
