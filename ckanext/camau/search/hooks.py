"""What CKAN calls before it indexes and before it searches, and which facets the search page offers."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any, Final

import ckan.plugins.toolkit as tk

from ckanext.camau.catalogue import public
from ckanext.camau.const import RECORD_TYPES
from ckanext.camau.search import document, query
from ckanext.camau.search.canonical import clean

#: Dynamic string fields refuse terms above 32,766 bytes; CKAN copies every extra into one.
_LONGEST_TERM: Final = 8_000

FACETS: Final = ("dataset_type", "organization", "theme", "res_format")


class SearchHooks:
    """Mixed into the plugin: the methods of IPackageController and IFacets that concern search."""

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        """Add our fields; leave out raw values that the index could not hold."""
        if pkg_dict.get("dataset_type") not in RECORD_TYPES:
            return pkg_dict
        content = json.loads(pkg_dict.get("validated_data_dict") or "{}")
        fields = {key: value for key, value in pkg_dict.items() if _fits(key, value)}
        fields.update(document.extra_fields(content))
        # `owner_org`, `type` and the like stay as CKAN wrote them; the raw JSON of lists would only pollute `text`
        for name in document.REFERENCES:
            fields.pop(name, None)
            fields.pop(f"extras_{name}", None)
        fields.pop("extras_theme", None)
        fields["issued_hash"] = public.issued_hash(str(fields.get("id") or ""))
        return fields

    def before_dataset_search(self, search_params: dict[str, Any]) -> dict[str, Any]:
        """Turn free text into a safe edismax query in canonical spelling; leave queries by field alone."""
        text = str(search_params.get("q") or "").strip()
        if not text or text == "*:*":
            return search_params
        if query.is_fielded(text) or text.startswith("{!"):
            return {**search_params, "q": clean(text)}
        words = query.free_text(text)
        if not words:  # only punctuation was typed: nothing can match it
            return {**search_params, "q": "*:*", "fq": f"{search_params.get('fq') or ''} -index_id:*".strip()}
        return {**search_params, "q": words, "defType": "edismax", "qf": query.QUERY_FIELDS}

    def dataset_facets(self, facets_dict: OrderedDict[str, Any], package_type: str) -> OrderedDict[str, Any]:  # noqa: ARG002
        """Offer type, agency, theme and format, in this order."""
        return facets()

    def organization_facets(
        self,
        facets_dict: OrderedDict[str, Any],  # noqa: ARG002
        organization_type: str,  # noqa: ARG002
        package_type: str | None,  # noqa: ARG002
    ) -> OrderedDict[str, Any]:
        """Offer the same inside one agency."""
        return facets()


def facets() -> OrderedDict[str, Any]:
    """Return the facet fields with their titles in the reader's language."""
    titles = (tk._("Type of record"), tk._("Agency"), tk._("Theme"), tk._("Format"))
    return OrderedDict(zip(FACETS, titles, strict=True))


def _fits(key: str, value: Any) -> bool:
    """Tell whether a value may go into the document under its own name."""
    if key in ("data_dict", "validated_data_dict") or key.startswith(("extras_", "res_")):
        return True
    return not (isinstance(value, str) and key not in ("title", "notes") and len(value) > _LONGEST_TERM)
