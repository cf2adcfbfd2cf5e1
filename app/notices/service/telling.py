"""Telling: the notice lands with the act that it tells of, or not at all."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.notices.models import Notice, NoticeRead


def tell(audience: str, kind: str, ref: str, *, at: datetime, **facts: str | int) -> Notice:
    """Put one notice into the outbox, in the transaction of the act that it tells of."""
    notice = Notice(
        message_id=uuid4().hex, audience=audience, kind=kind, ref=ref, facts=facts, at=at, told_on=clock.day(at)
    )
    db.session.add(notice)
    return notice


def read(notices: Iterable[Notice], *, by: User, at: datetime) -> None:
    """Remember that a user has opened these notices; those already opened stay as they are."""
    wanted = {notice.id for notice in notices}
    known = set(
        db.session.scalars(
            select(NoticeRead.notice_id).where(NoticeRead.user_id == by.id, NoticeRead.notice_id.in_(wanted))
        )
    )
    db.session.add_all(NoticeRead(notice_id=notice_id, user_id=by.id, at=at) for notice_id in wanted - known)
