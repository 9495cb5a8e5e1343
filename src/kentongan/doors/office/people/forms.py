"""What the pages of accounts and offices read from a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.core.problems import Invalid
from kentongan.domain.groups.access import visible
from kentongan.domain.people.access import Authority, visible_agencies, visible_users
from kentongan.domain.people.models import Agency, Post, Unit, User, holding
from kentongan.domain.people.rules import matrix
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.places import AreaField


class ProvenForm(forms.Form):
    """An act on accounts and roles: the person proves again who they are (security.md 7)."""

    own_password = forms.CharField(
        label=_("Kata sandi Anda"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Ditanyakan lagi karena tindakan ini mengubah hak orang."),
    )

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.order_fields([name for name in self.fields if name != "own_password"])

    def clean_own_password(self) -> str:
        """The password of the signed-in account."""
        if not self.by.user.check_password(self.cleaned_data["own_password"]):
            raise forms.ValidationError(_now("Kata sandi Anda tidak cocok. Ketik sekali lagi."))
        return ""


class AccountForm(ProvenForm):
    """A new person with an account."""

    name = forms.CharField(label=_("Nama lengkap"), max_length=150)
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=80,
        help_text=_("Huruf kecil, angka, titik, misalnya pati.gembong.sekcam."),
    )
    region = AreaField(label=_("Wilayah tugas"))
    phone = forms.CharField(label=_("Nomor HP"), required=False, max_length=20)
    email = forms.EmailField(label=_("Surel"), required=False)

    uses_htmx = True

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        within = by.areas("people.manage")
        if within:
            self.fields["region"].keep_within(within[0])  # type: ignore[attr-defined]  # an AreaField

    def facts(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "own_password"}


class RoleForm(ProvenForm):
    """A role on an area, an office or a group, for a time."""

    role = forms.ChoiceField(label=_("Peran"))
    region = AreaField(label=_("Wilayah"), required=False)
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=_("Kantor, untuk petugas perangkat daerah"),
        required=False,
        empty_label="–",
    )
    group = forms.CharField(
        label=_("Kode KIM, untuk pengurus dan anggota"),
        required=False,
        max_length=16,
        help_text=_("Misalnya K-7K3F9D."),
    )
    starts_on = day_field(_("Mulai"), required=False)
    ends_on = day_field(_("Berakhir"), required=False)

    uses_htmx = True

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        roles = [("", _("Pilih peran")), *((key, role.name) for key, role in matrix().roles.items())]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]  # a ChoiceField
        agencies = visible_agencies(by).select_related("region").order_by("region_id", "short_name")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]  # a ModelChoiceField
        within = by.areas("people.manage")
        if within:
            self.fields["region"].keep_within(within[0])  # type: ignore[attr-defined]  # an AreaField

    def facts(self) -> dict[str, Any]:
        """What the verb takes; the area follows from the office or the group. Raises ``Invalid``."""
        said = self.cleaned_data
        code = said["group"].strip()
        group = visible(self.by).filter(code__iexact=code).select_related("region").first() if code else None
        if code and group is None:
            raise Invalid(_now("Tidak ada KIM dengan kode itu di wilayah Anda."), field="group")
        place = group or said["agency"]
        region = place.region if place else said["region"]
        if region is None:
            raise Invalid(_now("Pilih wilayah tempat peran ini berlaku."), field="region")
        days = {"starts_on": said["starts_on"], "ends_on": said["ends_on"]}
        group_id = group.pk if group else None
        return {
            "role": said["role"],
            "region": region,
            "agency": said["agency"],
            "group_id": group_id,
            **days,
        }


class AgencyForm(forms.Form):
    """An office."""

    name = forms.CharField(label=_("Nama resmi"), max_length=150)
    short_name = forms.CharField(label=_("Nama singkat"), max_length=60)
    kind = forms.ChoiceField(label=_("Jenis"), choices=capitals(Agency.Kind.choices))
    region = AreaField(label=_("Wilayah"))

    uses_htmx = True

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = by.areas("people.manage")
        if within:
            self.fields["region"].keep_within(within[0])  # type: ignore[attr-defined]  # an AreaField


class UnitForm(forms.Form):
    """A part of an office."""

    name = forms.CharField(
        label=_("Nama bidang"), max_length=150, help_text=_("Misalnya Bidang Informasi Publik.")
    )
    short_name = forms.CharField(label=_("Singkatan"), required=False, max_length=30)


class PostForm(forms.Form):
    """Who holds a post in an office."""

    title = forms.CharField(label=_("Jabatan"), max_length=150)
    kind = forms.ChoiceField(label=_("Jenis"), choices=capitals(Post.Kind.choices), widget=forms.RadioSelect)
    username = forms.CharField(
        label=_("Nama pengguna pejabat"), required=False, max_length=80, help_text=_("Bila sudah punya akun.")
    )
    name = forms.CharField(label=_("Nama pejabat, bila belum punya akun"), required=False, max_length=150)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Bidang"), required=False, empty_label="–")
    starts_on = day_field(_("Mulai menjabat"), required=False)
    ends_on = day_field(_("Berakhir"), required=False)
    note = forms.CharField(
        label=_("Catatan"), required=False, max_length=200, help_text=_("Misalnya “mulai akhir 2019”.")
    )

    def __init__(self, *args: Any, agency: Agency, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["unit"].queryset = agency.units.order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["unit"].label_from_instance = lambda unit: unit.name  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the verb takes. Raises ``Invalid`` for an account that is not there."""
        said = dict(self.cleaned_data)
        username = said.pop("username")
        return said | {"person": named_user(username, self.by, "username").person if username else None}


class MandateForm(forms.Form):
    """Who acts for whom."""

    principal = forms.ModelChoiceField(Post.objects.none(), label=_("Mewakili"), empty_label="–")
    delegate = forms.CharField(label=_("Nama pengguna wakilnya"), max_length=80)
    starts_on = day_field(_("Mulai"))
    ends_on = day_field(_("Berakhir"), required=False)

    def __init__(self, *args: Any, by: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        held = Post.objects.filter(holding(), by.within("people.manage", "agency__region_id"))
        rows = held.select_related("person", "agency").order_by("agency__short_name", "title", "pk")
        self.fields["principal"].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["principal"].label_from_instance = post_text  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the verb takes. Raises ``Invalid`` for an account that is not there."""
        said, post = self.cleaned_data, self.cleaned_data["principal"]
        return {
            "principal": post.person,
            "principal_title": f"{post.title} {post.agency.short_name}"[:150],
            "delegate": named_user(said["delegate"], self.by, "delegate").person,
            "starts_on": said["starts_on"],
            "ends_on": said["ends_on"],
            "region": post.agency.region,
        }


class EndForm(forms.Form):
    """The last day."""

    on = day_field(_("Hari terakhir"))


def post_text(post: Post) -> str:
    """ "Kepala Bidang IKP, Diskominfo: Nama"."""
    return f"{post.title}, {post.agency.short_name}: {post.person.name}"


def named_user(username: str, by: Authority, field: str) -> User:
    """An active account the actor manages. Raises ``Invalid`` on the field."""
    found = (
        visible_users(by).select_related("person").filter(username=username.strip().lower(), is_active=True)
    )
    user = found.first()
    if user is None:
        raise Invalid(_now("Tidak ada akun aktif dengan nama itu di wilayah Anda."), field=field)
    return user
