"""The columns of the lists as they leave the service. Their titles are the `data_key`s."""

from typing import Any

from marshmallow import Schema

from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.kernel.web.pages import instant
from app.penalties.queries import Figures, Finding, Row


class FilingRow(Schema):
    """A filing with its decision."""

    number = Column("编号", str)
    department = Column("办案单位", str)
    party_code = Column("统一社会信用代码", str)
    party_name = Column("当事人", str)
    case_no = Column("案号", str)
    matter = Column("案由", str)
    filed_at = Column("报备时间", str)
    fine = Column("拟罚款（元）", str)
    total = Column("同案合计（元）", str)
    kinds = Column("其他重大处罚", str)
    reasons = Column("报备理由", str)
    state = Column("状态", str)
    reviewed_on = Column("法制审核日期", str)
    document_no = Column("决定书文号", str)
    decided_at = Column("决定时间", str)
    decided = Column("决定罚款（元）", str)
    published_on = Column("公开日期", str)
    findings = Column("问题", str)


class FigureRow(Schema):
    """The public figures of one department."""

    department = Column("办案单位", str)
    filed = Column("报备件数", str)
    due = Column("应当报备", str)
    decided = Column("已作决定", str)
    published = Column("已公开", str)
    reversed = Column("被变更或撤销", str)
    fine = Column("已公开的罚款（元）", str)
    filed_late = Column("先处罚后报备", str)
    split = Column("拆分处罚", str)
    decided_unanswered = Column("未答复询问即作决定", str)
    published_late = Column("逾期公开", str)
    taken_down_late = Column("逾期撤下", str)


def cells(row: Row, findings: list[Finding]) -> list[Any]:
    """A filing as a row of the sheet; amounts as text, to the cent."""
    filing, made = row.filing, row.decision
    return [
        filing.number,
        filing.department.name,
        filing.party_code,
        filing.party_name,
        filing.case_no,
        filing.matter,
        instant(filing.filed_at),
        f"{filing.fine:.2f}",
        f"{filing.total:.2f}",
        "、".join(filing.kinds),
        "、".join(as_written("penalty.reason", reason) for reason in filing.reasons),
        as_written("penalty.state", filing.state),
        filing.reviewed_on or "",
        made.document_no if made else "",
        instant(made.decided_at) if made else "",
        f"{made.fine:.2f}" if made else "",
        (made.published_on if made else None) or "",
        "、".join(as_written("penalty.finding", finding) for finding in findings),
    ]


def figure_cells(name: str, own: Figures) -> list[Any]:
    """The figures of a group as a row of the sheet."""
    counts = [own.filed, own.due, own.decided, own.published, own.reversed]
    return [name, *counts, f"{own.fine:.2f}", *(own.found[kind] for kind in Finding)]
