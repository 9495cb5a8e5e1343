"""The planner asked in a process of its own that ends with its answer."""

import subprocess
import sys
from pathlib import Path

from kentongan.domain.outreach.planning.shapes import Plan, Problem

SECONDS = 60  # beyond it the problem is refused; the clock never chooses a plan
_ABOVE_PACKAGE = Path(__file__).parents[4]


class PlannerError(Exception):
    """The planner gave no answer: the problem is too large, or the program failed."""


def ask(problem: Problem) -> Plan:
    """The plan for the problem. Call it outside a transaction. Raises ``PlannerError``."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kentongan.domain.outreach.planning"],
            input=problem.to_json(),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=_ABOVE_PACKAGE,  # where "-m" looks first
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PlannerError("time") from error
    if done.returncode:
        raise PlannerError(done.stderr[-300:] or f"exit {done.returncode}")
    return Plan.from_json(done.stdout)
