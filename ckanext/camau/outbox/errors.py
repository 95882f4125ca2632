"""What a handler of the outbox says of a failure."""

from __future__ import annotations


class Unsure(Exception):
    """A handler's failure that leaves open whether the effect took place: a task done once is then given up."""
