"""The permission to write controlled packages. Only issuing, withdrawing and taking down hold it.

Two things must agree: an object in CKAN's context that no request can send, and a ContextVar with the ids that
this write may touch. The second survives ``fresh_context``, which drops unknown context keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

_KEY: Final = "camau_permit"
_PERMIT: Final = object()
_ids: ContextVar[frozenset[str]] = ContextVar("camau_permitted_ids", default=frozenset())


@contextmanager
def issuing(ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """Allow writes to these packages within the block; yields what the writer's context must carry."""
    token = _ids.set(frozenset(ids))
    try:
        yield context_key()
    finally:
        _ids.reset(token)


def context_key() -> dict[str, Any]:
    """Return the context entry that marks a write of ours."""
    return {_KEY: _PERMIT}


def permitted(context: Mapping[str, Any], package_id: str | None) -> bool:
    """Tell whether this write to this package is ours.

    The ids decide; the context key is asked for too wherever CKAN has not dropped it on the way.
    """
    if package_id is None or package_id not in _ids.get():
        return False
    return context.get(_KEY, _PERMIT) is _PERMIT
