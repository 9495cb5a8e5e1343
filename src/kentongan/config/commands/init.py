"""``kentongan init``: a real installation for one area."""

import argparse

from kentongan.domain.core.problems import Invalid

NAME = "init"
HELP = "Memasang Kentongan untuk satu wilayah: tabel, daftar wilayah, kantor, dan pengelola pertama."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The area and the office."""
    parser.add_argument("--region", required=True, metavar="KODE", help="kode Kemendagri, misalnya 33.25")
    parser.add_argument(
        "--name", required=True, metavar="NAMA", help="nama kantor, misalnya “Diskominfo Batang”"
    )
    parser.add_argument("--admin", default="", metavar="SUREL", help="surel pengelola pertama")


def run(args: argparse.Namespace) -> None:
    """Prepare the tables and the tree, make the office, show the password once."""
    from kentongan.config.prepare import prepare  # tables: after the start
    from kentongan.domain.activities.actions import load_media
    from kentongan.domain.claims.actions import load_choices
    from kentongan.domain.core.acting import System
    from kentongan.domain.events.actions import load_lists
    from kentongan.domain.founding.actions import load_examples
    from kentongan.domain.mentoring.actions import load_example
    from kentongan.domain.people import actions as people
    from kentongan.domain.regions import actions as regions
    from kentongan.domain.regions.models import Region
    from kentongan.domain.releases.actions import load_topics
    from kentongan.domain.sync.rescue import keys
    from kentongan.domain.tickets.actions import load_examples as load_ticket_examples

    prepare(migrate=True)
    regions.load_bundled()
    regions.load_holidays()
    load_media()
    load_topics()
    load_lists()
    regions.load_measure_kinds()
    load_example()
    load_choices()
    load_ticket_examples()
    region = Region.objects.filter(code=args.region).first()
    if region is None:
        raise Invalid(
            f"Kode wilayah {args.region} tidak ada dalam daftar. Contoh: 33.25 untuk Kabupaten Batang."
        )
    load_examples(by=System())
    keys.current()
    user, password = people.create_installation(region=region, office_name=args.name, admin_email=args.admin)
    print(f"Kentongan siap untuk {region.name} ({region.code}).")
    print(f"  pengguna    {user.username}")
    print(f"  kata sandi  {password}   (hanya ditampilkan sekali; gantilah setelah masuk)")
    print("Setelah ini: atur KENTONGAN_BASE_URL, lalu jalankan `kentongan serve`.")
