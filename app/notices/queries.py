"""Looking at notices: everything starts from the audiences that a user belongs to."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.permissions import Role
from app.notices import rules
from app.notices.models import Notice, NoticeRead


def audiences(user: User, cases: Collection[str] = ()) -> list[str]:
    """What the user is told: their own, their department's, the office's, and those of the cases they follow."""
    found = [rules.user(user.id), *map(rules.case, cases)]
    if user.role is Role.CLERK and user.department_id:
        found.append(rules.department(user.department_id))
    if user.role is Role.OVERSIGHT:
        found.append(rules.OFFICE)
    return found


def visible(to: Collection[str]) -> Select[Notice]:
    """The notices of some audiences, newest first."""
    return select(Notice).where(Notice.audience.in_(to)).order_by(Notice.at.desc(), Notice.message_id)


def unread_count(to: Collection[str], user: User) -> int:
    """How many of these the user has not opened."""
    opened = select(NoticeRead.notice_id).where(NoticeRead.user_id == user.id)
    counted = select(func.count()).select_from(Notice).where(Notice.audience.in_(to), Notice.id.not_in(opened))
    return db.session.scalar(counted) or 0


def opened(notices: Collection[Notice], user: User) -> set[int]:
    """Which of these the user has opened, by id."""
    ids = [notice.id for notice in notices]
    asked = select(NoticeRead.notice_id).where(NoticeRead.user_id == user.id, NoticeRead.notice_id.in_(ids))
    return set(db.session.scalars(asked))


def of_case(number: str) -> Sequence[Notice]:
    """What the complainant of one case was told, newest first."""
    return db.session.scalars(visible([rules.case(number)])).all()
