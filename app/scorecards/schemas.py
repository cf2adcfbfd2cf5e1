"""A card as a sheet: a department's rank, its exact score, and every criterion's."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from marshmallow import Schema

from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.scorecards.queries import Row


class CardRow(Schema):
    """One criterion of one department."""

    rank = Column("名次", str)
    department = Column("单位", str)
    score = Column("得分", str)
    exact = Column("得分（分数）", str)
    criterion = Column("指标", str)
    weight = Column("权重", str)
    won = Column("得到", str)
    of = Column("总数", str)
    points = Column("该项得分（分数）", str)


def shown(value: Fraction | None) -> str:
    """A fraction with two places, rounded half up for reading only; the exact one stands beside it."""
    if value is None:
        return "--"
    cents = (abs(value) * 200 + 1) // 2
    return f"{'-' if value < 0 and cents else ''}{cents // 100}.{cents % 100:02d}"


def cells(row: Row) -> Iterator[list[Any]]:
    """A department as its rows."""
    head = [
        row.rank or "",
        row.department.name,
        shown(row.now.score),
        "" if row.now.score is None else str(row.now.score),
    ]
    for line in row.now.lines:
        won, of = sum(case.won for case in line.cases), sum(case.of for case in line.cases)
        points = "" if line.points is None else str(line.points)
        yield [*head, as_written("scorecard.criterion", line.criterion), str(line.weight), won, of, points]
