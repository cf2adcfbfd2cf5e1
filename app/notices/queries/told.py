"""Looking at notices: everything starts from the audiences that a user belongs to."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Select, func, select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Missing
from app.kernel.permissions import Role
from app.notices import rules
from app.notices.models import Notice, NoticeRead

Follows = Callable[[User], Collection[str]]
_follows: list[Follows] = []


def follow(numbers: Follows) -> None:
    """Let a slice above say which cases a user follows: who that is for a case, only that slice can tell."""
    _follows.append(numbers)


def told_to(user: User) -> list[str]:
    """Every audience that the user belongs to, the cases that the user follows included."""
    return audiences(user, [number for numbers in _follows for number in numbers(user)])


def audiences(user: User, cases: Collection[str] = ()) -> list[str]:
    """What the user is told: their own, their department's, the office's, and those of the cases they follow."""
    found = [rules.user(user.id), *map(rules.case, cases)]
    if user.role is Role.CLERK and user.department_id:
        found.append(rules.department(user.department_id))
    if user.role is Role.OVERSIGHT:
        found.append(rules.OFFICE)
    if user.role is Role.DISCIPLINE:
        found.append(rules.DISCIPLINE)
    return found


def visible(to: Collection[str]) -> Select[Notice]:
    """The notices of some audiences, newest first; where only days may be known, within a day by kind and number."""
    within = [Notice.kind, Notice.ref] if rules.shows_days_only(to) else [Notice.at.desc()]
    return select(Notice).where(Notice.audience.in_(to)).order_by(Notice.told_on.desc(), *within, Notice.message_id)


def listing(to: Collection[str], user: User, *, unread: bool, page: int, per_page: int) -> tuple[Sequence[Notice], int]:
    """One page of the notices of some audiences, newest first, and how many there are: all, or those not opened."""
    wanted = visible(to)
    if unread:
        wanted = wanted.where(Notice.id.not_in(select(NoticeRead.notice_id).where(NoticeRead.user_id == user.id)))
    total = db.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    return db.session.scalars(wanted.limit(per_page).offset((page - 1) * per_page)).all(), total


def get(message_id: str, to: Collection[str]) -> Notice:
    """One notice of some audiences. Raises `Missing`."""
    found = db.session.scalar(visible(to).where(Notice.message_id == message_id))
    if found is None:
        raise Missing
    return found


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


def was_told(kind: str, ref: str) -> bool:
    """Whether anybody was told this already: what a timer tells, it tells once."""
    return db.session.scalar(select(Notice.id).where(Notice.ref == ref, Notice.kind == kind).limit(1)) is not None


def of_case(number: str) -> Sequence[Notice]:
    """What the complainant of one case was told, newest first."""
    return db.session.scalars(visible([rules.case(number)])).all()
