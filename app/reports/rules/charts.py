"""Charts as SVG: bars of shares, months side by side. No style, no script; their numbers stand in a table beside."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from app.reports.rules.blocks import Bar

INK, BLUE, RED, PALE, SPAN = "#1f2937", "#1f5fa8", "#b3261e", "#e5eaf0", "#9db8d9"
WIDTH, NAMES, NUMBERS, ROW, TOP = 640, 176, 150, 26, 6
HIGH, COLUMN, FOOT = 150, 58, 34


def bars(name: str, shares: Sequence[Bar]) -> str:
    """Horizontal bars from nothing to all; a marked one is red, and its number says so too."""
    high = TOP * 2 + ROW * len(shares)
    long = WIDTH - NAMES - NUMBERS
    drawn = [_row(place, one, long) for place, one in enumerate(shares)]
    return _svg(name, WIDTH, high, drawn)


def _row(place: int, one: Bar, long: int) -> str:
    top = TOP + ROW * place
    reach = int((one.share or Fraction()) * long)
    colour = RED if one.marked else BLUE
    return (
        _text(NAMES - 8, top + 17, one.name[:13], "end")
        + f'<rect x="{NAMES}" y="{top + 4}" width="{long}" height="{ROW - 8}" fill="{PALE}"/>'
        + f'<rect x="{NAMES}" y="{top + 4}" width="{reach}" height="{ROW - 8}" fill="{colour}"/>'
        + _text(NAMES + long + 8, top + 17, one.text, "start", colour if one.marked else INK)
    )


class Column(NamedTuple):
    """An upright bar: a name below, a height of at most 1, a number above; where a span is told, its upper end."""

    name: str
    share: Fraction | None
    number: str
    most: Fraction | None = None


def months(name: str, columns: Sequence[Column]) -> str:
    """Upright bars; what a span leaves open is pale."""
    wide = max(320, COLUMN * len(columns) + 2 * TOP)
    drawn = [_column(place, one) for place, one in enumerate(columns)]
    line = f'<line x1="0" y1="{HIGH}" x2="{wide}" y2="{HIGH}" stroke="{INK}" stroke-width="1"/>'
    return _svg(name, wide, HIGH + FOOT, [*drawn, line])


def _column(place: int, one: Column) -> str:
    left = TOP + COLUMN * place
    sure, most = (int((share or Fraction()) * (HIGH - 30)) for share in (one.share, one.most))
    tall = max(sure, most)
    middle = left + COLUMN // 2
    lines = one.name.split("\n")
    below = "".join(_text(middle, HIGH + 14 + 14 * n, line, "middle") for n, line in enumerate(lines))
    bar = "".join(_upright(left + 6, high, colour) for high, colour in ((most, SPAN), (sure, BLUE)))
    return bar + _text(middle, HIGH - tall - 5, one.number, "middle") + below


def _upright(x: int, high: int, colour: str) -> str:
    return f'<rect x="{x}" y="{HIGH - high}" width="{COLUMN - 12}" height="{high}" fill="{colour}"/>'


def _text(x: int, y: int, words: str, anchor: str, colour: str = INK) -> str:
    place = f'x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}" font-size="13"'
    return f'<text {place} font-family="Noto Sans SC, sans-serif">{escape(words)}</text>'


def _svg(name: str, wide: int, high: int, drawn: Sequence[str]) -> str:
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label={quoteattr(name)} {size}>'
    return f"{head}{''.join(drawn)}</svg>"
