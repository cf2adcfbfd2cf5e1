"""What the channels' receipts take as sheets."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Permission
from app.kernel.sheets import Fault, GoodRow
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, offer
from app.publication import queries, schemas, service
from app.publication.models import Publication
from app.publication.rules import Purpose, Step

_AT_ONCE = 500


def _schema(_by: Any) -> schemas.ReceiptRow:
    return schemas.ReceiptRow()


def _doubts(rows: Sequence[GoodRow], by: Any) -> Iterator[tuple[int, Fault]]:
    """Visits that are not published or not one's own, records that were never exported, days that cannot be."""
    for start in range(0, len(rows), _AT_ONCE):
        chunk = rows[start : start + _AT_ONCE]
        known = queries.by_numbers({row.values["number"] for row in chunk}, to=by)
        for row in chunk:
            wrong = _wrong(known.get(row.values["number"]), row.values)
            if wrong is not None:
                yield row.line, fault(schemas.ReceiptRow, wrong)


def _wrong(found: Publication | None, row: Any) -> Refused | None:
    if found is None:
        return Refused("publication_missing", field="number")
    record = queries.records(found).get((row["channel"], row.get("purpose") or Purpose.PUBLISH))
    if record is None or record[1] is Step.WAITING:
        return Refused("receipt_unasked", field="channel")
    if not found.ended_on <= row["said_on"] <= clock.today():
        return Refused("receipt_day_odd", field="said_on")
    return None


def _whole(rows: Any) -> list[dict[str, Any]]:
    return [{**row, "purpose": row.get("purpose") or Purpose.PUBLISH} for row in rows]


def _load(rows: Any, *, digest: str, refused: int, by: Any, at: Any) -> Any:
    return service.receive(_whole(rows), digest=digest, refused=refused, by=by, at=at)


def _forecast(rows: Any) -> Any:
    return service.forecast(_whole(rows))


offer(
    Kind(
        name="receipts",
        permission=Permission.PUBLICATION_EXPORT,
        schema=_schema,
        key=schemas.KEY,
        forecast=_forecast,
        load=_load,
        listing="publication.queue",
        words=_("公示回执"),
        list_words=_("公示管理"),
        note=_("一行一个平台的一份回执；用途不填就是公示。按导入的日期计算是否按时，平台日期照实保存。"),
        undo=None,
        doubts=_doubts,
    )
)
