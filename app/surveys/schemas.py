"""The results of a survey as a sheet: exact counts, the mean as a fraction, and hidden where it is hidden."""

from collections.abc import Iterator
from typing import Any

from marshmallow import Schema

from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.surveys import rules
from app.surveys.queries import Line
from app.surveys.rules import Counts


class ResultRow(Schema):
    """One department, whole or one group of it."""

    department = Column("单位", str)
    group = Column("评议人", str)
    answers = Column("评价数", str)
    very_good = Column("非常满意", str)
    good = Column("满意", str)
    fair = Column("基本满意", str)
    poor = Column("不满意", str)
    very_poor = Column("非常不满意", str)
    mean = Column("平均分", str)


def cells(line: Line) -> Iterator[list[Any]]:
    """A department as its rows: the whole, then its groups where they are shown."""
    yield _row(line, "全部", line.counts)
    for group, counts in (line.groups or {}).items():
        yield _row(line, as_written("survey.group", group), counts)


def _row(line: Line, group: str, counts: Counts | None) -> list[Any]:
    if counts is None:
        return [line.department.name, group, *["不公布"] * 7]
    return [line.department.name, group, sum(counts), *counts, str(rules.mean(counts))]
