"""The pages of the catalogue and single records as RDF text."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.camau import config
from ckanext.camau.catalogue import in_force
from ckanext.camau.feed import catalog_node, load, query, render, span
from ckanext.camau.feed.catalog_node import Paging
from ckanext.camau.feed.nodes import Triple
from ckanext.camau.feed.query import Query
from ckanext.camau.feed.record import from_issued
from ckanext.camau.feed.selection import Selection, select
from ckanext.camau.feed.write import FORMATS

_ALL_FORMATS: Final = tuple(FORMATS)


def page(asked: Query) -> str:
    """Return a page of the catalogue; the same text for everybody.

    :raises tk.ValidationError: the page is beyond the last one, or a filter cannot be used
    """
    selected = select(asked, config.feed_page_size())
    world = load.world_of(selected.records)
    triples: list[Triple] = [
        *catalog_node.triples(world, span.of_feed()),
        *catalog_node.members(selected.records, world),
        *catalog_node.paging(paging(asked, selected, config.feed_page_size())),
    ]
    return _written(triples, asked.format)


def representation(id_or_name: str, format_name: str, among: tuple[str, ...] = _ALL_FORMATS) -> str:
    """Return one issued dataset or service.

    :raises tk.ObjectNotFound: not issued, or of a type that the feed does not list
    :raises tk.ValidationError: no such format
    """
    chosen = query.format_of(format_name, among)
    package = model.Package.get(id_or_name)
    issued = in_force.find(package.id) if package else None
    record = from_issued(issued) if issued else None
    if record is None or not render.is_listed(record):
        raise tk.ObjectNotFound(tk._("This record does not exist or is not published."))
    return _written(render.triples(record, load.world_of([record])), chosen)


def paging(asked: Query, selected: Selection, per_page: int) -> Paging:
    """Return the addresses around a page.

    The next one names the last record of this one: what is issued or withdrawn while somebody harvests then
    moves nothing from a page to another. Numbers stay for those who count.
    """
    last = max(1, math.ceil(selected.count / per_page))
    following = {"page": asked.page + 1, "after": selected.records[-1].record_id} if selected.has_next else {}
    own = {"page": asked.page, "after": asked.after}
    return Paging(
        count=selected.count,
        per_page=per_page,
        current=_address(asked, own),
        first=_address(asked, {"page": 1}),
        last=_address(asked, {"page": last}),
        previous=_address(asked, {"page": asked.page - 1}) if asked.page > 1 else "",
        next=_address(asked, following) if following else "",
    )


def _address(asked: Query, where: dict[str, int | str]) -> str:
    since = asked.modified_since.isoformat() if asked.modified_since else ""
    filters = {"modified_since": since, "q": asked.q, "fq": asked.fq}
    parameters = {key: value for key, value in {**filters, **where}.items() if value}
    return f"{config.feed_url(asked.format)}?{urlencode(parameters)}"


def _written(triples: Iterable[Triple], format_name: str) -> str:
    return FORMATS[format_name].write(triples)
