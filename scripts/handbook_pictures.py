"""Take the handbook's pictures again beside a running, fresh demo: `python -m scripts.handbook_pictures`.

Signs in as the demo's users with the password kept in its data folder, looks at pages without changing
anything, and writes docs/panduan/gambar/*.png: the part worth seeing, few colours, each at most 60 KB.
"""

import argparse
import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/panduan/gambar"
MOST_BYTES = 60_000
COLOURS = (64, 48, 32, 16)  # fewer until the file is small enough
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
DESK, PHONE = (1180, 760), (360, 700)


@dataclass(frozen=True)
class Picture:
    """One picture: whose page, how wide, how to get there, and which part (the whole window when empty)."""

    name: str
    user: str
    size: tuple[int, int]
    walk: Callable[[Page], object]
    part: str = ""


def _choose_an_audience(page: Page) -> None:
    page.goto("/kantor/paket/baru/")
    for district in ("Gembong", "Gunungwungkal"):
        page.get_by_label(district, exact=True).check()
    page.locator("#jangkauan strong").wait_for()


def _open_what_waits(page: Page) -> None:
    page.goto("/kantor/")
    page.get_by_role("link", name="Jadwal Posyandu").click()
    page.get_by_role("button", name="Setujui").wait_for()


def _open_the_board(page: Page) -> None:
    page.goto("/kantor/")
    page.locator("main a[href*='/papan/']").first.click()
    page.locator("#papan .figures").wait_for()


def _open_the_news(page: Page) -> None:
    page.goto("/k/")
    page.locator("a.card.new").first.click()
    page.get_by_role("button", name="Sudah kami terima").wait_for()


def _open_the_record(page: Page) -> None:
    _open_the_news(page)
    page.get_by_role("link", name="Catat penyebaran").click()
    page.get_by_role("button", name="Simpan").wait_for()


PICTURES = (
    Picture("sasaran", "pati.humas", DESK, _choose_an_audience, "#sasaran"),
    Picture("persetujuan", "pati.kabid", DESK, _open_what_waits),
    Picture("papan", "pati.gembong.sekcam", DESK, _open_the_board, "#papan"),
    Picture("kabar", "batang.ngadirejo.kim", PHONE, _open_the_news),
    Picture("catat", "batang.ngadirejo.kim", PHONE, _open_the_record),
)


def main() -> int:
    """Take all pictures or those named; say the size of each."""
    parser = argparse.ArgumentParser(description="Take the handbook's pictures again from a running demo.")
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="the demo (default %(default)s)")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="its data folder, for the password")
    parser.add_argument("names", nargs="*", help="only these, such as papan")
    args = parser.parse_args()
    password = (args.data / "demo-password").read_text().strip()
    wanted = [picture for picture in PICTURES if not args.names or picture.name in args.names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        for picture in wanted:
            target = FOLDER / f"{picture.name}.png"
            target.write_bytes(small(take(browser, picture, args.url, password)))
            print(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1000:.0f} KB")
        browser.close()
    return 0


def take(browser: Browser, picture: Picture, url: str, password: str) -> bytes:
    """The picture as Chromium makes it, the notice of the demonstration included."""
    width, height = picture.size
    page = browser.new_page(
        base_url=url,
        viewport={"width": width, "height": height},
        locale="id-ID",
        timezone_id="Asia/Jakarta",
        reduced_motion="reduce",
    )
    page.set_default_timeout(15_000)
    page.goto("/masuk/")
    page.locator("[name=username]").fill(picture.user)
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(lambda address: "/masuk/" not in address)
    picture.walk(page)
    seen = page.locator(picture.part).screenshot() if picture.part else page.screenshot()
    page.context.close()
    return seen


def small(png: bytes) -> bytes:
    """The same picture in as many colours as 60 KB allow; ``ValueError`` when even few are too many."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in COLOURS:
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_BYTES:
            return out.getvalue()
    raise ValueError(f"more than {MOST_BYTES} bytes in {COLOURS[-1]} colours: show a smaller part")


def _chromium() -> str:
    found = subprocess.run([ROOT / "scripts/find-chromium"], capture_output=True, text=True, check=False)
    if found.returncode:
        sys.exit("No Chromium on this machine: sudo apt-get install chromium")
    return found.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
