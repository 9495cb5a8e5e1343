"""What the pages of groups read from a request. Whether it may be so is decided by the groups room."""

from typing import Any

from django import forms
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from kentongan.design.formats import capitals
from kentongan.domain.groups.models import BoardPost, Decree, Group
from kentongan.domain.groups.models.groups import Kind, LegalForm, Level, Origin
from kentongan.domain.people.models import Person
from kentongan.domain.people.rules import GROUP_ROLES, matrix
from kentongan.doors.office.fields import day_field
from kentongan.doors.office.places import AreaField

LOW = forms.Textarea(attrs={"rows": 3, "class": "low"})


class GroupForm(forms.Form):
    """The identity of a group and where it comes from."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Nama kelompok"), help_text=_("Seperti tertulis pada SK, misalnya KIM Surya.")
    )
    region = AreaField(label=_("Desa, kelurahan, atau wilayah lain"))
    kind = forms.ChoiceField(label=_("Jenis"), choices=capitals(Kind.choices), initial=Kind.KIM)
    level = forms.ChoiceField(label=_("Tingkat"), choices=capitals(Level.choices), initial=Level.VILLAGE)
    hamlet = forms.CharField(label=_("Padukuhan atau dusun"), required=False, max_length=80)
    founded_on = day_field(_("Tanggal dibentuk"), required=False)
    proposed_on = day_field(_("Tanggal diusulkan"), required=False)
    register_number = forms.CharField(
        label=_("Nomor Induk KIM"),
        required=False,
        max_length=40,
        help_text=_("Bila sudah diberi oleh dinas."),
    )
    origin = forms.ChoiceField(
        label=_("Asal"), choices=capitals(Origin.choices), initial=Origin.NEW, widget=forms.RadioSelect
    )
    parent_body = forms.CharField(
        label=_("Nama kelompok asal"),
        required=False,
        max_length=120,
        help_text=_("Bila fungsi informasi ditambahkan pada kelompok yang sudah ada; namanya tetap."),
    )
    parent_body_purpose = forms.CharField(
        label=_("Kegiatan utama kelompok asal"), required=False, max_length=200
    )
    function_added_on = day_field(_("Tanggal fungsi informasi ditambahkan"), required=False)
    legal_form = forms.ChoiceField(
        label=_("Bentuk hukum"),
        choices=capitals(LegalForm.choices),
        initial=LegalForm.NONE,
        help_text=_(
            "SK adalah pengakuan, bukan badan hukum. Pilih lebih dari itu hanya bila ada dokumennya."
        ),
    )
    legal_document = forms.CharField(
        label=_("Dokumen bentuk hukum"),
        required=False,
        max_length=200,
        help_text=_("Nomor Perdes, akta, atau surat keterangan terdaftar."),
    )
    source = forms.CharField(label=_("Sumber data"), required=False, max_length=200)
    note = forms.CharField(label=_("Catatan"), required=False, widget=LOW)

    uses_htmx = True
    layout = "office/groups/_form.html"

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].keep_within(within)  # type: ignore[attr-defined]  # an AreaField

    def facts(self) -> dict[str, Any]:
        """What the verbs take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "token"}


def facts_of(group: Group) -> dict[str, Any]:
    """What a form about an existing group starts with."""
    return {name: getattr(group, name) for name in GroupForm.base_fields if name != "token"}


class DayForm(forms.Form):
    """One day."""

    on = day_field(_("Tanggal"))


class OfficeForm(DayForm):
    """Registration at the office."""

    number = forms.CharField(
        label=_("Nomor Induk KIM"), required=False, max_length=40, help_text=_("Bila dinas memberi nomor.")
    )


class DissolveForm(DayForm):
    """The end of a group."""

    conditional = ("reason",)  # asked by the verb
    reason = forms.CharField(label=_("Alasan"), required=False, widget=LOW)


class ReviveForm(forms.Form):
    """A group came back to life."""

    reason = forms.CharField(label=_("Mengapa dihidupkan kembali"), widget=LOW)


