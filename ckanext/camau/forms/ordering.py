"""Putting a list into another order by numbers that were typed beside its items. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

_NUMBER: Final = re.compile("[0-9]{1,6}")


def reordered(items: Sequence[str], places: Mapping[str, str]) -> list[str]:
    """Return the items with those moved whose typed place is another than the one they have, counted from 1.

    What is no number moves nothing; a place beyond the end is the end. Items that want one place keep their order.
    """
    now = {item: place for place, item in enumerate(items, 1)}
    typed = {item: int(text) for item, text in places.items() if item in now and _NUMBER.fullmatch(text)}
    wanted = {item: min(max(place, 1), len(items)) for item, place in typed.items() if place != now[item]}
    result = [item for item in items if item not in wanted]
    for item in sorted(wanted, key=lambda one: (wanted[one], -now[one])):
        result.insert(wanted[item] - 1, item)
    return result
