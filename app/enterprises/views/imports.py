"""What the directory takes as sheets."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from app.enterprises import schemas, service
from app.kernel.permissions import Actor, Permission
from app.kernel.sheets.kinds import Kind, Rows, offer


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
    )
)
