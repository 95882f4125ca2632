"""Names of files and records made safe. Pure: nothing of CKAN, Flask or the disk is needed.

Vietnamese letters take up to three bytes, so every limit here counts bytes of UTF-8, never letters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

#: Longest file name that we keep: ext4 and NTFS stop at 255, what wraps a name needs room.
NAME_BYTES: Final = 200

#: Longest record name that CKAN's validators take.
SLUG_LENGTH: Final = 100

_FALLBACK: Final = "file"

# Letters that no Unicode form decomposes; U+00D0 is what some keyboards give for the Vietnamese letter.
_PLAIN: Final = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_FORBIDDEN: Final = str.maketrans({'"': "'", **dict.fromkeys("<>:|?*/\\", "-")})
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$", re.IGNORECASE)
_DRIVE: Final = re.compile(r"^[a-zA-Z]:[\\/]")
_EXTENSION: Final = re.compile(r"\.[0-9A-Za-z_+~]{1,15}$")


def slugify(text: str, limit: int = SLUG_LENGTH) -> str:
    """Return the address form of a Vietnamese title: ``Đường thủy nội địa`` gives ``duong-thuy-noi-dia``.

    The same letters give the same slug however they are encoded (composed, decomposed, U+00D0 for U+0110).
    It is cut at a word where one ends in the last third. A text without letters or digits gives ``""``.
    """
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.translate(_PLAIN)) if not unicodedata.combining(letter)
    )
    slug = re.sub(r"[^a-z0-9]+", "-", bare.translate(_PLAIN).lower()).strip("-")
    if len(slug) <= limit:
        return slug
    head, dash, _rest = slug[: limit + 1].rpartition("-")
    return head if dash and len(head) > limit * 2 // 3 else slug[:limit].rstrip("-")


def split_extension(name: str) -> tuple[str, str]:
    """Return stem and extension (with its dot, or ``""``) of a name of one part."""
    found = _EXTENSION.search(name)
    return (name[: found.start()], found.group()) if found else (name, "")


def safe_file_name(name: str, limit: int = NAME_BYTES) -> str:
    """Return a name for people and for every file system: NFC, one part, no mark that hides or reorders.

    Too long a name is cut before its extension, never inside a letter; a device name of Windows gets an
    underscore; a name that is nothing but marks becomes ``file``.
    """
    text = _without_hidden(_last_part(unicodedata.normalize("NFC", name)))
    text = re.sub(r"\s+", " ", text.translate(_FORBIDDEN)).rstrip(". ").lstrip()
    stem, extension = split_extension(text)
    stem = stem.strip(" .") or _FALLBACK
    if _DEVICE.match(stem.split(".")[0].rstrip()):
        stem = f"_{stem}"
    return _cut(stem, limit - len(extension.encode())) + extension


def ascii_file_name(name: str) -> str:
    """Return a name of plain letters for addresses and old clients: ``Báo cáo.csv`` gives ``bao-cao.csv``."""
    stem, extension = split_extension(safe_file_name(name))
    return (slugify(stem) or _FALLBACK) + extension.lower()


def content_disposition(name: str) -> str:
    """Return an ``attachment`` header with the plain name and the true one (RFC 6266, RFC 5987)."""
    safe = safe_file_name(name)
    return f"attachment; filename=\"{ascii_file_name(safe)}\"; filename*=UTF-8''{quote(safe, safe='')}"


def _last_part(name: str) -> str:
    """Drop folders of a real path, but keep a slash that belongs to a document number (32/2021/QĐ-UBND)."""
    parts = re.split(r"[\\/]", name)
    is_path = name[:1] in ("/", "\\") or _DRIVE.match(name) or {".", ".."} & set(parts)
    return parts[-1] if is_path else "-".join(part for part in parts if part)


def _without_hidden(text: str) -> str:
    """Drop control, format (bidi, zero width), surrogate and private letters; keep spaces as spaces."""
    spaced = re.sub(r"[\t\r\n\u2028\u2029]", " ", text)
    return "".join(letter for letter in spaced if not unicodedata.category(letter).startswith("C"))


def _cut(text: str, limit: int) -> str:
    """Shorten to so many bytes of UTF-8; the text is NFC, so a letter keeps its marks."""
    if len(text.encode()) <= limit:
        return text
    return text.encode()[:limit].decode(errors="ignore").rstrip(" .-") or _FALLBACK
