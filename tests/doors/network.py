"""A small network for tests of the doors, made through the verbs: groups in Pati, packages sent to them."""

from datetime import date
from typing import Any

from django.test import Client
from django.utils import timezone

from kentongan.domain.activities.actions import load_media
from kentongan.domain.core.acting import System
from kentongan.domain.groups.actions import register_group
from kentongan.domain.groups.models import Group
from kentongan.domain.people.models import Agency, Grant, User
from kentongan.domain.people.sessions import PROVEN_KEY
from kentongan.domain.regions.models import Region
from kentongan.domain.releases.actions import approve, correct, draft, publish, submit
from kentongan.domain.releases.models import Publication, Version
from tests.actors import account, actor
from tests.cast import GEMBONG, PATI, plant_regions

SENT = {
    "title": "Gerakan Pangan Murah di Balai Desa Bermi",
    "summary": "Beras, minyak, dan telur dijual dengan harga lebih murah.",
    "body": "Untuk semua warga.\n\n- Beras 5 kg Rp52.000\n- Minyak 1 liter Rp14.000\n\n**Bawa tas sendiri.**",
    "short_text": "Pangan murah di Balai Desa Bermi, Jumat 3 Maret pukul 08.00. Bawa tas sendiri.",
    "spoken_text": "Bapak dan Ibu, hari Jumat ada pangan murah di Balai Desa Bermi mulai pukul delapan.",
}


def plant() -> None:
    """Regions and media."""
    plant_regions()
    load_media()


def office(region: str = PATI) -> Agency:
    """The communications office of the regency."""
    return Agency.objects.get_or_create(
        region_id=region,
        name="Dinas Komunikasi dan Informatika Kabupaten Pati",
        defaults={"short_name": "Diskominfo Pati", "kind": Agency.Kind.COMMUNICATIONS_OFFICE},
    )[0]


def group(village: str, name: str = "KIM Bermi Jaya", **fields: Any) -> Group:
    """A KIM in the village."""
    facts = {"founded_on": date(2023, 2, 17)} | fields
    return register_group(name=name, region=Region.objects.get(pk=village), by=System(), **facts)


def send(*areas: str, **texts: Any) -> Publication:
    """A package of the regency's office, written, approved and published."""
    content = SENT | {"areas": list(areas or (GEMBONG,))} | texts
    return _through(draft(region=PATI, agency=office(), by=System(), **content))


def mend(
    publication: Publication, note: str = "Tanggalnya 4 Maret, bukan 3 Maret.", **texts: Any
) -> Publication:
    """The correction of a package that is out."""
    return _through(correct(publication.release, note=note, by=System(), **texts))


def member_of(*groups: Group, role: str = "group_board", name: str = "") -> User:
    """An account with a role on each of the groups."""
    user = account(name, groups[0].region_id)
    for one in groups:
        Grant.objects.create(
            user=user, role=role, region_id=one.region_id, group_id=one.pk, starts_on="2020-01-01"
        )
    return user


def officer(role: str, region: str) -> User:
    """An account with an officer's role."""
    return actor(role, region).user


def signed_in(user: User) -> Client:
    """A browser in which the person has just signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[PROVEN_KEY] = timezone.now().timestamp()
    session.save()
    return client


def _through(version: Version) -> Publication:
    submit(version, by=System())
    approve(version.release, version.number, by=System())
    return publish(version.release, by=System())
