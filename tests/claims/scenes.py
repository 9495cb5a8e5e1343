"""What invented doubtful messages are made of: scenes with gaps, each told in several ways.

A scene has messages as they go round (``say``), what a checker writes about them (``told``), headlines
(``head``) and rebuttals (``why``). The same gap filled otherwise is another claim.
"""

import json
from pathlib import Path
from typing import NamedTuple


class Scene(NamedTuple):
    """One story in several tellings."""

    say: list[str]
    told: list[str]
    head: list[str]
    why: list[str]


_KEPT = json.loads(Path(__file__).with_name("scenes.json").read_text(encoding="utf-8"))
GAPS: dict[str, list[str]] = {name: values.split(",") for name, values in _KEPT["gaps"].items()}
SCENES = [Scene(**scene) for scene in _KEPT["scenes"]]
TALK: list[str] = _KEPT["talk"]
CHAT: dict[str, str] = _KEPT["chat"]
