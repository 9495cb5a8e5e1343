"""Accounts of one's area: found, opened, looked at, given a one-time password, closed."""

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from kentongan.design.parts import Crumb, Link
from kentongan.domain.core.models import Entry
from kentongan.domain.groups.access import visible
from kentongan.domain.people import access, actions
from kentongan.domain.people.models import Grant, Post, User
from kentongan.domain.people.rules import matrix
from kentongan.doors.office.asking import ASKED_AND_DONE, ask
from kentongan.doors.office.history import SHOWN, events
from kentongan.doors.office.pages import actor_of, page, posted, run, with_params
from kentongan.doors.office.paging import bounded_count, page_after
from kentongan.doors.office.people.forms import AccountForm, ProvenForm


class FilterForm(forms.Form):
    """The filters; what is not understood filters nothing."""

    q = forms.CharField(label=gettext_lazy("Nama atau nama pengguna"), required=False, max_length=80)
    peran = forms.ChoiceField(label=gettext_lazy("Peran"), required=False)

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the query, passed on
        roles = [("", gettext_lazy("Semua")), *((key, role.name) for key, role in matrix().roles.items())]
        self.fields["peran"].choices = roles  # type: ignore[attr-defined]  # a ChoiceField


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The accounts of one's area, by username."""
    actor = actor_of(request)
    form = FilterForm(request.GET)
    form.is_valid()
    found = access.visible_users(actor)
    words, role = form.cleaned_data.get("q", "").strip(), form.cleaned_data.get("peran")
    if words:
        found = found.filter(Q(username__icontains=words) | Q(person__name__icontains=words))
    if role:
        found = found.filter(pk__in=Grant.objects.holding().filter(role=role).values("user_id"))
    total, more = bounded_count(found)
    users, following = page_after(found.select_related("person__region"), request.GET, ("username",))
    roles: dict[int, list[Grant]] = {}
    for grant in Grant.objects.holding().filter(user__in=users).select_related("region").order_by("pk"):
        roles.setdefault(grant.user_id, []).append(grant)
    context = {
        "form": form,
        "tabs": tabs("accounts"),
        "rows": [(user, roles.get(user.pk, [])) for user in users],
        "is_filtered": bool(words or role),
        "total": total,
        "more": more,
        "next_url": following,
        "first_url": "?" + with_params(request.GET) if request.GET.get("sesudah") else "",
    }
    return page(request, "office/people/list.html", context, section="people")


@sensitive_post_parameters("own_password")
@require_http_methods(ASKED_AND_DONE)
def new(request: HttpRequest) -> HttpResponse:
    """Open an account for a person; its one-time password is shown once and kept nowhere."""
    actor = actor_of(request)
    form = AccountForm(posted(request), by=actor)
    opened: list[tuple[User, str]] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: opened.append(actions.open_account(by=actor, **form.facts())))
        if status == 200:
            return _password_page(request, *opened[0])
    context = {
        "form": form,
        "question": _("Buat akun"),
        "consequence": _(
            "Sesudah disimpan, kata sandi sekali pakai tampil satu kali. Serahkan langsung kepada orangnya."
        ),
        "verb": _("Buat akun"),
        "kind": "primary",
        "back_url": reverse("office:user-list"),
        "uses_htmx": True,
    }
    trail = [Crumb(_("Orang"), reverse("office:user-list")), Crumb(_("Buat akun"))]
    return page(request, "office/ask.html", context, section="people", trail=trail, status=status)


@require_safe
def detail(request: HttpRequest, username: str) -> HttpResponse:
    """One account: what its person may do, where and until when; posts and history."""
    actor = actor_of(request)
    user = access.get_user(username, by=actor)
    grants = list(Grant.objects.filter(user=user).select_related("region", "agency").order_by("-pk"))
    held = {grant.pk for grant in Grant.objects.holding().filter(user=user)}
    named = {
        group.pk: group
        for group in visible(actor).filter(pk__in=[row.group_id for row in grants if row.group_id])
    }
    context = {
        "account": user,
        "is_self": user.pk == actor.user_id,
        "grants": [
            (
                grant,
                named.get(grant.group_id) if grant.group_id else None,
                grant.pk in held,
                actor.may("people.manage", grant.region_id),
            )
            for grant in grants
        ],
        "posts": list(
            Post.objects.filter(person=user.person).select_related("agency", "unit").order_by("-pk")
        ),
        "events": events(Entry.objects.about(user)[:SHOWN]),
    }
    trail = [Crumb(_("Orang"), reverse("office:user-list")), Crumb(user.person.name)]
    return page(request, "office/people/detail.html", context, section="people", trail=trail)


