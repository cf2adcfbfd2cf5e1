"""What a report is made of: headings, texts, tables, charts."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple


class Cell(NamedTuple):
    """A cell of a table; `figure` and `unit` name the cases behind its number."""

    text: str
    figure: str = ""
    unit: str = ""
    number: bool = False


class Bar(NamedTuple):
    """A bar of a chart: what it is of, how far it reaches (0 to 1, None: nothing to show), and the number beside it."""

    name: str
    share: Fraction | None
    text: str
    marked: bool = False


class Block(NamedTuple):
    """A heading, a text, a table or a chart, by `kind`; `widths` are a table's columns, relative to each other."""

    kind: str
    text: str
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    widths: Sequence[int] = ()
    bars: Sequence[Bar] = ()


class Paper(NamedTuple):
    """A report as it is read."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> list[Block]:
        """Its tables, in order."""
        return [one for one in self.blocks if one.kind == "table"]


def heading(name: str) -> Block:
    """A heading."""
    return Block("heading", name)


def text(words: str) -> Block:
    """A paragraph."""
    return Block("text", words)


def table(name: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int]) -> Block:
    """A table with its caption."""
    return Block("table", name, heads, rows, widths)


def chart(name: str, bars: Sequence[Bar]) -> Block:
    """A chart of shares, which stands beside the table that has its numbers."""
    return Block("chart", name, bars=bars)
