"""Find the weights of the matching: ``python -m tests.claims.fitting [--write] [sample.jsonl]``.

Over the worlds of `judging`: a conditional logit for the order of candidates, drawn towards the plain sum of
cosines, and a logistic regression for how sure the first one is. Prints the table of `judging` for topics
left out of the fit, each in its turn; ``--write`` puts the weights found on everything, and both thresholds,
in ``weights.json`` with the day. A message's claim is also taken away, so that nobody has checked it.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from kentongan.domain.claims.matching import engine
from kentongan.domain.claims.matching.features import NAMES, Compared
from tests.claims import judging
from tests.claims.judging import Answer, Asked
from tests.claims.stories import stories

Array = npt.NDArray[np.float64]
WEIGHTS = Path(engine.__file__).with_name("weights.json")
FOLDS = 5
_PRIOR = {"like_words": 4.0, "like_pairs": 4.0, "like_pieces": 4.0, "like_title": 1.0, "like_shown": 1.0}
_PRIOR |= {"has_words": 1.0, "has_shown": 1.0}
# Of either sign; against a match. The others are for it.
_FREE, _AGAINST = {"bare"}, {"other_names", "swapped", "brief"}
_SURE_PRIOR = dict.fromkeys(
    ["like_words", "like_pairs", "like_pieces", "has_pairs", "has_pieces", "order"], 1.5
)
_TO_PRIOR, _TO_SURE_PRIOR = 0.0003, 0.003  # how strongly the weights are drawn to those above
_ANSWERED = 0.005  # of the negatives: half of what may pass, as real rumours are nearer to each other
_SUGGESTED = 0.08  # … may be shown to a person


@dataclass(frozen=True)
class Case:
    """A question with its candidates; ``twins`` marks those that tell the same of another bank or place."""

    asked: Asked
    compared: Compared | None
    right: npt.NDArray[np.bool_]
    twins: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Found:
    """Weights by name."""

    order: Array
    sure: Array
    bias: float


def cases(sample: Path | None) -> tuple[list[Case], list[Answer]]:
    """Everything asked in all worlds, and what the plain sum answers."""
    made, plain = [], []
    for number in range(judging.WORLDS):
        world = judging.world(number, stories(), sample)
        index = world.index()
        for asked in world.asked:
            found = engine.compare(asked.text, index)
            keys = [hit.key for hit in found.hits] if found else []
            right = np.array([key in asked.right for key in keys], dtype=bool)
            made.append(Case(asked, found, right, np.array([key in world.twins for key in keys], dtype=bool)))
        plain += judging.answers(world, judging.plainly(world))
    return made, plain


def fit(known: Sequence[Case]) -> Found:
    """The weights that serve these best."""
    order = _fit_order([case for case in known if case.right.any() and not case.right.all()])
    sure, bias = _fit_sure(*_evidence(known, order))
    return Found(order, sure, bias)


def _fit_order(known: Sequence[Case]) -> Array:
    prior = np.array([_PRIOR.get(name, 0.0) for name in NAMES])
    parts = [(case.compared.rows, case.right) for case in known if case.compared]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros(len(weights))
        for rows, right in parts:
            score = rows @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            hit = share[right].sum() + 1e-12
            total -= float(np.log(hit))
            slope -= rows.T @ (np.where(right, share / hit, 0.0) - share)
        away = weights - prior
        return total / len(parts) + _TO_PRIOR / 2 * float(away @ away), slope / len(parts) + _TO_PRIOR * away

    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=[_bounds(name) for name in NAMES])
    return np.asarray(found.x)


def _evidence(known: Sequence[Case], order: Array) -> tuple[Array, Array]:
    """For each question the first candidate's evidence, and whether it is right.

    Where another name stands for the claim's the rule decides, so that the weights need not learn it.
    """
    rows, right = [], []
    for case in known:
        if case.compared is None:
            continue
        first, evidence = _first(case.compared, order)
        if not engine.swapped(evidence[None])[0]:
            rows.append(evidence)
            right.append(bool(case.right[first]))
        rest = np.flatnonzero(~case.right)
        if case.right.any() and len(rest) and "altered" not in case.asked.kind:
            taken = Compared([], case.compared.rows[rest], case.compared.alike[np.ix_(rest, rest)])
            first, evidence = _first(taken, order)
            if not (case.twins[rest[first]] and not evidence[NAMES.index("other_names")]):
                rows.append(evidence)
                right.append(False)
    return np.array(rows), np.array(right, dtype=float)


def _fit_sure(rows: Array, right: Array) -> tuple[Array, float]:
    rows = np.column_stack([rows, np.ones(len(rows))])
    prior = np.array([_SURE_PRIOR.get(name, 0.0) for name in engine.EVIDENCE])

    def loss(weights: Array) -> tuple[float, Array]:
        score = rows @ weights
        away = np.append(weights[:-1] - prior, 0.0)
        total = float(np.mean(np.logaddexp(0, score) - right * score))
        slope = rows.T @ (1 / (1 + np.exp(-score)) - right) / len(rows)
        return total + _TO_SURE_PRIOR / 2 * float(away @ away), slope + _TO_SURE_PRIOR * away

    bounds = [*(_bounds(name) for name in engine.EVIDENCE), (None, None)]
    start = np.zeros(rows.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500})
    return np.asarray(found.x[:-1]), float(found.x[-1])


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in _FREE:
        return None, None
    return (None, 0.0) if name in _AGAINST else (0.0, None)


def _first(compared: Compared, order: Array) -> tuple[int, Array]:
    score = compared.rows @ order
    first = int(np.argmax(score))
    return first, engine.evidence(compared, score)[first]


def told(known: Sequence[Case], found: Found) -> list[Answer]:
    """What the engine would answer with these weights."""
    result = []
    for case in known:
        if case.compared is None:
            result.append(Answer(case.asked, 99, 0.0))
            continue
        ranked = np.argsort(-(case.compared.rows @ found.order), kind="stable")[:5]
        places = np.flatnonzero(case.right[ranked])
        _, evidence = _first(case.compared, found.order)
        score = engine.sureness(evidence[None], found.sure, found.bias)[0]
        result.append(Answer(case.asked, int(places[0]) if len(places) else 99, float(score)))
    return result


def held_out(known: Sequence[Case]) -> list[Answer]:
    """Each topic judged with weights found on the others."""
    topics = sorted({case.asked.topic for case in known})
    result = []
    for fold in range(FOLDS):
        left = set(topics[fold::FOLDS])
        found = fit([case for case in known if case.asked.topic not in left])
        result += told([case for case in known if case.asked.topic in left], found)
    return result


def write(found: Found, given: Sequence[Answer]) -> None:
    """Put the weights in force, with the thresholds found on topics held out."""
    kept: dict[str, Any] = {
        "found_on": datetime.now(UTC).date().isoformat(),
        "how": "python -m tests.claims.fitting --write; docs/claims-matching.md",
        "answer": round(judging.threshold(given, _ANSWERED), 3),
        "suggest": round(judging.threshold(given, _SUGGESTED), 3),
        "bias": round(found.bias, 3),
        "order": {name: round(weight, 3) for name, weight in zip(NAMES, found.order.tolist(), strict=True)},
        "sure": {
            name: round(weight, 3) for name, weight in zip(engine.EVIDENCE, found.sure.tolist(), strict=True)
        },
    }
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> None:
    """Print the table for topics left out; write what was found on all."""
    paths = [Path(one) for one in arguments if not one.startswith("--")]
    known, plain = cases(paths[0] if paths else None)
    given = held_out(known)
    print("\n".join(judging.report([given, plain])))
    if "--write" in arguments:
        write(fit(known), given)


if __name__ == "__main__":
    main(sys.argv[1:])
