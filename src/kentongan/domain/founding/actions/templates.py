"""Layouts of decrees: an edit makes the next version, and drafts keep the version they were made from."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import record
from kentongan.domain.core.problems import Invalid
from kentongan.domain.founding import rules
from kentongan.domain.founding.models import DecreeTemplate
from kentongan.domain.groups.models import Decree, Regulation
from kentongan.domain.groups.models.groups import Level
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT

TEXTS = {
    "name": 120,
    "heading": 2000,
    "number_pattern": 80,
    "unit": 40,
    "subject": 2000,
    "closing": 2000,
    "signatory_title": 120,
    "on_behalf_of": 120,
}
EXAMPLES = Path(__file__).parent.parent / "data" / "templates.toml"
LISTS = ("considerations", "articles", "copies")


@transaction.atomic
def save_template(
    *,
    key: str,
    region: Region,
    kind: str,
    by: Actor,
    level: str = "",
    bases: Sequence[Regulation] = (),
    is_example: bool = False,
    **texts: Any,
) -> DecreeTemplate:
    """Keep a layout as the next version of ``key`` in the area. An area's own goes before those above it.

    ``texts``: ``TEXTS`` as text, ``LISTS`` as lists of points. Raises ``Invalid`` for a placeholder nobody
    knows, a layout without subject or articles, a number pattern without ``{n}``.
    """
    by.require("decrees.draft", region.code)
    if kind not in Decree.Kind.values:
        raise Invalid(_("Pilih jenis SK dari daftar."), field="kind")
    if level and level not in Level.values:
        raise Invalid(_("Pilih tingkat kelompok dari daftar."), field="level")
    values = checked_texts(texts)
    for name in ("name", "heading", "subject", "articles"):
        if not values.get(name):
            raise Invalid(_("Isian ini wajib: tanpa itu SK tidak utuh."), field=name)
    if "{n}" not in values.get("number_pattern", ""):
        raise Invalid(
            _("Pola nomor memuat {n} untuk nomor urut, misalnya 188.45/{n}/{unit}/{year}."),
            field="number_pattern",
        )
    newest = DecreeTemplate.objects.filter(region=region, key=key).order_by("-version").first()
    template = DecreeTemplate.objects.create(
        key=key,
        region=region,
        kind=kind,
        level=level,
        version=newest.version + 1 if newest else 1,
        is_example=is_example,
        by_name=by.name,
        **values,
    )
    template.bases.set(bases)
    record("founding.template", template, by=by, region=region.code, name=template.name)
    return template


def load_examples(*, by: Actor) -> int:
    """Write the packaged example layouts for the whole country, those that are not there yet; how many."""
    country = Region.objects.get(code=ROOT)
    known = set(DecreeTemplate.objects.filter(region=country).values_list("key", flat=True))
    entries = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["templates"]
    new = [entry for entry in entries if entry["key"] not in known]
    for entry in new:
        save_template(region=country, is_example=True, by=by, **entry)
    return len(new)


def checked_texts(texts: dict[str, Any]) -> dict[str, Any]:
    """The texts of a template or a draft as they are kept. Raises ``Invalid`` naming the field."""
    values: dict[str, Any] = {}
    for name, value in texts.items():
        if name in LISTS:
            points = [str(point).strip()[:2000] for point in value if str(point).strip()][:40]
            values[name] = points
            rules.check_placeholders(points, name)
        elif name in TEXTS:
            values[name] = str(value).strip()
            rules.check_placeholders([values[name]], name)
            if len(values[name]) > TEXTS[name]:
                raise Invalid(
                    _("Teks ini %(length)d huruf, paling banyak %(limit)d.")
                    % {"length": len(values[name]), "limit": TEXTS[name]},
                    field=name,
                )
        else:
            raise TypeError(f"no such text: {name}")
    return values
