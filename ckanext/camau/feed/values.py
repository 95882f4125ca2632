"""What people typed, turned into IRIs and typed literals, or left out. Pure; nothing is invented here."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from ckanext.camau.dates import ZONE
from ckanext.camau.feed import nodes, vocabulary
from ckanext.camau.feed.nodes import Iri, Literal

_COUNTRY: Final = "+84"
_LONGEST_EXTENSION: Final = 6

_SCHEMES: Final = frozenset({"http", "https", "ftp"})
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SEVERAL: Final = re.compile(r"://.*\s.*://", re.DOTALL)
_HOST: Final = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*\.?$"
)
_MAIL: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
_MAIN_NUMBER: Final = re.compile(r"\+?[\d\s().\-]+")
_MEDIA_TYPE: Final = re.compile(r"([a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*)", re.IGNORECASE)
_LANGUAGES: Final = {"vi": vocabulary.VIETNAMESE, "en": vocabulary.ENGLISH}


def address(text: str) -> Iri | None:
    """Return an address as an IRI, encoding what is merely unencoded; None when it is not one address.

    Two addresses in one field, a missing scheme and a scheme that a browser could run are not repaired:
    a guess would lead a harvester somewhere else. A password in an address never leaves.
    """
    text = text.strip()
    if _SEVERAL.search(text):
        return None
    try:
        parts = urlsplit(text)
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _SCHEMES or not host or "@" in parts.netloc:
        return None
    place = f"{host}:{port}" if port else host
    path, query, fragment = (_encode(part, "/:@") for part in (parts.path, parts.query, parts.fragment))
    return Iri(urlunsplit((parts.scheme.lower(), place, path, query.replace("%3F", "?"), fragment)))


def _host(name: str) -> str:
    """Return a host as DNS has it, ``""`` when it cannot be one."""
    try:
        plain = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return ""
    return plain if _HOST.match(plain) else ""


def _encode(part: str, safe: str) -> str:
    whole = _STRAY_PERCENT.sub("%25", nodes.clean(part))
    return quote(whole, safe=f"{safe}%!$&'()*+,;=-._~")


def mailbox(text: str) -> Iri | None:
    """Return an e-mail address as a ``mailto:`` IRI, None when it is none."""
    bare = re.sub(r"\s*@\s*", "@", re.sub(r"^\s*mailto:", "", text, flags=re.IGNORECASE)).strip()
    return Iri(f"mailto:{quote(bare, safe='@+-._~')}") if _MAIL.match(bare) else None


def telephone(text: str) -> Iri | None:
    """Return a telephone number as a ``tel:`` IRI (RFC 3966), None when no number can be made out.

    Words and a short number after the main one are its extension; a second number is not ours to choose.
    """
    found = _MAIN_NUMBER.match(text.strip())
    main = re.sub(r"[^\d+]", "", found.group()) if found else ""
    number = _COUNTRY + main[1:] if main.startswith("0") else main
    if not found or not re.fullmatch(r"\+?\d{3,15}", number):
        return None
    rest = text.strip()[found.end() :]
    digits = re.findall(r"\d+", rest)
    extension = digits[0] if len(digits) == 1 and len(digits[0]) <= _LONGEST_EXTENSION else ""
    context = "" if number.startswith("+") else f";phone-context={_COUNTRY}"
    return Iri(f"tel:{number}{f';ext={extension}' if extension else ''}{context}")


def moment(when: datetime) -> Literal:
    """Return an instant as ``xsd:dateTime`` with its zone; one without a zone is taken as the province's."""
    local = when.astimezone(ZONE) if when.tzinfo else when.replace(tzinfo=ZONE)
    return nodes.typed(local.isoformat(timespec="seconds"), "dateTime")


def point(text: str) -> Literal | None:
    """Return a year, month, day or instant as exactly what is known of it, None when it is none of them."""
    text = text.strip()
    vietnamese = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    if vietnamese:
        day, month, year = vietnamese.groups()
        text = f"{year}-{month:0>2}-{day:0>2}"
    try:
        if re.fullmatch(r"\d{4}", text):
            return nodes.typed(text, "gYear") if int(text) else None
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return nodes.typed(date.fromisoformat(f"{text}-01").isoformat()[:7], "gYearMonth")
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return nodes.typed(date.fromisoformat(text).isoformat(), "date")
        return moment(datetime.fromisoformat(text)) if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text) else None
    except (ValueError, OverflowError):
        return None


def period(start: str, end: str) -> tuple[Literal | None, Literal | None]:
    """Return both ends of a period, an unknown one as None, both as None when they are reversed."""
    first, last = point(start), point(end)
    if first and last:
        shared = min(len(first.value), len(last.value), 10)
        if first.value[:shared] > last.value[:shared]:
            return None, None
    return first, last


def media_type(text: str) -> str:
    """Return ``type/subtype`` without parameters, ``""`` when it is none."""
    found = _MEDIA_TYPE.match(text.strip())
    return found.group(1).lower() if found else ""


def language_tag(text: str) -> str:
    """Return the language of a locale as a BCP 47 tag (``vi_VN`` gives ``vi``), ``""`` when we know none."""
    primary = re.split(r"[-_]", text.strip())[0].lower()
    return primary if primary in _LANGUAGES else ""


def language(text: str) -> Iri | None:
    """Return a language as an IRI of the EU authority table, None when we know none."""
    return _LANGUAGES.get(language_tag(text))
