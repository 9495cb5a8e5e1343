"""The dated roll-up of stages: who stands where, and how many in each area, on any day."""

from kentongan.domain.groups.standing.keeping import build_missing, follow, rebuild

__all__ = ["build_missing", "follow", "rebuild"]
