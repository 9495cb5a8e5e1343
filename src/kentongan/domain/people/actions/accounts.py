"""Accounts: made, signed in to, their password, sessions and API tokens (security.md 6, 7)."""

import re
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.domain.core.acting import Actor
from kentongan.domain.core.history import audit, record
from kentongan.domain.core.problems import Absent, Invalid, Refused, Stale
from kentongan.domain.people.access import token_digest
from kentongan.domain.people.models import ApiToken, Person, Session, User
from kentongan.domain.people.rules import session_reference
from kentongan.domain.regions.models import Region
from kentongan.domain.regions.rules import ROOT

PASSWORD_MAXIMUM = 128
_USERNAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")


def random_password() -> str:
    """A password that can be read out: 80 random bits in groups of four."""
    symbols = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(symbols) for _place in range(4)) for _group in range(4))


@transaction.atomic
def create_user(*, username: str, person: Person, password: str | None = None, by: Actor) -> User:
    """An account for a person; without a password none can be used until a reset.

    Raises ``Invalid`` when the username is malformed or taken, or the password too weak.
    """
    name = username.strip().lower()
    if not _USERNAME.fullmatch(name):
        raise Invalid(_("Nama pengguna hanya huruf kecil, angka, titik, dan tanda hubung."), field="username")
    if User.objects.filter(username=name).exists():
        raise Invalid(_("Nama pengguna ini sudah dipakai; pilih yang lain."), field="username")
    user = User(username=name, person=person)
    if password is None:
        user.set_unusable_password()
    else:
        check_password_rules(password)
        user.set_password(password)
    user.save(force_insert=True)
    record("people.create_user", user, by=by, username=name)
    return user


@transaction.atomic
def open_account(
    *, username: str, name: str, region: Region, phone: str = "", email: str = "", by: Actor
) -> tuple[User, str]:
    """A new person with an account, and its one-time password: shown once, changed at the first sign-in.

    Raises ``Invalid`` as :func:`create_user`, and when the name is empty.
    """
    by.require("people.manage", region.code)
    if not name.strip():
        raise Invalid(_("Isi nama orangnya."), field="name")
    person = Person.objects.create(
        name=" ".join(name.split())[:150], phone=phone.strip()[:20], email=email.strip(), region=region
    )
    password = random_password()
    user = create_user(username=username, person=person, password=password, by=by)
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    audit("account opened", name=user.username, by=by.name, region=region.code)
    return user, password


def check_password_rules(password: str) -> None:
    """Raise ``Invalid`` unless the password has 12 to 128 characters and is not a common one."""
    if len(password) > PASSWORD_MAXIMUM:
        raise Invalid(_("Kata sandi paling panjang 128 huruf."), field="new_password")
    try:
        validate_password(password)
    except ValidationError as error:
        raise Invalid(
            _("Kata sandi paling sedikit 12 huruf dan bukan kata sandi yang umum dipakai."),
            field="new_password",
        ) from error


@transaction.atomic
def change_password(*, user: User, old: str, new: str, keep: str = "", by: Actor) -> None:
    """Set the account's own password and end its other sessions (``keep`` is the key of the present one)."""
    if not user.check_password(old):
        raise Invalid(_("Kata sandi lama tidak cocok."), field="old_password")
    check_password_rules(new)
    if new == old:
        raise Invalid(_("Kata sandi baru sama dengan yang lama. Pilih yang lain."), field="new_password")
    user.set_password(new)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    Session.objects.filter(user=user).exclude(session_key=keep).delete()
    record("people.change_password", user, by=by)
    audit("password changed", name=user.username)


@transaction.atomic
def start_reset(*, user: User, by: Actor) -> str:
    """A one-time password for the person, to be changed at the next sign-in; ends all sessions and tokens.

    The administrator hands it over and cannot choose it.
    """
    _require_over(user, by)
    password = random_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    Session.objects.filter(user=user).delete()
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    record("people.start_reset", user, by=by)
    audit("password reset started", name=user.username, by=by.name)
    return password


@transaction.atomic
def deactivate_user(*, user: User, by: Actor) -> None:
    """Close an account: its sessions and tokens stop at the next request."""
    _require_over(user, by)
    if by.user_id is not None and by.user_id == user.pk:
        raise Refused(_("Anda tidak dapat menutup akun Anda sendiri. Mintalah administrator lain."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    Session.objects.filter(user=user).delete()
    ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
    record("people.deactivate_user", user, by=by)
    audit("account closed", name=user.username, by=by.name)


@transaction.atomic
def reopen_user(*, user: User, by: Actor) -> str:
    """Open a closed account again, with a new one-time password; its roles hold where they were not ended.

    Sessions and tokens that ended with the closing stay ended. Raises ``Stale`` for an account that is open.
    """
    _require_over(user, by)
    if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        raise Stale(_("Akun ini tidak ditutup. Muat ulang halaman."))
    user.is_active = True
    record("people.reopen_user", user, by=by)
    audit("account reopened", name=user.username, by=by.name)
    return start_reset(user=user, by=by)


def note_sign_in(*, user: User, device: str) -> None:
    """Write a sign-in to the audit log."""
    audit("signed in", name=user.username, device=device[:120])


def note_failed_sign_in(*, username: str) -> None:
    """Write it to the audit log; a name that no account has is left out: it may be a password."""
    known = User.objects.filter(username=username.strip().lower()).values_list("username", flat=True).first()
    audit("sign-in failed", name=known or "")


@transaction.atomic
def end_session(*, user: User, reference: str, by: Actor) -> None:
    """End one of the account's own sessions, named by the reference shown in its list."""
    for session in Session.objects.filter(user=user):
        if session_reference(session.session_key) == reference:
            session.delete()
            record("people.end_session", user, by=by)
            return
    raise Absent(_("Sesi ini sudah berakhir."))


@transaction.atomic
def issue_token(*, user: User, label: str, by: Actor) -> str:
    """A new API token for the account, returned once; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    row = ApiToken.objects.create(user=user, label=label, digest=token_digest(token))
    record("people.issue_token", row, by=by, label=label)
    audit("token issued", name=user.username, label=label)
    return token


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Actor) -> None:
    """End a token from the next request on."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
    record("people.revoke_token", token, by=by, label=token.label)
    audit("token revoked", name=token.user.username, label=token.label)


def _require_over(user: User, by: Actor) -> None:
    """The right in every area where the account has a role; where it has none, in its person's area."""
    regions = {grant.region_id for grant in user.grants.all()} or {user.person.region_id or ROOT}
    for region in regions:
        by.require("people.manage", region)
