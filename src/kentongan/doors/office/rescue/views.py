"""Rescue files: handed in by any officer, their report, the receipt on paper and as a file."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb
from kentongan.domain.core.attachments import safe_name
from kentongan.domain.sync.models import Intake
from kentongan.domain.sync.rescue import access, receipts
from kentongan.domain.sync.rescue.taking import Taken, take_file
from kentongan.doors.office.pages import actor_of, next_page, page, posted, run

FILE_TYPE = "application/vnd.kentongan.ktg"
RESULTS: dict[str, tuple[str | Promise, str, str]] = {
    "applied": (gettext_lazy("Diterima"), "ok", "dot"),
    "duplicate": (gettext_lazy("Sudah ada"), "info", "ring"),
    "waiting": (gettext_lazy("Menunggu"), "wait", "half"),
    "conflict": (gettext_lazy("Perlu dilihat"), "wait", "half"),
    "rejected": (gettext_lazy("Ditolak"), "bad", "cross"),
}
REASONS: dict[str, str | Promise] = {
    "waiting": gettext_lazy("Menunggu foto atau catatan yang mendahuluinya."),
    "duplicate": gettext_lazy("Sudah sampai lewat jalan lain; tidak dihitung dua kali."),
}
KINDS: dict[str, str | Promise] = {
    "receipt": gettext_lazy("Tanda terima paket"),
    "activity": gettext_lazy("Kegiatan"),
    "attendance": gettext_lazy("Daftar hadir"),
    "invitation": gettext_lazy("Jawaban undangan"),
    "visit": gettext_lazy("Kunjungan"),
    "need": gettext_lazy("Kebutuhan KIM"),
    "decree": gettext_lazy("Penyerahan SK"),
    "group": gettext_lazy("Data KIM"),
    "claim": gettext_lazy("Pertanyaan cek fakta"),
    "story": gettext_lazy("Cerita"),
}


class UploadForm(forms.Form):
    """The file that came by message, Bluetooth or stick."""

    file = forms.FileField(
        label=gettext_lazy("Berkas titipan"),
        help_text=gettext_lazy("Berkas .ktg yang disimpan anggota KIM dari HP-nya, paling besar 60 MB."),
        widget=forms.FileInput(attrs={"accept": ".ktg,.txt"}),
        allow_empty_file=True,
    )


@dataclass(frozen=True)
class Line:
    """One item of a report, in words, with its place in the file."""

    number: int
    what: str | Promise
    result: tuple[str | Promise, str, str]
    reason: str | Promise


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Hand in a file; below, what was taken in before."""
    actor = actor_of(request)
    form = UploadForm(posted(request), request.FILES or None)
    status = 200
    if request.method == "POST":
        done: list[Taken] = []
        status = run(form, lambda: done.append(take_file(form.cleaned_data["file"], by=actor)))
        if status == 200:
            return _taken(request, done[0])
    found, following = next_page(access.visible_intakes(actor), request.GET)
    rows = [(row, _counts(row)) for row in found]
    context = {
        "form": form,
        "rows": rows,
        "next_url": following,
        "may_bundle": actor.may("bundles.make"),
    }
    return page(request, "office/rescue/list.html", context, section="rescue", status=status)


@require_safe
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    """What became of each item of a file."""
    intake = access.get_intake(key, actor_of(request))
    context = {
        "intake": intake,
        "lines": _lines(intake),
        "counts": _counts(intake),
        "codes": len(receipts.codes(intake)),
    }
    trail = [Crumb(_("Titipan"), reverse("office:rescue-list")), Crumb(intake.author.person.name)]
    return page(request, "office/rescue/intake.html", context, section="rescue", trail=trail)


@require_safe
def receipt(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipt to print: codes that the phone's own camera opens in the app, without network."""
    intake = access.get_intake(key, actor_of(request))
    address = f"{settings.BASE_URL}/k/hp/#/tanda/"
    context: dict[str, Any] = {
        "intake": intake,
        "codes": [(address + code.text, code.items) for code in receipts.codes(intake)],
        "counts": _counts(intake),
        "back_url": reverse("office:rescue-intake", args=[intake.key]),
    }
    return render(request, "office/rescue/receipt.html", context)


@require_safe
def receipt_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipt as a file to send back."""
    intake = access.get_intake(key, actor_of(request))
    name = f"tanda-terima-{safe_name(intake.group_code)}-{intake.taken_at:%Y-%m-%d}.ktg"
    return download(receipts.receipt_file(intake), name)


def download(content: bytes, name: str) -> HttpResponse:
    """A ``.ktg`` file to keep."""
    response = HttpResponse(content, content_type=FILE_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _taken(request: HttpRequest, taken: Taken) -> HttpResponse:
    if not taken.again:
        messages.success(request, _("Berkas diterima. Serahkan tanda terimanya kepada pengirim."))
    else:
        words = _("Berkas ini sudah pernah diterima pada %(day)s. Tidak ada yang dihitung dua kali.")
        messages.info(request, words % {"day": f"{taken.intake.taken_at:%d-%m-%Y}"})
    is_visible = access.visible_intakes(actor_of(request)).filter(pk=taken.intake.pk).exists()
    return (
        redirect("office:rescue-intake", key=taken.intake.key)
        if is_visible
        else redirect("office:rescue-list")
    )


def _counts(intake: Intake) -> list[tuple[int, tuple[str | Promise, str, str]]]:
    """How many of the items that may be told stand how."""
    told = [row["result"] for row in intake.report if "verb" in row]
    return [(told.count(result), look) for result, look in RESULTS.items() if result in told]


def _lines(intake: Intake) -> list[Line]:
    """The items that may be told, first those that somebody has to look at."""
    rows = [row for row in intake.report if "verb" in row]
    lines = [_line(number, row) for number, row in enumerate(rows, start=1)]
    return sorted(lines, key=lambda line: line.result not in (RESULTS["rejected"], RESULTS["conflict"]))


def _line(number: int, row: dict[str, Any]) -> Line:
    family, _dot, act = row["verb"].partition(".")
    what = KINDS.get(family, _("Catatan"))
    if act == "photo":
        what = _("Foto: %(what)s") % {"what": what}
    reason = (row.get("problem") or {}).get("title") or REASONS.get(row["result"], "")
    return Line(number, what, RESULTS[row["result"]], reason)
