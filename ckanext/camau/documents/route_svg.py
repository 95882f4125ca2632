"""A chart of the routes as SVG: states in one column, steps between them, ways back and away as lanes. Pure.

A step to the next state is an arrow down. Every other one leaves its state to the right, beneath its own words, and
follows the lane of its target; so no words and no lane ever lie on each other, whatever the table says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from ckanext.camau.documents.route_chart import Chart, Edge, Names, edges, in_words

_LEFT: Final = 12
_BOX: Final = 268
_LINE: Final = 24
_LETTER: Final = 7.2
_GAP: Final = 26
_LANE: Final = 26
_INK: Final = "#1b2733"
_WAY: Final = "#0b5394"
_FILL: Final = {"issued": "#d9ead3", "returned": "#fff2cc", "discarded": "#eeeeee", "taken_down": "#f4cccc"}
_PLAIN: Final = "#e8f0fa"


@dataclass(frozen=True)
class _Box:
    """A state on the page; ``ways`` are the steps that leave it to the right, ``down`` the one to the next state."""

    state: str
    top: int
    height: int
    ways: tuple[tuple[str, str], ...]
    down: tuple[str, ...]

    @property
    def middle(self) -> int:
        return self.top + self.height // 2


def svg(chart: Chart, title: str, names: Names) -> str:
    """Return a chart as an SVG image with title and description, the latter saying all that the image shows."""
    found = edges(chart, names)
    boxes = _boxes(chart.states, found)
    lanes = _lanes(boxes)
    words = max((len(line) for box in boxes for line in _words(box)), default=0)
    first = round(_LEFT + _BOX + 24 + words * _LETTER)
    width, height = first + _LANE * len(lanes) + _LEFT, boxes[-1].top + boxes[-1].height + _LEFT if boxes else _LEFT
    told = " ".join(in_words(edge, names) for edge in found)
    ids = f"{chart.key}-title", f"{chart.key}-desc"
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ids[0]} {ids[1]}" '
            f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'font-family="sans-serif" font-size="14" fill="{_INK}">'
        ),
        f'<title id="{ids[0]}">{escape(title)}</title>',
        f'<desc id="{ids[1]}">{escape(told)}</desc>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for place, (target, lane) in enumerate(lanes):
        parts += _lane(boxes, target, lane, first + place * _LANE + 8)
    for box in boxes:
        parts += _box(box, names)
    return "\n".join([*parts, "</svg>", ""])


def _boxes(states: Sequence[str], found: Sequence[Edge]) -> list[_Box]:
    boxes: list[_Box] = []
    top = _LEFT
    for state, following in zip(states, [*states[1:], ""], strict=True):
        own = [edge for edge in found if edge.source == state]
        down = tuple(line for edge in own if edge.target == following for line in edge.lines)
        ways = tuple((edge.target, line) for edge in own if edge.target != following for line in edge.lines)
        height = max(40, _LINE * len(ways) + 12)
        boxes.append(_Box(state, top, height, ways, down))
        top += height + _GAP + (_LINE * len(down) if down else 0)
    return boxes


def _words(box: _Box) -> list[str]:
    # What stands beside an arrow down begins in the middle of the box.
    return [*(line for _target, line in box.ways), *(line[: -int(_BOX / 2 / _LETTER)] for line in box.down)]


def _lanes(boxes: Sequence[_Box]) -> list[tuple[str, list[int]]]:
    """Return for each state that is reached by a lane the heights at which steps enter the lane."""
    entries: dict[str, list[int]] = {}
    for box in boxes:
        for number, (target, _line) in enumerate(box.ways):
            entries.setdefault(target, []).append(_exit(box, number))
    return list(entries.items())


def _exit(box: _Box, number: int) -> int:
    return box.top + _LINE * (number + 1)


def _lane(boxes: Sequence[_Box], target: str, entries: Sequence[int], x: int) -> list[str]:
    """Draw the ways into one state: from each entry to the lane, along it, and back to the state at its foot."""
    goal = next(box for box in boxes if box.state == target)
    end = goal.top + goal.height - 6
    edge = _LEFT + _BOX
    heights = [*entries, end]
    drawn = [f'<path d="M{edge} {y}H{x}" fill="none" stroke="{_WAY}"/>' for y in entries]
    drawn.append(f'<path d="M{x} {min(heights)}V{max(heights)}" fill="none" stroke="{_WAY}"/>')
    drawn.append(f'<path d="M{x} {end}H{edge + 8}" fill="none" stroke="{_WAY}" stroke-dasharray="5 3"/>')
    drawn.append(f'<path d="M{edge} {end}l9 -4v8z" fill="{_WAY}"/>')
    return drawn


def _box(box: _Box, names: Names) -> list[str]:
    drawn = [
        (
            f'<rect x="{_LEFT}" y="{box.top}" width="{_BOX}" height="{box.height}" rx="6" '
            f'fill="{_FILL.get(box.state, _PLAIN)}" stroke="{_INK}"/>'
        ),
        (
            f'<text x="{_LEFT + _BOX // 2}" y="{box.middle + 5}" text-anchor="middle" font-weight="bold">'
            f"{escape(names.state(box.state))}</text>"
        ),
    ]
    for number, (_target, line) in enumerate(box.ways):
        drawn.append(f'<text x="{_LEFT + _BOX + 8}" y="{_exit(box, number) - 5}">{escape(line)}</text>')
    if box.down:
        middle, start = _LEFT + _BOX // 2, box.top + box.height
        end = start + _GAP + _LINE * len(box.down)
        drawn.append(f'<path d="M{middle} {start}V{end - 8}" stroke="{_INK}" stroke-width="2"/>')
        drawn.append(f'<path d="M{middle} {end}l-5 -9h10z"/>')
        drawn += [
            f'<text x="{middle + 10}" y="{start + _LINE * (number + 1)}">{escape(line)}</text>'
            for number, line in enumerate(box.down)
        ]
    return drawn