@sensitive_post_parameters("own_password")
@require_http_methods(ASKED_AND_DONE)
def reset(request: HttpRequest, username: str) -> HttpResponse:
    """Give the account a one-time password."""
    actor = actor_of(request)
    user = access.get_user(username, by=actor)
    form = ProvenForm(posted(request), by=actor)
    made: list[str] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: made.append(actions.start_reset(user=user, by=actor)))
        if status == 200:
            return _password_page(request, user, made[0])
    context = {
        "form": form,
        "question": _("Setel ulang kata sandi %(name)s") % {"name": user.person.name},
        "consequence": _(
            "Semua sesinya berakhir. Kata sandi sekali pakai tampil satu kali dan diganti saat masuk."
        ),
        "verb": _("Setel ulang"),
        "kind": "danger",
        "back_url": reverse("office:user-detail", args=[user.username]),
    }
    return page(request, "office/ask.html", context, section="people", trail=trail_of(user), status=status)


@sensitive_post_parameters("own_password")
@require_http_methods(ASKED_AND_DONE)
def close(request: HttpRequest, username: str) -> HttpResponse:
    """Close the account."""
    actor = actor_of(request)
    user = access.get_user(username, by=actor)
    return ask(
        request,
        ProvenForm(posted(request), by=actor),
        lambda: actions.deactivate_user(user=user, by=actor),
        section="people",
        trail=trail_of(user),
        back=reverse("office:user-detail", args=[user.username]),
        question=_("Tutup akun %(name)s") % {"name": user.person.name},
        consequence=_("Orang ini tidak dapat masuk lagi. Catatan atas namanya tetap ada."),
        button=_("Tutup akun"),
        kind="danger",
        done=_("Akun ditutup."),
    )


@sensitive_post_parameters("own_password")
@require_http_methods(ASKED_AND_DONE)
def reopen(request: HttpRequest, username: str) -> HttpResponse:
    """Open a closed account again; its one-time password is shown once."""
    actor = actor_of(request)
    user = access.get_user(username, by=actor)
    form = ProvenForm(posted(request), by=actor)
    made: list[str] = []
    status = 200
    if request.method == "POST":
        status = run(form, lambda: made.append(actions.reopen_user(user=user, by=actor)))
        if status == 200:
            return _password_page(request, user, made[0])
    context = {
        "form": form,
        "question": _("Buka kembali akun %(name)s") % {"name": user.person.name},
        "consequence": _(
            "Peran yang masih berlaku aktif lagi. Kata sandi sekali pakai tampil satu kali dan diganti saat"
            " masuk."
        ),
        "verb": _("Buka kembali"),
        "kind": "primary",
        "back_url": reverse("office:user-detail", args=[user.username]),
    }
    return page(request, "office/ask.html", context, section="people", trail=trail_of(user), status=status)


def tabs(current: str) -> list[Link]:
    """The parts of this section."""
    parts = [
        ("accounts", _("Akun"), "user-list"),
        ("offices", _("Kantor dan jabatan"), "agency-list"),
        ("mandates", _("Mandat"), "mandate-list"),
        ("audit", _("Catatan audit"), "audit-log"),
    ]
    return [Link(label, reverse(f"office:{name}"), current=key == current) for key, label, name in parts]


def trail_of(user: User) -> list[Crumb]:
    """The way to the account's page."""
    return [
        Crumb(_("Orang"), reverse("office:user-list")),
        Crumb(user.person.name, reverse("office:user-detail", args=[user.username])),
    ]


def _password_page(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """The one-time password, once: the answer itself, never an address that could be opened again."""
    context = {"account": user, "password": password}
    return page(request, "office/people/password.html", context, section="people", trail=trail_of(user))
