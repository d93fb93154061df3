"""Pictures of HTML pages, taken by a headless browser."""

import shutil
import subprocess
from pathlib import Path

from PIL import Image  # matplotlib brings it

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_WINDOW = "600,4000"
"""In CSS pixels; wider and higher than any page, as the picture is cropped."""
_TIMEOUT_SECONDS = 60


def find_browser() -> str | None:
    """The path of a browser that takes pictures; None if there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def take_picture(browser: str, html: str, folder: Path, path: Path) -> None:
    """Writes the picture of a page, whose ground is transparent, cropped to what is on it; a
    `folder` of its own is used on the way.

    :raises subprocess.SubprocessError: if the browser fails.
    """
    page, shot = folder / "page.html", folder / "shot.png"
    page.write_text(html, "utf-8")
    command = [
        browser,
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-device-scale-factor=2",
        "--default-background-color=00000000",
        f"--user-data-dir={folder / 'browser'}",
        f"--window-size={_WINDOW}",
        f"--screenshot={shot}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, timeout=_TIMEOUT_SECONDS, capture_output=True)
    with Image.open(shot) as image:
        cropped = image.crop(image.getchannel("A").getbbox()).convert("RGB")
    # 256 colours look the same here and take a third of the bytes.
    few = cropped.quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    shot.unlink()
