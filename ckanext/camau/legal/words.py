"""A legal basis in the reader's language, with names from the register. One request asks the register once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from flask import g, has_request_context
from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.camau.legal import basis, store
from ckanext.camau.legal.seed import Data

_CACHED: Final = "camau_legal_names"


def text(stated: str) -> str:
    """Return a basis such as ``ND47 11(4)(b)`` in words; what is no basis stays as it is."""
    return "; ".join(words for _key, words in _parts(stated))


def links(stated: str) -> Markup:
    """Return a basis in words, each part as a link to its entry if the register has one."""
    return Markup("; ").join(
        Markup('<a href="{}">{}</a>').format(address(key), words) if key else words for key, words in _parts(stated)
    )


def address(key: str) -> str:
    """Return the address of an entry's page."""
    return tk.h.url_for("camau_legal.read", slug=basis.slug(key))


def citation(found: basis.Basis, documents: Mapping[str, Data]) -> str:
    """Return how one place is cited; a document that the register does not have goes by its key."""
    known = documents.get(found.document, {})
    name = known.get(f"citation_{_lang()}") or known.get("citation_vi") or found.document
    return found.said(name, tk._)


def forget() -> None:
    """Let the rest of the request see what was just stored."""
    if has_request_context():
        g.pop(_CACHED, None)


def _lang() -> str:
    return "en" if has_request_context() and tk.h.lang() == "en" else "vi"


def _parts(stated: str) -> Iterator[tuple[str, str]]:
    """Yield the key (empty if the register has no such entry) and the words of each part."""
    try:
        found = basis.parse(stated)
    except basis.BasisError:
        yield "", stated
        return
    documents, provisions = _names()
    for one in found:
        known = one.key in documents or one.key in provisions
        yield one.key if known else "", citation(one, documents)


def _names() -> tuple[Mapping[str, Data], frozenset[str]]:
    if has_request_context() and _CACHED in g:
        return g.get(_CACHED)
    documents = {key: found.data for key, found in store.entries("document").items()}
    names = documents, frozenset(store.entries("provision"))
    if has_request_context():
        setattr(g, _CACHED, names)
    return names
