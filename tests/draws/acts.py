"""A draw as an act: two of the office, a plan's lists, and each step done."""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.draws import queries, rules, service
from app.draws.models import Draw
from app.draws.rules import AT_ONCE, Cap, Enterprise, Inspector, Lists, Source, TaskRow
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


def of_unit(code: str, uscc: str) -> Lists:
    """A small draw of one department: forty enterprises, one of them known to the directory, two of them drawn."""
    roster = [Enterprise(f"91430981MA{n:07d}X", "U", ("T-1",)) for n in range(39)] + [Enterprise(uscc, "U", ("T-1",))]
    staff = [Inspector(f"1809{n:07d}", code) for n in range(4)]
    return Lists(roster, [TaskRow("T-1", (code,), "U", 2, 2)], [Cap("*", 2), Cap(code, 2)], staff, [])


def staged(one: Any, other: Any, own: Lists, now: datetime) -> dict[str, str]:
    """A draw in each state, by its name; `due` waits for its value, `waiting` for a second person to void it."""
    office, at = Office.__new__(Office), now - timedelta(days=2)
    office.one, office.other = one, other
    numbers: dict[str, str] = {}

    def seeded(year: int) -> Draw:
        draw = office.draft(own, year, at=at)
        draw = office.lock(draw, at=at, value_due=at + timedelta(hours=24))
        for who in (one, other):
            office.type(draw, by=who, at=at + timedelta(hours=24))
        return fresh(draw)

    numbers["drawn"] = office.draw(seeded(2030), at=now).number
    numbers["published"] = office.publish(office.draw(seeded(2031), at=now), at=now).number
    numbers["seeded"] = seeded(2029).number
    waiting = seeded(2033)
    office.void(waiting, by=other, at=now)
    void = seeded(2032)
    office.void(void, by=other, at=now)
    office.confirm_void(void, by=one, at=now)
    due = office.lock(office.draft(own, 2028, at=at), at=at, value_due=at + timedelta(hours=24))
    locked = office.lock(office.draft(own, 2027, at=at), at=at, value_due=now + timedelta(days=3))
    numbers |= {"waiting": waiting.number, "void": void.number, "due": due.number, "locked": locked.number}
    return numbers | {"draft": office.draft(own, 2026, at=at).number}
