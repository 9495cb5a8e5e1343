"""A bundle for a village: packages, posters and texts to read aloud, for phones without network."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core import attachments
from kentongan.domain.core.models import Attachment
from kentongan.domain.groups.models import Group
from kentongan.domain.people.access import Authority
from kentongan.domain.regions.access import near_brand
from kentongan.domain.releases.models import Publication
from kentongan.domain.releases.poster import poster_pdf
from kentongan.domain.sync.rescue.bundling import DAYS, Destination, Extra, make_bundle, news_for
from kentongan.doors.office.pages import actor_of, page
from kentongan.doors.office.releases.reading import public_address
from kentongan.doors.office.rescue.views import download

MOST_GROUPS = 500
MOST_POSTERS = 40  # 14 ms of typesetting each
PERIODS = {7: gettext_lazy("7 hari"), 14: gettext_lazy("14 hari"), 30: gettext_lazy("30 hari")}


class BundleForm(forms.Form):
    """For whom, how far back, and with what beside the texts."""

    group = forms.ChoiceField(label=gettext_lazy("KIM"))
    days = forms.TypedChoiceField(
        label=gettext_lazy("Paket dari"), choices=list(PERIODS.items()), coerce=int, initial=DAYS
    )
    posters = forms.BooleanField(label=gettext_lazy("Sertakan poster (PDF)"), required=False, initial=True)
    pictures = forms.BooleanField(label=gettext_lazy("Sertakan gambar lampiran"), required=False)

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = _groups(by)
        self.fields["group"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (group.code, f"{group.name} · {group.region.title}") for group in self.groups
        ]

    @property
    def destination(self) -> Destination:
        """The chosen group; the form holds."""
        group = next(one for one in self.groups if one.code == self.cleaned_data["group"])
        return Destination(group.pk, group.code, group.region)


@dataclass(frozen=True)
class Plan:
    """What a bundle would hold."""

    to: Destination
    news: list[dict[str, Any]]
    extras: list[Extra]

    @property
    def releases(self) -> list[dict[str, Any]]:
        """The packages in it."""
        return [row["d"] for row in self.news if row["k"] == "release"]

    @property
    def spoken(self) -> int:
        """How many of them can be read aloud."""
        return sum(bool(row.get("spoken_text")) for row in self.releases)


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """Choose; with a choice in the address, see what it holds and how large it is."""
    actor = actor_of(request)
    asked = "group" in request.GET
    form = BundleForm(request.GET if asked else None, by=actor, initial={"group": request.GET.get("kim")})
    context: dict[str, Any] = {"form": form, "has_groups": bool(form.groups)}
    status = 200
    if asked and form.is_valid():
        plan = _plan(form)
        context |= {
            "plan": plan,
            "size": sum(len(one.content) for one in plan.extras) + len(str(plan.news).encode()),
            "chosen": [(field.html_name, field.value()) for field in form if field.value()],
        }
    elif asked:
        status = 422
    trail = [Crumb(_("Titipan"), reverse("office:rescue-list")), Crumb(_("Paket untuk desa"))]
    return page(request, "office/rescue/bundle.html", context, section="rescue", trail=trail, status=status)


@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """The bundle itself; that it was made is on record."""
    actor = actor_of(request)
    form = BundleForm(request.POST, by=actor)
    if not form.is_valid():
        trail = [Crumb(_("Titipan"), reverse("office:rescue-list")), Crumb(_("Paket untuk desa"))]
        context = {"form": form, "has_groups": bool(form.groups)}
        return page(request, "office/rescue/bundle.html", context, section="rescue", trail=trail, status=422)
    plan = _plan(form)
    content = make_bundle(plan.to, plan.news, plan.extras, by=actor)
    return download(content, f"paket-{plan.to.code}-{timezone.localdate():%Y-%m-%d}.ktg")


def _groups(by: Authority) -> list[Group]:
    rows = Group.objects.unmerged().filter(by.within("bundles.make"), dissolved_on=None)
    return list(rows.select_related("region").order_by("region_id", "name")[:MOST_GROUPS])


def _plan(form: BundleForm) -> Plan:
    to, chosen = form.destination, form.cleaned_data
    news = news_for(to, days=chosen["days"])
    codes = [row["id"] for row in news if row["k"] == "release" and not row["d"].get("withdrawn")]
    out = Publication.objects.live().public().filter(release__code__in=codes[:MOST_POSTERS])
    rows = list(
        out.select_related("version__release__region", "version__release__agency", "release__region")
        .prefetch_related("version__attachments")
        .order_by("pk")
    )
    extras = [_poster(row) for row in rows] if chosen["posters"] else []
    if chosen["pictures"]:
        extras += [_picture(row, one) for row in rows for one in row.version.attachments.all() if _fits(one)]
    return Plan(to, news, extras)


def _poster(row: Publication) -> Extra:
    code = row.version.release.code
    brand = near_brand(row.version.release.region_id)
    content = poster_pdf(row.version, public_address(row.version), brand)
    return Extra(code, f"poster-{code}.pdf", "application/pdf", content)


def _fits(file: Attachment) -> bool:
    return file.kind == Attachment.Kind.IMAGE and file.size <= attachments.PAPER_LIMIT


def _picture(row: Publication, file: Attachment) -> Extra:
    with attachments.open_file(file) as content:
        return Extra(row.version.release.code, file.name, file.content_type, content.read())
