"""The verbs of the groups' activities."""

from kentongan.domain.activities.actions.assessing import assess
from kentongan.domain.activities.actions.media import load_media
from kentongan.domain.activities.actions.recording import add_proof, keep_proof, record
from kentongan.domain.activities.counting import recount

__all__ = ["add_proof", "assess", "keep_proof", "load_media", "record", "recount"]
