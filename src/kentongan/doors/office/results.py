"""What became of many records that were worked on at once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """What became of one record; without ``problem`` it was done."""

    code: str
    title: str
    said: str
    problem: bool = False
