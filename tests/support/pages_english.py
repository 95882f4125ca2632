"""Finds English left on a page: common words, and words of CKAN that its Vietnamese catalogue gets wrong."""

from __future__ import annotations

import re

#: Words that are Vietnamese syllables as well when written without marks (to, no, an, the, on, in, do …) are not here.
_ENGLISH = (
    "the", "and", "of", "with", "from", "this", "that", "there", "are", "was", "were", "has", "have", "been",
    "your", "you", "not", "for", "please", "error", "search", "dataset", "datasets", "resource", "resources",
    "organization", "organizations", "group", "groups", "user", "users", "username", "password", "login",
    "log in", "logout", "register", "submit", "save", "cancel", "delete", "edit", "update", "create", "add",
    "home", "about", "download", "view", "views", "file", "files", "format", "formats", "license", "licenses",
    "tags", "private", "public", "draft", "showing", "results", "found", "page", "next", "previous",
    "order by", "relevance", "filter", "powered by", "ckan", "email", "name", "title", "description", "date",
    "created", "modified", "last", "version", "field", "value", "unknown", "none", "null", "undefined",
    "true", "false", "agency", "agencies", "record", "records", "issued", "service", "database", "rules",
    "account", "profile", "dashboard", "skip", "toggle", "navigation", "breadcrumb", "menu toggle",
    "remember", "forgot", "forgotten", "reset", "internal server", "not found", "forbidden", "unauthorized",
    "bad request", "by", "at", "is", "be", "it", "or",
)  # fmt: skip
#: Words in quotation of file names, codes and addresses.
_TECHNICAL = re.compile(r"\S*[/@.:_]\S*|\b[A-Z]{2,}\b|\bSHA-256\b|Action API")
_WRONG = ("bí mật", "tầm nhìn", "bộ dữ liệu", "thoát", "tiểu sử", "đầu nút")


def english_in(text: str) -> list[str]:
    """Return the English or wrongly translated words in a text that should be Vietnamese."""
    plain = _TECHNICAL.sub(" ", text)
    words = re.findall(rf"(?<!\w)(?:{'|'.join(_ENGLISH)})(?!\w)", plain, re.IGNORECASE)
    lowered = plain.lower().replace("bí mật nhà nước", "")
    return words + [wrong for wrong in _WRONG if re.search(rf"(?<!\w){wrong}(?!\w)", lowered)]