class ContactsForm(forms.Form):
    """How the group itself is reached."""

    phone = forms.CharField(label=_("Telepon kelompok"), required=False, max_length=20)
    email = forms.CharField(label=_("Surel"), required=False, max_length=254)
    website = forms.CharField(label=_("Situs web"), required=False, max_length=200)
    address = forms.CharField(label=_("Alamat sekretariat"), required=False, max_length=200)


class EquipmentForm(forms.Form):
    """A thing the group works with."""

    name = forms.CharField(label=_("Alat"), max_length=100)
    count = forms.IntegerField(label=_("Jumlah"), initial=1, min_value=1, max_value=9999)
    condition = forms.CharField(label=_("Keadaan"), required=False, max_length=60)
    source = forms.CharField(label=_("Asal"), required=False, max_length=120)


class PersonForm(forms.Form):
    """Somebody: a person the group knows already, or the name of one it does not."""

    conditional = ("person", "name")  # may be empty in some cases only

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Orang yang sudah tercatat"),
        required=False,
        empty_label=_("Orang baru"),
    )
    name = forms.CharField(label=_("Nama, bila orang baru"), required=False, max_length=150)
    phone = forms.CharField(label=_("Nomor HP, bila orang baru"), required=False, max_length=20)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        same = Group.objects.same_as(group)
        rows = Q(memberships__group__in=same) | Q(board_posts__term__group__in=same)
        known = Person.objects.filter(rows).values(means=Coalesce("merged_into", "pk"))
        self.fields["person"].queryset = Person.objects.filter(pk__in=known).order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField


class PostForm(PersonForm):
    """A post on the board."""

    title = forms.ChoiceField(label=_("Jabatan"), choices=capitals(BoardPost.Title.choices))
    section = forms.CharField(label=_("Nama seksi"), required=False, max_length=80)
    starts_on = day_field(_("Mulai menjabat"), _("Kosongkan bila sejak awal masa bakti."), required=False)
    field_order = ["title", "section"]


class TermForm(forms.Form):
    """A new term, with its chair if known."""

    starts_on = day_field(_("Mulai"), _("Kosongkan hanya bila tidak diketahui."), required=False)
    ends_on = day_field(_("Berakhir"), required=False)
    decree = forms.ModelChoiceField(
        Decree.objects.none(), label=_("SK pengangkatan"), required=False, empty_label=_("Belum ada SK")
    )
    stays = forms.ModelMultipleChoiceField(
        BoardPost.objects.none(),
        label=_("Pengurus yang tetap pada jabatannya"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    chair = forms.CharField(label=_("Nama ketua"), required=False, max_length=150)
    chair_phone = forms.CharField(label=_("Nomor HP ketua"), required=False, max_length=20)
    secretary = forms.CharField(label=_("Nama sekretaris"), required=False, max_length=150)
    treasurer = forms.CharField(label=_("Nama bendahara"), required=False, max_length=150)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decree"].queryset = group.decrees.order_by("-issued_on")  # type: ignore[attr-defined]  # a ModelChoiceField
        held = BoardPost.objects.current().filter(term__group__in=Group.objects.same_as(group))
        stays: Any = self.fields["stays"]
        stays.queryset = held.select_related("person__merged_into").order_by("pk")
        stays.label_from_instance = post_words
        if not stays.queryset:
            del self.fields["stays"]


def post_words(post: BoardPost) -> str:
    """Who holds which post: "Endah, ketua"."""
    title = " ".join(part for part in (post.get_title_display(), post.section) if part)
    return f"{post.person.survivor.name}, {title}"


class MemberForm(PersonForm):
    """A member."""

    joined_on = day_field(_("Bergabung"), required=False)
    recruited_from = forms.CharField(
        label=_("Dari unsur"), required=False, max_length=80, help_text=_("Misalnya karang taruna atau PKK.")
    )


class AccessForm(forms.Form):
    """An account that may act for the group."""

    user = forms.CharField(label=_("Nama pengguna"), max_length=80)
    role = forms.ChoiceField(label=_("Sebagai"))
    ends_on = day_field(_("Berlaku sampai"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(key, matrix().roles[key].name) for key in sorted(GROUP_ROLES)]
        self.fields["role"].choices = roles  # type: ignore[attr-defined]  # a ChoiceField
