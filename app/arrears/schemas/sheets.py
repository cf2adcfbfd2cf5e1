"""The columns of the sheet of debtors. Their titles are the `data_key`s."""

from typing import Any

from marshmallow import Schema

from app.arrears.queries import Total
from app.kernel.sheets import Column


class TotalRow(Schema):
    """What one debtor owes in all."""

    name = Column("欠款单位", str)
    cases = Column("件数", str)
    cleared = Column("已清零", str)
    claimed = Column("投诉金额（元）", str)
    owed = Column("核定金额（元）", str)
    counted = Column("已回款（元）", str)
    left = Column("未回款（元）", str)
    oldest = Column("最早到期", str)


def cells(total: Total) -> list[Any]:
    """A debtor as a row of the sheet; amounts as text, to the cent."""
    sums = [f"{amount:.2f}" for amount in (total.claimed, total.owed, total.counted, total.left)]
    return [total.name, total.cases, total.cleared, *sums, total.oldest or ""]
