"""What the records of others take as sheets."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.departments import queries as departments
from app.enterprises import queries as enterprises
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission
from app.kernel.sheets import Fault, GoodRow
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, offer
from app.kernel.sheets.undoing import Undo
from app.lookbacks import schemas, service


def _schema(_by: Any) -> schemas.RecordRow:
    return schemas.RecordRow()


def _doubts(rows: Sequence[GoodRow], _by: Any) -> Iterator[tuple[int, Fault]]:
    """Codes that are not in the directory, days yet to come, units whose level nobody knows."""
    today, units = clock.today(), departments.named()
    for start in range(0, len(rows), service.CHUNK):
        chunk = rows[start : start + service.CHUNK]
        known = enterprises.by_codes(row.values["uscc"] for row in chunk)
        for row in chunk:
            wrong = {
                "uscc": row.values["uscc"] not in known and "enterprise_missing",
                "happened_on": row.values["happened_on"] > today and "past_record_in_future",
                "level": service.filled(row.values, units)["level"] is None and "past_record_without_level",
            }
            for name, code in wrong.items():
                if code:
                    yield row.line, fault(schemas.RecordRow, Refused(code, field=name))


offer(
    Kind(
        name="history",
        permission=Permission.HISTORY_MANAGE,
        schema=_schema,
        key=schemas.KEY,
        forecast=service.forecast,
        load=service.load,
        listing="lookbacks.history",
        words=_("往次检查和处罚"),
        list_words=_("往次检查和处罚记录"),
        note=_("同一经营主体、同一天、同一单位的同类记录只记一次；单位在名录里的，条线和层级可以不填。"),
        undo=Undo(service.undo),
        doubts=_doubts,
    )
)
