"""Results as a sheet. The titles of the sheet are the `data_key`s of `ResultRow`."""

from collections.abc import Iterable, Iterator

from marshmallow import Schema

from app.items import rules as items
from app.kernel import numbering, parsing
from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written, one_of
from app.kernel.web.forms import limited
from app.results.queries import Waiting
from app.results.rules import Kind, Presence

KEY = ("number", "item")
LOCKED = 5


class ResultRow(Schema):
    """What was found of one item of one visit. The first five columns are given; two of them are only to be read."""

    number = Column("检查编号", numbering.parse_number, needed=True)
    firm = Column("经营主体", str, aliases=("企业名称",))
    ended = Column("检查结束", str)
    item = Column("事项编码", items.code, needed=True)
    name = Column("检查事项", str, aliases=("事项名称",))
    kind = Column("检查结果", one_of("result.kind", Kind), needed=True)
    words = Column("发现的问题", limited(parsing.text, most=1000))
    due_on = Column("最晚改正或处理日期", parsing.day, aliases=("最晚日期",))
    present = Column("企业人员", one_of("result.present", Presence), aliases=("在场情况",))
    note = Column("备注", limited(parsing.text, most=500))


def rows(waiting: Iterable[Waiting]) -> Iterator[list[object]]:
    """The rows that are to be filled in: one for each item of each visit."""
    for one in waiting:
        for item in one.visit.items:
            yield [one.visit.number, one.visit.enterprise.name, one.ended_on, item.code, item.name]


def choices() -> dict[int, list[str]]:
    """The words that a cell can be chosen from, by the place of its column."""
    places = list(ResultRow._declared_fields)
    told = {"kind": ("result.kind", Kind), "present": ("result.present", Presence)}
    return {
        places.index(name): [as_written(kind, one.value) for one in values] for name, (kind, values) in told.items()
    }
