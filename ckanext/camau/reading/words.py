"""The text of documents: DOCX, ODT, PDF, plain text. Each text once, in NFC (FC-76)."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pypdf
from pypdf.errors import PyPdfError

from ckanext.camau.reading import archive, delimited
from ckanext.camau.reading.limits import Limits, TooMuch, Unreadable
from ckanext.camau.workflow.messages import N_, Message

#: Parts of a DOCX that hold text of a person: also what is not printed, such as comments.
_DOCX_PARTS: Final = re.compile(r"word/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml")
_ODT_PARTS: Final = re.compile(r"(?:content|styles)\.xml")
_PPTX_PARTS: Final = re.compile(r"ppt/(?:slides/slide|notesSlides/notesSlide|comments/comment)\w*\.xml")
_PARTS: Final = {"docx": _DOCX_PARTS, "odt": _ODT_PARTS, "pptx": _PPTX_PARTS}

_LOCKED_PDF: Final = Message(
    N_("The PDF document is protected by a password. Save it without one and upload it again.")
)
_BROKEN_PDF: Final = Message(N_("The PDF document is damaged. Make it anew and upload it again."))
_NO_TEXT: Final = Message(N_("The PDF document holds pictures of pages and no text: look through it yourself."))


def of_office(path: Path, kind: str, limits: Limits) -> Iterator[tuple[str, str]]:
    """Yield part and paragraph of a text document; deleted text that is kept in it counts too.

    :raises Unreadable: damaged, or it unpacks to too much; TooMuch: the time is used up
    """
    with archive.opened(path, limits) as opened:
        for name in sorted(opened.namelist()):
            if _PARTS[kind].fullmatch(name):
                yield from (
                    (name.rpartition("/")[2].removesuffix(".xml"), line) for line in _paragraphs(opened, name, limits)
                )


def _paragraphs(opened: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[str]:
    with opened.open(name) as stream:
        for tag, element in archive.elements(stream, limits):
            if tag in {"p", "h"}:
                text = unicodedata.normalize("NFC", "".join(_texts(element))).strip()
                # a text box stands inside a paragraph: it was told already
                element.clear()
                if text:
                    yield from text.splitlines()


def _texts(element: Any) -> Iterator[str]:
    tag = archive.local(element.tag)
    if tag in {"t", "delText"} or element.tag.startswith("{urn:oasis:names:tc:opendocument"):
        yield element.text or ""
    elif tag in {"br", "cr"}:
        yield "\n"
    elif tag in {"tab", "s"}:
        yield " "
    for child in element:
        yield from _texts(child)
        if tag in {"p", "h", "span", "a"}:
            yield (child.tail or "").strip("\n")


def of_pdf(path: Path, limits: Limits) -> Iterator[tuple[str, str]]:
    """Yield page number and line of a PDF document.

    :raises Unreadable: locked, damaged, or pictures only; TooMuch: more pages or time than granted
    """
    seen = False
    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(_LOCKED_PDF)
        pages = len(reader.pages)
        for number in range(min(pages, limits.pages)):
            limits.check_time()
            page = reader.pages[number]
            for line in unicodedata.normalize("NFC", page.extract_text()).splitlines():
                seen = seen or bool(line.strip())
                yield str(number + 1), line
            seen = seen or not page.images
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise Unreadable(_BROKEN_PDF) from error
    if pages > limits.pages:
        raise TooMuch
    if not seen:
        raise Unreadable(_NO_TEXT)


def of_text(path: Path) -> Iterator[str]:
    """Yield the lines of a text file; endless lines come in pieces."""
    with delimited.opened(path) as stream:
        while line := stream.readline(1 << 16):
            yield unicodedata.normalize("NFC", line).rstrip("\r\n")
