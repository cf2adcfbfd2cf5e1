"""What the directory takes as sheets."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from app.enterprises import queries, schemas, service
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.permissions import Actor, Permission
from app.kernel.sheets import Fault, GoodRow
from app.kernel.sheets.columns import fault
from app.kernel.sheets.kinds import Kind, Rows, offer
from app.kernel.sheets.undoing import Undo


def _load(rows: Rows, *, digest: str, refused: int, by: Actor, at: datetime) -> Mapping[str, int]:
    return service.load(rows, digest=digest, refused=refused, by=by, at=at)._asdict()


def _schema(_by: Any) -> schemas.EnterpriseRow:
    return schemas.EnterpriseRow()


offer(
    Kind(
        name="enterprises",
        permission=Permission.ENTERPRISE_IMPORT,
        schema=_schema,
        key=(schemas.KEY,),
        forecast=lambda rows: service.forecast(rows)._asdict(),
        load=_load,
        listing="enterprises.index",
        words=_("经营主体"),
        list_words=_("经营主体名录"),
        note=_("名录里已有的按代码更新，改名的保留曾用名；空格子不改动原来的内容；不删除任何记录。"),
        undo=Undo(service.undo),
    )
)


def _rating_schema(_by: Any) -> schemas.RatingRow:
    return schemas.RatingRow()


def _doubts(rows: Sequence[GoodRow], _by: Any) -> Iterator[tuple[int, Fault]]:
    """Codes that are not in the directory, and days yet to come."""
    today = clock.today()
    for start in range(0, len(rows), service.CHUNK):
        chunk = rows[start : start + service.CHUNK]
        known = queries.by_codes(row.values["uscc"] for row in chunk)
        for row in chunk:
            if row.values["uscc"] not in known:
                yield row.line, fault(schemas.RatingRow, Refused("enterprise_missing", field="uscc"))
            if row.values["rated_on"] > today:
                yield row.line, fault(schemas.RatingRow, Refused("enterprise_rated_in_future", field="rated_on"))


offer(
    Kind(
        name="ratings",
        permission=Permission.ENTERPRISE_EDIT,
        schema=_rating_schema,
        key=("uscc", "rated_on", "rated_by"),
        forecast=service.forecast_ratings,
        load=service.load_ratings,
        listing="enterprises.index",
        words=_("信用和风险评定"),
        list_words=_("经营主体名录"),
        note=_("逐条记入评定历史；名录显示评定日期最近的一次，更早的评定不会盖掉它；不删除任何记录。"),
        undo=Undo(service.undo_ratings),
        doubts=_doubts,
    )
)
