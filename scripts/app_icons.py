"""Draws the app's icons for the home screen from the logo: ``PYTHONPATH=src:. python -m scripts.app_icons``.

The drum stands on a full ground of paper, inside the circle that every phone leaves of a maskable icon.
"""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "src/kentongan/design/static/design"
PAGE = """<style>*{{margin:0}}
body{{width:{0}px;height:{0}px;background:#f8f5ee;display:grid;place-items:center}}
svg{{width:62%;height:62%}}</style>{1}"""


def draw() -> None:
    """Write icon-192.png and icon-512.png."""
    logo = (FOLDER / "logo.svg").read_text()
    with sync_playwright() as playwright:
        path = os.environ.get("KENTONGAN_CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for side in (192, 512):
            page = browser.new_page(viewport={"width": side, "height": side})
            page.set_content(PAGE.format(side, logo))
            picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
            few = picture.quantize(colors=16, dither=Image.Dither.NONE)
            few.save(FOLDER / f"icon-{side}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    draw()
