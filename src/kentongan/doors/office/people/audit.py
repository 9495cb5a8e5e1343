"""The audit log: sensitive acts and refusals, chained so that a cut or change shows."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kentongan.domain.core.history import first_broken_link
from kentongan.domain.core.models import AuditEntry
from kentongan.domain.people.access import visible_audit
from kentongan.domain.people.rules import matrix
from kentongan.doors.office.pages import actor_of, next_page, page, with_params
from kentongan.doors.office.people.accounts import tabs

ACTS: dict[str, Promise] = {
    "signed in": _("Masuk"),
    "sign-in failed": _("Gagal masuk"),
    "password changed": _("Kata sandi diganti"),
    "password reset started": _("Kata sandi disetel ulang"),
    "account opened": _("Akun dibuat"),
    "account closed": _("Akun ditutup"),
    "token issued": _("Token dibuat"),
    "token revoked": _("Token dicabut"),
    "role granted": _("Peran diberikan"),
    "role revoked": _("Peran dicabut"),
    "grant": _("Akses KIM diberikan"),
    "export": _("Ekspor"),
    "import": _("Impor"),
    "refused": _("Ditolak"),
}

WORDS: dict[str, Promise] = {
    "by": _("oleh"),
    "user": _("akun"),
    "role": _("peran"),
    "region": _("wilayah"),
    "group": _("KIM"),
    "device": _("perangkat"),
    "endpoint": _("halaman"),
    "verb": _("hak"),
    "label": _("label"),
    "filters": _("saringan"),
    "rows": _("baris"),
    "what": _("isi"),
    "release": _("paket"),
}


class FilterForm(forms.Form):
    """The filters; what is not understood filters nothing."""

    q = forms.CharField(label=_("Nama"), required=False, max_length=80)
    tindakan = forms.ChoiceField(
        label=_("Tindakan"), required=False, choices=[("", _("Semua")), *ACTS.items()]
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The entries, the latest first; the whole chain is checked when asked for."""
    form = FilterForm(request.GET)
    form.is_valid()
    found = visible_audit(actor_of(request))
    if form.cleaned_data.get("q"):
        found = found.filter(name__icontains=form.cleaned_data["q"].strip())
    if form.cleaned_data.get("tindakan"):
        found = found.filter(act=form.cleaned_data["tindakan"])
    entries, following = next_page(found, request.GET, size=50)
    checked = "periksa" in request.GET
    context = {
        "form": form,
        "tabs": tabs("audit"),
        "rows": [(entry, ACTS.get(entry.act, entry.act), _said(entry)) for entry in entries],
        "is_checked": checked,
        "broken": first_broken_link() if checked else None,
        "check_url": "?" + with_params(request.GET, periksa="1"),
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
    }
    return page(request, "office/people/audit.html", context, section="people")


def _said(entry: AuditEntry) -> str:
    """What the entry tells beside act and name, each with the word for it."""
    roles = {key: role.name for key, role in matrix().roles.items()}
    said = []
    for key, value in entry.detail.items():
        if value in (None, "", {}) or key == "sha256":
            continue
        shown = _device(str(value)) if key == "device" else roles.get(str(value), value)
        said.append(f"{WORDS.get(key, key)}: {shown}")
    return " · ".join(said)


def _device(agent: str) -> str:
    """The system a browser names: what a person recognises of the long text it sends."""
    inside = agent.partition("(")[2].partition(")")[0]
    return (inside or agent)[:40]
