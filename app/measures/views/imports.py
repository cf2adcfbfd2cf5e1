"""The list of a year as a sheet."""

from collections.abc import Iterator, Sequence

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.accounts.models import User
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, needs
from app.kernel.sheets import Fault, GoodRow
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, offer
from app.kernel.web import downloads
from app.measures import queries, schemas, service
from app.measures.service.listing import differs
from app.measures.views.blueprint import asked_quarter, bp


def _schema(_by: User) -> schemas.MeasureRow:
    return schemas.MeasureRow()


def _doubts(rows: Sequence[GoodRow], _by: User) -> Iterator[tuple[int, Fault]]:
    """Rows that would change a measure of which something was reported already."""
    years = {row.values["year"] for row in rows}
    known, kept = queries.known(years), queries.reported(years)
    for row in rows:
        found = known.get((row.values["year"], row.values["number"]))
        if found is not None and found.id in kept and differs(found, row.values):
            yield row.line, fault(schemas.MeasureRow, Refused("measure_reported", field="number", number=found.number))


@bp.get("/measures/list.xlsx")
@needs(Permission.MEASURE_READ)
def list_xlsx() -> ResponseReturnValue:
    """The list of a year as the sheet that is imported."""
    year = int(request.args["year"]) if request.args.get("year", "").isdecimal() else asked_quarter().year
    rows = (schemas.cells(one) for one in queries.of_year(year))
    return downloads.xlsx(f"measures-{year}", gettext("重点任务清单"), schemas.MeasureRow(), rows)


offer(
    Kind(
        name="measures",
        permission=Permission.MEASURE_MANAGE,
        schema=_schema,
        key=schemas.KEY,
        forecast=service.forecast,
        load=service.load,
        listing="measures.index",
        words=_("重点任务清单"),
        list_words=_("重点任务"),
        note=_("按年度和措施编号更新；报送过进展的措施不能再改。指标写成“平台授信 累计≥12亿元”，用分号隔开。"),
        undo=None,
        doubts=_doubts,
    )
)
