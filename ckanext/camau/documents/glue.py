"""Documents of what the database holds: names of records, addresses, the province's own templates."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from ckan import model

from ckanext.camau import config
from ckanext.camau.catalogue import in_force, public
from ckanext.camau.catalogue.edition_content import EditionContent
from ckanext.camau.documents import annex, cache
from ckanext.camau.documents.library import Library
from ckanext.camau.documents.text import plain
from ckanext.camau.files import names as file_names
from ckanext.camau.schemas.fields import record_schema

MIMETYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

#: Records that were public when the edition was issued, as they were then; what was taken down since stays hidden.
_NAMES_THEN: Final = sa.text(
    f"""SELECT r.record_id, p.content ->> 'title' AS title, p.content ->> 'code' AS code
    FROM camau_record r
    JOIN LATERAL (SELECT kind, version_id FROM camau_event
                  WHERE record_id = r.record_id AND seq <= :until ORDER BY seq DESC LIMIT 1) e ON true
    JOIN camau_version_payload p ON p.version_id = e.version_id
    WHERE r.record_id = ANY(:ids) AND {in_force.PUBLIC}
      AND NOT EXISTS (SELECT 1 FROM camau_event t WHERE t.record_id = r.record_id AND t.kind = 'taken_down')"""  # noqa: S608 - no outside value
)
_LAST_EVENT: Final = sa.text(
    """SELECT max(e.seq) FROM camau_edition_entry en JOIN camau_event e ON e.version_id = en.version_id
    WHERE en.edition_id = :id AND en.kind = 'entry' AND e.kind = 'issued'"""
)


@dataclass(frozen=True)
class File:
    """A document ready to be sent. ``digest`` differs whenever its bytes do."""

    body: bytes
    name: str
    mimetype: str
    digest: str


def library() -> Library:
    """Return the templates: the province's own folder first, if one is configured."""
    return Library(config.document_templates())


def edition_annex(content: EditionContent, format_: annex.Format) -> File:
    """Return the annex of an edition as a file; the same annex is printed once and kept for a day.

    :raises jinja2.TemplateError: a template of the province is wrong
    """
    shelf = library()
    issued = content.state == "issued"
    address = f"{config.public_url()}/{'edition' if issued else 'compose'}/{content.id}"
    built = annex.build(content, names_of(content), address if issued else f"{address}/annex.pdf", shelf)
    digest = digest_of(built, format_, shelf.mark)
    body = cache.kept(digest, lambda: annex.printed(built, format_, shelf))
    number = plain(content.act.number) if content.act and issued else built.draft
    name = " - ".join(text for text in (built.layout.file_name, number) if text)
    return File(body, file_names.safe_file_name(f"{name}.{format_}"), MIMETYPES[format_], digest)


def names_of(content: EditionContent) -> dict[str, str]:
    """Return titles of the records that the entries name: those that the public may know of, and the entries' own."""
    ids = {id_ for e in content.entries if e.content for id_ in record_schema(e.type).named_in(e.content)}
    if content.state == "issued":
        return _names_then(content.id, ids)
    found = in_force.find_many(public.issued_ids(ids))
    own = {e.record_id: _titled(e.title, e.code) for e in content.entries if e.record_id in ids}
    return {**{r.record_id: _titled(r.content.get("title"), r.content.get("code")) for r in found}, **own}


def _names_then(edition_id: str, ids: set[str]) -> dict[str, str]:
    until = model.Session.execute(_LAST_EVENT, {"id": edition_id}).scalar()
    rows = model.Session.execute(_NAMES_THEN, {"ids": list(ids), "until": until or 0}).mappings()
    return {row["record_id"]: _titled(row["title"], row["code"]) for row in rows}


def _titled(title: Any, code: Any) -> str:
    return f"{title} ({code})" if title and code else str(title or code or "")


def digest_of(*what: Any) -> str:
    """Return a mark of what is printed, how and with which templates."""
    return hashlib.sha256(repr(what).encode()).hexdigest()
