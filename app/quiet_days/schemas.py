"""The office's list of filings as a sheet."""

from typing import Any

from marshmallow import Schema, fields

from app.kernel import wording
from app.kernel.web.pages import instant
from app.quiet_days.models import QuietDayRequest


class FilingRow(Schema):
    """One filed approval."""

    filing = fields.String(data_key="备案号")
    number = fields.String(data_key="申请编号")
    visit = fields.String(data_key="检查编号")
    department = fields.String(data_key="单位")
    enterprise = fields.String(data_key="经营主体")
    uscc = fields.String(data_key="统一社会信用代码")
    days = fields.String(data_key="批准的宁静日")
    basis = fields.String(data_key="来由")
    leader = fields.String(data_key="分管领导")
    decided_by = fields.String(data_key="批准人")
    decided_at = fields.String(data_key="批准时间")
    conditions = fields.String(data_key="附条件")
    state = fields.String(data_key="状态")


def cells(request: QuietDayRequest) -> list[Any]:
    """The row of one approval."""
    visit = request.visit
    return [
        request.filing,
        request.number,
        visit.number,
        visit.department.name,
        visit.enterprise.name,
        visit.enterprise.uscc,
        "、".join(visit.covered),
        wording.label("visit.basis", visit.basis),
        request.in_place_of.name if request.in_place_of else "",
        request.decided_by.name if request.decided_by else "",
        instant(request.decided_at),
        "、".join(wording.label("quiet.condition", one) for one in request.conditions),
        wording.label("quiet.state", request.state),
    ]
