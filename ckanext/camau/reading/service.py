"""What a description of a service says, whatever it is written in (OpenAPI, Swagger, WSDL)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ckanext.camau.reading.limits import Unreadable
from ckanext.camau.workflow.messages import N_, Message

#: So many bytes of a description are read.
LARGEST: Final = 5 << 20
#: So many references, one leading to the next, are followed inside a file.
DEEPEST: Final = 20

#: So many operations, parameters and types are looked at, repetitions counted.
_MOST: Final = 50_000

_MANY: Final = N_("The description of the service holds too many operations and parameters to be read.")
_LARGE: Final = N_("The description of the service is larger than 5 MB.")


@dataclass(frozen=True)
class ServiceDescription:
    """What a file says of a service; rows carry the names and codes of the data_service schema."""

    title: str
    version: str
    endpoint_url: str
    parameters: tuple[dict[str, str], ...]
    operations: tuple[dict[str, str], ...]


class Effort:
    """What one reading may cost: types that hold themselves several times would unfold without an end."""

    def __init__(self, most: int = _MOST) -> None:
        self._left = most

    def spend(self) -> None:
        """Count one thing looked at.

        :raises Unreadable: it was one too many
        """
        self._left -= 1
        if self._left < 0:
            raise Unreadable(Message(_MANY))


def check_size(content: bytes) -> None:
    """Let a content of a bearable size pass.

    :raises Unreadable: it is larger
    """
    if len(content) > LARGEST:
        raise Unreadable(Message(_LARGE))


def text(value: Any) -> str:
    """Return a value as one line of text, empty for None."""
    return " ".join(str(value).split()) if value is not None else ""
