"""The index of this process: opened from the data folder, kept up to date with the tables.

Every change of searchable text gives its claim a new number (`Generation`); a process reads what has come
since the number it knows. A claim is found again by its number, so an outdated one finds nothing.
"""

import fcntl
import json
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import numpy as np
from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from kentongan.domain.claims.matching import segments
from kentongan.domain.claims.matching.index import Index
from kentongan.domain.claims.matching.segments import Document, Segment
from kentongan.domain.claims.models import Claim, Generation, Verdict

WORTH_KEEPING = 1000  # claims in a segment that is written to the data folder
_PROBES = 16
_lock = threading.Lock()
_held: tuple[Index, int] = (Index([]), 0)


def index() -> Index:
    """The index with everything committed so far."""
    global _held
    number = _number()
    held, known = _held
    if number == known:
        return held
    with _lock:
        held, known = _held
        if number < known:  # another database stands behind us
            held, known = Index([]), 0
        if number > known:
            held = (
                _many(held, number) if number - known >= WORTH_KEEPING else _more(held.segments, held, number)
            )
            _held = held, number
        return held


def prepare() -> None:
    """Have a large collection lie in the data folder, where it is written anew after an upgrade."""
    if _number() >= WORTH_KEEPING:
        index()


def _number() -> int:
    return Generation.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _many(held: Index, number: int) -> Index:
    """A collection was brought in: one process reads it, the others wait and open what it wrote."""
    with _alone():
        return _more(max(held.segments, _stored(number), key=_last), held, number)


def _more(parts: Sequence[Segment], held: Index, number: int) -> Index:
    made = _merged([*parts, *_built(_last(parts), number)])
    _store(made)
    return Index(made, held)


def _last(parts: Sequence[Segment]) -> int:
    return max((int(part.keys[-1]) for part in parts), default=0)


@contextmanager
def _alone() -> Iterator[None]:
    """Only one process at a time; without a folder to lock each works for itself."""
    try:
        _folder().mkdir(mode=0o700, exist_ok=True)
        lock = (_folder() / ".lock").open("w")
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def forget() -> None:
    """Drop what this process holds; the next question reads it anew."""
    global _held
    with _lock:
        _held = Index([]), 0


def _rows(claims: "QuerySet[Claim]") -> Iterator[Document]:
    why = Verdict.objects.out().filter(claim=OuterRef("pk")).values("why")[:1]
    rows = claims.order_by("generation").annotate(why=Subquery(why))
    for number, title, text, explanation in rows.values_list("generation", "title", "text", "why").iterator():
        yield Document(number, title, text, explanation or "")


def _built(since: int, until: int) -> list[Segment]:
    made, batch = [], []
    for document in _rows(Claim.objects.filter(generation__gt=since, generation__lte=until)):
        batch.append(document)
        if len(batch) == segments.MOST:
            made.append(segments.build(batch))
            batch = []
    return [*made, segments.build(batch)] if batch else made


def _merged(parts: list[Segment]) -> list[Segment]:
    """Small segments at the end become one, as in a binary counter: few segments, little work a change."""
    parts = list(parts)
    while len(parts) > 1 and len(parts[-1]) * 2 > len(parts[-2]) <= segments.MOST // 2:
        both = np.concatenate([parts[-2].keys, parts[-1].keys])
        if len(both) > segments.MOST:
            break
        span = Claim.objects.filter(generation__gte=int(both[0]), generation__lte=int(both[-1]))
        parts[-2:] = [segments.build(list(_rows(span)))]
    return [part for part in parts if len(part)]


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "pencarian"


def _stored(number: int) -> list[Segment]:
    """The segments in the data folder that this version wrote and whose claims are still those."""
    try:
        kept = json.loads((_folder() / "index.json").read_text())
        if kept["version"] != _version():
            return []
        found = [(segments.load(_folder() / name), probe) for name, probe in kept["segments"]]
    except (OSError, ValueError, KeyError):
        return []
    return [part for part, probe in found if int(part.keys[-1]) <= number and _probe(part) == probe]


def _store(parts: Sequence[Segment]) -> None:
    """Write the large segments, unless they lie there; a full disk only costs time at the next start."""
    large = [part for part in parts if len(part) >= WORTH_KEEPING]
    names = [f"{int(part.keys[0])}-{int(part.keys[-1])}-{len(part)}-{_version()[:8]}" for part in large]
    folder = _folder()
    if all((folder / name).exists() for name in names):
        return
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        for part, name in zip(large, names, strict=True):
            if not (folder / name).exists():
                fresh = folder / f".{uuid4().hex}"
                fresh.mkdir()
                segments.save(part, fresh)
                fresh.rename(folder / name)
        kept = {
            "version": _version(),
            "segments": [[name, _probe(part)] for name, part in zip(names, large, strict=True)],
        }
        fresh = folder / f".{uuid4().hex}"
        fresh.write_text(json.dumps(kept))
        fresh.replace(folder / "index.json")
        for old in folder.iterdir():
            if old.is_dir() and old.name not in names and not old.name.startswith("."):
                shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return


def _probe(part: Segment) -> str:
    """Tells whether the claims with the segment's numbers still are what it was made of."""
    picked = [int(part.keys[at]) for at in np.linspace(0, len(part) - 1, min(_PROBES, len(part))).astype(int)]
    titles = (
        Claim.objects.filter(generation__in=picked).order_by("generation").values_list("generation", "title")
    )
    return sha256(json.dumps(list(titles)).encode()).hexdigest()


@cache
def _version() -> str:
    """Of the way texts are read: segments written in another way are not used."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.name in {"text.py", "segments.py", "short_forms.json"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()
