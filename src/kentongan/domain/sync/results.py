"""The answer to each operation."""

from dataclasses import dataclass
from typing import Any

from kentongan.domain.core.problems import Problem
from kentongan.domain.sync.models import Operation
from kentongan.domain.sync.rules import Item

APPLIED, DUPLICATE, WAITING = "applied", "duplicate", "waiting"
CONFLICT, REJECTED, RETRY = "conflict", "rejected", "retry"


@dataclass(frozen=True)
class Result:
    """What became of one operation; ``id`` and ``digest`` name which one, as the phone wrote them."""

    id: str | None
    digest: str | None
    result: str
    seq: int | None = None
    was: str = ""
    problem: dict[str, Any] | None = None
    code: str = ""
    path: str = ""

    def as_json(self) -> dict[str, Any]:
        """As it is sent, without what is empty."""
        told: dict[str, Any] = {"id": self.id, "digest": self.digest, "result": self.result, "seq": self.seq}
        if self.was:
            told["was"] = self.was
        if self.problem:
            told["problem"] = self.problem
        if self.code or self.path:
            told["object"] = {"code": self.code, "path": self.path}
        return told


def of_operation(row: Operation, *, again: bool = False) -> Result:
    """The state of a kept operation; ``again`` when it was done before and nothing was done now."""
    return Result(
        id=str(row.key),
        digest=row.digest,
        result=DUPLICATE if again else row.state,
        seq=row.pk,
        was=row.state if again else "",
        problem=row.problem,
        code=row.object_code,
        path=row.object_path,
    )


def refusal(raw: dict[str, Any], problem: Problem) -> Result:
    """For what was never kept: the sender's own id and digest are named again."""
    return Result(
        id=_told(raw.get("id")), digest=_told(raw.get("digest")), result=REJECTED, problem=told(problem)
    )


def once_more(item: Item, problem: Problem) -> Result:
    """Nothing was done and nothing is wrong with it: send it again later."""
    return Result(id=str(item.key), digest=item.digest, result=RETRY, problem=told(problem))


def told(problem: Problem) -> dict[str, Any]:
    """A failure as the phone shows it."""
    return {"status": problem.status, "title": problem.message, "field": problem.field}


def _told(value: Any) -> str | None:
    return value[:60] if isinstance(value, str) else None
