"""A rescue file taken in: once, whole or not at all, in its author's name, with a report of every item."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any, BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kentongan.domain.core import history
from kentongan.domain.core.acting import Actor
from kentongan.domain.core.problems import Problem, Unavailable
from kentongan.domain.people.access import authority_of
from kentongan.domain.people.models import User
from kentongan.domain.sync import files, results
from kentongan.domain.sync.actions import take as take_batch
from kentongan.domain.sync.models import Intake, Operation
from kentongan.domain.sync.registry import registered
from kentongan.domain.sync.rescue.opening import Outbox, read_outbox
from kentongan.domain.sync.rescue.receipts import mark_of
from kentongan.domain.sync.results import Result
from kentongan.domain.sync.rules import BATCH_ITEMS, moment_of

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Taken:
    """The intake, and whether this very file had been taken in before: then nothing was done now."""

    intake: Intake
    again: bool


def take_file(file: BinaryIO, *, by: Actor) -> Taken:
    """Take in a phone's outbox. The items are their author's; whoever brings the file is only its carrier.

    Every check comes before the first item. The items are then taken as from a sync: each has one effect for
    ever, so that a file whose intake was interrupted goes on where it stopped when it is handed in again.
    Raises ``Invalid`` with the reason when the file is refused as a whole, ``Unavailable`` when the store
    could not take all of it now.
    """
    by.require("rescue.take")
    sha256 = _digest(file)
    before = Intake.objects.filter(sha256=sha256).first()
    if before is not None:
        return Taken(before, again=True)
    try:
        outbox = read_outbox(file)
    except Problem as problem:
        history.audit("rescue file refused", name=by.name, sha256=sha256, reason=problem.message)
        raise
    _keep_photos(outbox)
    return _kept(outbox, sha256, _taken(outbox), by)


def _keep_photos(outbox: Outbox) -> None:
    """Hand in the photos that items name, as a sync would have; what of them is here already stays."""
    author = authority_of(outbox.author)
    wanted = {item.get("file") for item in outbox.items}
    for number, name in enumerate(outbox.files):
        if name not in wanted:
            continue
        content, have = outbox.photo(number), files.arrived(name, by=author)
        for _attempt in range(2):  # the second when the pieces that were here turn out to be broken
            if not have.whole:
                rest = [content[have.have :]]
                have = files.append(name, start=have.have, total=len(content), content=rest, by=author)


def _taken(outbox: Outbox) -> list[Result]:
    """The items in their order, in batches; how each stands after the last of them."""
    author, device = outbox.author, outbox.device.key
    answers: list[Result] = []
    for start in range(0, len(outbox.items), BATCH_ITEMS):
        part = outbox.items[start : start + BATCH_ITEMS]
        answers += take_batch(author, device, part, way=Operation.Way.RESCUE)
    if any(one.result == results.RETRY for one in answers):
        raise Unavailable(
            _("Server sedang sibuk; sebagian isi berkas belum diterima. Unggah berkas yang sama sekali lagi.")
        )
    return _as_they_stand(author, answers)


def _as_they_stand(author: User, answers: list[Result]) -> list[Result]:
    """What waited for an item of a later batch is told as it is now."""
    waiting = [UUID(one.id) for one in answers if one.id and one.result == results.WAITING]
    rows = {str(row.key): row for row in Operation.objects.with_keys(author.pk, waiting)}
    return [_now(one, rows) if one.result == results.WAITING else one for one in answers]


def _now(answer: Result, rows: dict[str, Operation]) -> Result:
    row = rows.get(answer.id or "")
    if row is None:  # it was done since, and nothing is kept that leads to it
        return replace(answer, result=results.APPLIED, seq=None)
    return results.of_operation(row)


def _kept(outbox: Outbox, sha256: str, answers: list[Result], by: Actor) -> Taken:
    lines = [_line(item, one) for item, one in zip(outbox.items, answers, strict=True)]
    header, grants = outbox.box.header, authority_of(outbox.author).grants
    try:
        with transaction.atomic():
            intake = Intake.objects.create(
                sha256=sha256,
                device=outbox.device,
                author=outbox.author,
                region_id=grants[0].region_id if grants else outbox.author.person.region_id,
                group_code=header.group[:40],
                made_at=moment_of(header.made),
                signer=outbox.key,
                size=outbox.box.size,
                report=lines,
                taken_by_id=by.user_id,
            )
            history.record("rescue.take", intake, by=by, region=intake.region_id or "", sha256=sha256)
    except IntegrityError:  # the same file, brought twice in the same moment
        return Taken(Intake.objects.get(sha256=sha256), again=True)
    return Taken(intake, again=False)


def _line(item: dict[str, Any], answer: Result) -> dict[str, Any]:
    """One line of the report. What may name nobody is named by its mark alone."""
    told = answer.as_json()
    line = {name: told[name] for name in ("result", "was", "problem") if told.get(name)}
    verb = str(item.get("verb", ""))[:40]
    found = registered(verb)
    is_private = bool(found and found.private)
    if is_private and answer.id and answer.digest:
        return line | {"mark": mark_of(answer.id, answer.digest)}
    return (
        line
        if is_private
        else line | {"id": answer.id, "digest": answer.digest, "seq": answer.seq, "verb": verb}
    )


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
