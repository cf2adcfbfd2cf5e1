"""A draw as an act: two of the office, a plan's lists, and each step done."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.draws import queries, rules, service
from app.draws.models import Draw
from app.draws.rules import AT_ONCE, Lists, Source
from app.kernel import sealing
from app.kernel.db import db, transaction
from app.kernel.permissions import Role
from config import DEFAULT_SECRET
from tests import make
from tests.draws import made

KEY = sealing.derived_key(sealing.key(DEFAULT_SECRET), "draws")
AT = datetime(2026, 9, 7, 1, 0, tzinfo=UTC)
DUE = AT + timedelta(hours=24)
LATER = DUE + timedelta(hours=1)
DICE = (Source("dice", "市政务大厅当众掷 20 枚十面骰", "[0-9]{20}"),)
WITNESSES = ("张三 市人大代表", "李四 沅江商会")
LISTS = made.lists(600, number=3)


class Office:
    """Two officers with the rulebook and the calendar; each verb with what a test seldom wants otherwise."""

    def __init__(self) -> None:
        make.rulebook()
        make.calendar()
        self.one, self.other = make.user(Role.OVERSIGHT), make.user(Role.OVERSIGHT)

    def draft(self, own: Lists = LISTS, plan_year: int = 2026, **more: Any) -> Draw:
        given = {"by": self.one, "at": AT - timedelta(hours=1), **more}
        with transaction():
            return service.draft(plan_year, rules.write(own), **given)

    def lock(self, draw: Draw, **more: Any) -> Draw:
        given = {"value_due": DUE, "sources": DICE, "reveal": AT_ONCE, "by": self.one, "at": AT, **more}
        with transaction():
            service.lock(draw, key=KEY, **given)
        return fresh(draw)

    def locked(self, own: Lists = LISTS, **more: Any) -> Draw:
        return self.lock(self.draft(own), **more)

    def type(self, draw: Draw, value: str = made.VALUE, **more: Any) -> bool:
        given = {"witnesses": WITNESSES, "by": self.one, "at": DUE, **more}
        with transaction():
            return service.type_value(draw, value, **given)

    def seed(self, draw: Draw, value: str = made.VALUE) -> Draw:
        self.type(draw, value)
        self.type(draw, value, by=self.other)
        return fresh(draw)

    def draw(self, draw: Draw, **more: Any) -> Draw:
        given = {"by": self.one, "at": LATER, **more}
        with transaction():
            service.draw(draw, key=KEY, **given)
        return fresh(draw)

    def drawn(self, own: Lists = LISTS, **more: Any) -> Draw:
        return self.draw(self.seed(self.locked(own, **more)))

    def publish(self, draw: Draw, **more: Any) -> Draw:
        given = {"by": self.one, "at": LATER, **more}
        with transaction():
            service.publish(draw, key=KEY, **given)
        return fresh(draw)

    def void(self, draw: Draw, **more: Any) -> bool:
        given = {"by": self.one, "at": AT, **more}
        with transaction():
            return service.void(draw, "名单有误", key=KEY, **given)

    def confirm_void(self, draw: Draw, **more: Any) -> Draw:
        given = {"by": self.other, "at": LATER, **more}
        with transaction():
            service.confirm_void(draw, key=KEY, **given)
        return fresh(draw)


def fresh(draw: Draw) -> Draw:
    """The draw as it is stored now."""
    number = draw.number
    db.session.rollback()
    db.session.expire_all()
    return queries.by_number(number)


def public(draw: Draw) -> dict[str, bytes]:
    """The files that everybody may see now."""
    return {name: queries.open_file(draw, name) for name in queries.open_names(draw)}
