"""Gates that look at answers which do not go together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ckanext.camau.workflow.messages import N_, Message
from ckanext.camau.workflow.problems import Problem, Subject

#: Codes of administrative units up to 30 June 2025 begin with this.
_FORMER: Final = "old-"


def hosting(subject: Subject) -> Iterator[Problem]:
    """Servers stand in the provincial data centre (D32 7(3)); another place is reported."""
    if subject.content.get("hosting") == "elsewhere":
        yield subject.problem(
            "hosting",
            "hosting",
            Message(
                N_("The servers do not stand in the provincial data centre: this goes into the compliance report.")
            ),
            blocking=False,
        )


def personal_items(subject: Subject) -> Iterator[Problem]:
    """Open data holds no personal information, so an item that does is not open to anybody (ND47 20(1))."""
    for index, item in enumerate(subject.content.get("data_items", ())):
        if item.get("personal_data") == "true" and item.get("open_to"):
            name = item.get("name") or item.get("code") or str(index + 1)
            yield subject.problem(
                "personal_items",
                "data_items",
                Message(N_("Item %(item)s holds personal data and cannot be open data."), {"item": name}),
                path=f"data_items/{index}",
                legal_basis="ND47 20(1)",
            )


def places(subject: Subject) -> Iterator[Problem]:
    """The places are of the set of units that the data uses (R48: data of July 2025 and before); reported."""
    named = subject.content.get("places", ())
    former = [code for code in named if code.startswith(_FORMER)]
    wrong = {"since_2025_07": former, "before_2025_07": [code for code in named if code not in former]}
    if wrong.get(subject.content.get("place_code_set", "")):
        yield subject.problem(
            "places",
            "places",
            Message(N_("The places chosen are not of the set of units that the record names.")),
            blocking=False,
        )
