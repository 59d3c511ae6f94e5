"""A page as PDF, printed by the Chromium or Chrome of this machine, where there is one."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from shutil import which

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # a handout is complete in itself: nothing is asked of any host
)


def browser() -> str | None:
    """The program that can print: Chromium, Chrome or Edge. None if this machine has none of them."""
    return next(filter(None, map(which, (*NAMES, *PLACES))), None)


def print_pdf(page: str, program: str) -> bytes:
    """The PDF of an HTML page. Raises RuntimeError with what the browser said if it printed nothing."""
    with tempfile.TemporaryDirectory() as folder:
        html, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        html.write_text(page, encoding="utf-8")
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        own = [f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", html.as_uri()]
        done = subprocess.run([program, *FLAGS, *root, *own], capture_output=True, text=True, timeout=120)
        if not pdf.exists():
            raise RuntimeError(f"{program} printed nothing: {done.stderr.strip()[-300:]}")
        return pdf.read_bytes()
