"""Printed documents kept for a day in Redis: printing takes seconds, and anybody may ask again and again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from redis.exceptions import RedisError

from ckan.lib.redis import connect_to_redis

log = logging.getLogger(__name__)

_PREFIX: Final = "camau:document:"
_DAY: Final = 24 * 3600
#: Larger ones are printed again.
_LARGEST: Final = 16 << 20
#: So long one waits for another who prints the same already, in seconds; a lock that outlives its holder ends.
_PATIENCE: Final = 120


def kept(digest: str, render: Callable[[], bytes]) -> bytes:
    """Return a document by its digest, printed now if it is not there. Without Redis it is printed each time."""
    try:
        return _kept(connect_to_redis(), _PREFIX + digest, render)
    except RedisError:
        log.warning("documents: Redis does not answer; printing without it")
        return render()


def _kept(redis: Any, key: str, render: Callable[[], bytes]) -> bytes:
    if found := redis.get(key):
        return found
    if not redis.set(f"{key}:lock", "1", nx=True, ex=_PATIENCE):
        return _awaited(redis, key) or render()
    try:
        body = render()
    finally:
        with suppress(RedisError):
            redis.delete(f"{key}:lock")
    if len(body) <= _LARGEST:
        with suppress(RedisError):
            redis.set(key, body, ex=_DAY)
    return body


def _awaited(redis: Any, key: str) -> bytes | None:
    """Return what another one prints, None when he does not come to an end."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and redis.exists(f"{key}:lock"):
        time.sleep(0.2)
    return redis.get(key)
