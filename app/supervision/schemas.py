"""The columns of the register of orders. Their titles are the `data_key`s."""

from typing import Any

from marshmallow import Schema

from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.kernel.web.pages import instant
from app.supervision.models import Order


class OrderRow(Schema):
    """One order."""

    number = Column("编号", str)
    kind = Column("种类", str)
    department = Column("发往单位", str)
    title = Column("标题", str)
    state = Column("状态", str)
    issued_at = Column("签发时间", str)
    received_at = Column("签收时间", str)
    answered_at = Column("答复时间", str)


def cells(order: Order) -> list[Any]:
    """An order as a row of the sheet."""
    words = [as_written("supervision.kind", order.kind), order.department.name, order.title]
    times = [instant(at) if at else "" for at in (order.issued_at, order.received_at, order.answered_at)]
    return [order.number, *words, as_written("supervision.state", order.state), *times]
