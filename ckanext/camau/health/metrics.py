"""The figures for Prometheus, read from the database when they are asked for: every web process shows the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import sqlalchemy as sa
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from ckanext.camau.model.base import engine
from ckanext.camau.reconcile.compare import KINDS

_OUTBOX: Final = sa.text(
    "SELECT count(*) FILTER (WHERE dead_at IS NULL) AS waiting, count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead, "
    "coalesce(extract(epoch FROM now() - min(created) FILTER (WHERE dead_at IS NULL)), 0) AS age "
    "FROM camau_outbox WHERE done_at IS NULL"
)
_RUN: Final = sa.text(
    'SELECT found, "left", error, extract(epoch FROM finished_at) AS at, records FROM camau_reconcile_run '
    "WHERE {which} ORDER BY id DESC LIMIT 1"
)
_REPAIRED: Final = sa.text(
    "SELECT key, sum(value::bigint) FROM camau_audit, jsonb_each_text(detail -> 'repaired') "
    "WHERE subject_id = 'index' AND action = 'reconcile' GROUP BY key"
)
_EDITION: Final = sa.text("SELECT coalesce(max(seq), 0) FROM camau_edition")


class _Figures:
    """What prometheus-client asks for the metrics."""

    def collect(self) -> Iterator[Metric]:
        """Give all metrics."""
        with engine().connect() as connection:
            yield from _outbox(connection.execute(_OUTBOX).one())
            yield from _drift(connection)
            seq = GaugeMetricFamily("camau_last_edition_seq", "Number of the newest issued edition in the ledger")
            seq.add_metric([], connection.scalar(_EDITION) or 0)
            yield seq


def text() -> bytes:
    """Return all metrics in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Figures())  # type: ignore[arg-type] - a collector need not be a subclass
    return generate_latest(registry)


def _outbox(row: Any) -> Iterator[Metric]:
    for name, help_text, value in (
        ("camau_outbox_pending", "Tasks that wait", row.waiting),
        ("camau_outbox_oldest_age_seconds", "Age of the oldest task that waits", row.age),
        ("camau_outbox_dead", "Tasks that were given up", row.dead),
    ):
        yield GaugeMetricFamily(name, help_text, value=float(value))


def _drift(connection: sa.Connection) -> Iterator[Metric]:
    newest = connection.execute(sa.text(str(_RUN).format(which="true"))).first()
    whole = connection.execute(sa.text(str(_RUN).format(which="error IS NULL"))).first()
    yield _by_kind("camau_index_drift", "Records that the last comparison found to differ", newest and newest.found)
    yield _by_kind("camau_index_drift_left", "Records that still differed after its repair", newest and newest.left)
    repaired = CounterMetricFamily(
        "camau_index_drift_repaired", "Records repaired since the beginning", labels=["kind"]
    )
    known = {row[0]: row[1] for row in connection.execute(_REPAIRED)}
    for kind in KINDS:
        repaired.add_metric([kind], float(known.get(kind, 0)))
    yield repaired
    yield GaugeMetricFamily("camau_reconcile_failed", "1 when the last comparison could not be made",
                            value=float(bool(newest and newest.error)))  # fmt: skip
    yield GaugeMetricFamily("camau_reconcile_last_timestamp_seconds", "When the last whole comparison ended",
                            value=float(whole.at) if whole else 0.0)  # fmt: skip
    yield GaugeMetricFamily("camau_reconcile_records", "Records that it compared",
                            value=float(whole.records) if whole else 0.0)  # fmt: skip


def _by_kind(name: str, help_text: str, figures: Any) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=["kind"])
    for kind in KINDS:
        family.add_metric([kind], float((figures or {}).get(kind, 0)))
    return family
