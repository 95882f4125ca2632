"""Time limits inside PostgreSQL, set on every connection of a process that serves the public."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

from ckanext.camau import config

#: A request may read a large upload inside its transaction; one that was forgotten must not hold locks for ever.
_IDLE_IN_TRANSACTION: Final = "15min"


def install(engine: sa.Engine) -> None:
    """Limit what one statement and the wait for a lock may take; may be called again."""
    if not event.contains(engine, "connect", _limited):
        event.listen(engine, "connect", _limited)


def _limited(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false), "
            "set_config('idle_in_transaction_session_timeout', %s, false)",
            (f"{config.lock_timeout()}s", f"{config.statement_timeout()}s", _IDLE_IN_TRANSACTION),
        )
    connection.commit()
