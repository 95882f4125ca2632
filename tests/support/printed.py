"""Reading back what was printed: PDF by poppler, Word files by LibreOffice, workbooks by openpyxl."""

from __future__ import annotations

import io
import os
import re
import subprocess
import unicodedata
from pathlib import Path

from pypdf import PdfReader

SOFFICE = ("soffice", "--headless", "--norestore", "--convert-to", "pdf", "--outdir")
A4_LANDSCAPE = (842, 595)


def pages_of(body: bytes) -> list[str]:
    """The text of each page in the order in which it was set."""
    found = subprocess.run(("pdftotext", "-raw", "-", "-"), input=body, capture_output=True, check=True)
    return found.stdout.decode().split("\f")[:-1]


def sizes_of(body: bytes) -> set[tuple[int, int]]:
    """The sizes of all pages in points."""
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(body)).pages]
    return {(round(box.width), round(box.height)) for box in boxes}


def fonts_of(body: bytes) -> list[list[str]]:
    """Name, whether embedded, whether mapped to Unicode, of each font."""
    found = subprocess.run(("pdffonts", "-"), input=body, capture_output=True, check=True)
    return [[line.split()[0], *line.split()[-5:-2:2]] for line in found.stdout.decode().splitlines()[2:]]


def as_pdf(body: bytes, folder: Path) -> bytes:
    """A Word file as LibreOffice prints it: a real process with a profile of its own."""
    source = folder / "annex.docx"
    source.write_bytes(body)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    # Nothing from the display, the network or the caller's profile.
    env = {"HOME": str(folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    subprocess.run((*SOFFICE, str(folder), profile, str(source)), check=True, capture_output=True, timeout=180, env=env)
    return source.with_suffix(".pdf").read_bytes()


def squeezed(text: str) -> str:
    """Text without the blanks and ends of lines that only its layout has."""
    return re.sub(r"\s+", "", text)


def missing(texts: list[str], pages: list[str]) -> list[str]:
    """Texts of which a word is not there; short ones must be there as a whole, unbroken by anything else."""
    all_of_it = squeezed("\n".join(pages))
    return [
        text
        for text in texts
        if (len(text) < 400 and squeezed(text) not in all_of_it) or any(word not in all_of_it for word in text.split())
    ]


def is_nfc(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)
