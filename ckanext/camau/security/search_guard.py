"""``package_search`` between the public and Solr: what may be asked, and what may leave.

The index is a cache that can be ahead of the database, stale or wrong. So every page of results is compared
with the committed ledger, and asked for once more without what had to be dropped: count, facets and paging
stay right. Who asks for private records is answered by permission labels alone.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Final

import requests
from simplejson import JSONDecodeError

import ckan.plugins.toolkit as tk
from ckan.lib.search import SearchError, SearchQueryError, SolrConnectionError

from ckanext.camau.catalogue import public
from ckanext.camau.search.breaker import BREAKER
from ckanext.camau.security import error_pages, visible
from ckanext.camau.security.search_params import BadSearchError, cleaned

log = logging.getLogger(__name__)

#: How far around a page with a ghost others are looked for: the most rows that CKAN gives.
_WIDE: Final = 1_000
_WIDER: Final = ("include_private", "include_drafts", "include_deleted")


@tk.chained_action
@tk.side_effect_free
def package_search(next_action: Callable[..., Any], context: Any, data_dict: dict[str, Any]) -> Any:
    """Search what the caller may see.

    :raises SearchQueryError: a parameter that is not for the public, or one that Solr cannot read
    :raises SolrConnectionError: Solr does not answer; the message holds nothing of Solr
    """
    inside = bool(context.get("ignore_auth"))
    asked, added_id = (data_dict, False) if inside else _asked(context, data_dict)
    if any(tk.asbool(asked.get(key) or False) for key in _WIDER):
        result = _search(next_action, context, asked)
    else:
        result = _issued_only(next_action, context, asked)
    if not inside and not asked.get("fl"):
        result["results"] = [visible.without_staff(package) for package in result["results"]]
    if added_id:
        for row in result["results"]:
            row.pop("id", None)
    return result


def _asked(context: Any, data_dict: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return the cleaned parameters, and whether ``id`` was added to the wanted fields."""
    try:
        asked = cleaned(data_dict, guest=visible.is_guest(context))
    except BadSearchError as error:
        message = tk._("The search parameter {name} is not allowed or cannot be read.")
        raise SearchQueryError(message.format(name=error)) from None
    if not asked.get("fl") or "id" in asked["fl"]:
        return asked, False
    return {**asked, "fl": [*asked["fl"], "id"]}, True


def _issued_only(next_action: Callable[..., Any], context: Any, asked: dict[str, Any]) -> Any:
    """Search; if the ledger does not know a result as public, find all such, and search again without them."""
    result = _search(next_action, context, asked)
    ghosts = _not_issued(result)
    if not ghosts:
        return result
    ghosts |= _not_issued(_search(next_action, context, {**asked, "fl": ["id", "name"], "start": 0, "rows": _WIDE}))
    log.warning("search offered %d records that are not issued; hidden", len(ghosts))
    without = " OR ".join(f'"{record_id}"' for record_id in sorted(ghosts))
    again = {**asked, "fq_list": [*(asked.get("fq_list") or []), f"-id:({without})"]}
    result = _search(next_action, context, again)
    late = _not_issued(result)
    result["results"] = [row for row in result["results"] if _id(row) not in late]
    result["count"] -= len(late)
    return result


def _not_issued(result: dict[str, Any]) -> set[str]:
    ids = {_id(row) for row in result["results"]}
    return ids - public.issued_ids(ids)


def _id(row: dict[str, Any]) -> str:
    """Return the id of a result; a row that does not say which record it is counts as not issued."""
    return str(row.get("id") or "")


def _search(next_action: Callable[..., Any], context: Any, asked: dict[str, Any]) -> Any:
    """Ask Solr; its own words go to the log and nowhere else. One that has just not answered is not asked again."""
    if not BREAKER.lets_through():
        raise _away() from None
    try:
        result = next_action(dict(context), deepcopy(asked))
    except (SolrConnectionError, requests.RequestException, JSONDecodeError) as error:
        # an answer that breaks off, or is no JSON, is none
        log.warning("Solr does not answer: %s", error)
        BREAKER.failed()
        raise _away() from None
    except SearchQueryError as error:
        log.info("search refused: %s", error)
        BREAKER.answered()
        raise SearchQueryError(tk._("The search cannot be read. Check its parameters.")) from None
    except SearchError as error:
        log.warning("Solr refused a search: %s", error)
        if "HTTP 400" in str(error) or "not supported in param" in str(error):
            BREAKER.answered()
            raise SearchQueryError(tk._("The search cannot be read. Check its parameters.")) from None
        BREAKER.failed()
        raise _away() from None
    BREAKER.answered()
    return result


def _away() -> SolrConnectionError:
    error_pages.solr_is_away()
    return SolrConnectionError(tk._("The search service does not answer. Try again later."))
