"""The draws of this year's plan: in spring, in April, each from lock to publication; one locked on the city's day."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

from app.demo import rules
from app.demo.service.lives import Step
from app.demo.service.planning import published_at
from app.demo.service.town import Town
from app.draws import queries as draws
from app.draws import service as drawing
from app.draws.models import Draw
from app.draws.rules import AFTER_VISITS, AT_ONCE, Source
from app.draws.service.locking import SECRET_BYTES
from app.kernel import sealing
from app.plans import queries
from app.plans import service as plans

SPRING, AUTUMN = 4, 8
INSPECTORS = "inspectors.csv"
_DAY, _HOUR, _WHILE = timedelta(days=1), timedelta(hours=1), timedelta(days=14)
_DICE = Source("dice", "市政务大厅当众掷 20 枚十面骰", "[0-9]{20}")
_LOTTERY = Source("lottery_kl8", "福彩快乐8，公布时间前最近一期", "([0-9]{2} ){19}[0-9]{2}")
_WITNESSES = ("仲安妮 市人大代表", "岳大川 澄湖市个体劳动者协会")


class Turn(NamedTuple):
    """A draw of the story: how the city's cases call it, when it begins, and for tasks that begin in which months."""

    name: str
    begins: datetime
    months: range


def turns(town: Town) -> list[Turn]:
    """The draws that are over before the city's day: in spring, two weeks later, in autumn where the year is old."""
    begins = published_at(town) + _DAY
    autumn = begins.replace(month=AUTUMN + 1, day=14)
    told = [
        Turn("draw", begins, range(1, SPRING)),
        Turn("draw_summer", begins + 14 * _DAY, range(SPRING, AUTUMN)),
        Turn("draw_autumn", autumn, range(AUTUMN, 13)),
    ]
    return [one for one in told if one is told[0] or one.begins + _WHILE < rules.nine(town.as_of)]


def ceremony(town: Town, turn: Turn, after: Callable[[Turn, datetime], None]) -> list[Step]:
    """The steps of a draw; its number is among the cases once it is there, `after` is called when all are done."""
    begins, due, place = turn.begins, turn.begins + _DAY, turns(town).index(turn)
    acts: list[tuple[datetime, Callable[[bytes], None]]] = [
        (begins, partial(_lock, town, turn, due)),
        (due, partial(_value, town, turn, due)),
        (due + _HOUR, partial(_draw, town, turn, due + _HOUR)),
    ]
    if turn.name == "draw":
        acts.append((due + 4 * _HOUR, partial(_recuse, town, due + 4 * _HOUR)))
    acts.append((due + 5 * _HOUR, lambda _key: after(turn, due + 5 * _HOUR)))
    return [Step(at, (place, number), do) for number, (at, do) in enumerate(acts)]


def own_key(key: bytes) -> bytes:
    """The key of the draws' secrets."""
    return sealing.derived_key(key, "draws")


def _drafted(town: Town, months: range, at: datetime) -> Draw:
    plan = queries.by_year(town.as_of.year)
    tasks = queries.tasks(plan)
    numbers = [task.number for task in tasks if task.from_month in months]
    return plans.draw_up(plan, numbers or [task.number for task in tasks], by=town.office[0], at=at)


def _secret(town: Town, name: str) -> str:
    """The same for the same seed: so are the draw, its visits and everything after it."""
    return town.source(f"secret:{name}").randbytes(SECRET_BYTES).hex()


def _lock(town: Town, turn: Turn, due: datetime, key: bytes) -> None:
    draw = _drafted(town, turn.months, turn.begins)
    own, by = own_key(key), town.office[0]
    told: dict[str, Any] = {"sources": [_DICE], "reveal": AT_ONCE, "secret": _secret(town, turn.name)}
    drawing.lock(draw, value_due=due, **told, key=own, by=by, at=turn.begins)
    town.cases[turn.name] = draw.number


def _value(town: Town, turn: Turn, at: datetime, _key: bytes) -> None:
    dice = town.source("dice" if turn.name == "draw" else f"dice:{turn.name}")
    value = "".join(str(dice.randrange(10)) for _ in range(20))
    for officer in town.office[:2]:
        drawing.type_value(draws.by_number(town.cases[turn.name]), value, witnesses=_WITNESSES, by=officer, at=at)


def _draw(town: Town, turn: Turn, at: datetime, key: bytes) -> None:
    draw = draws.by_number(town.cases[turn.name])
    drawing.draw(draw, key=own_key(key), by=town.office[0], at=at)
    drawing.publish(draw, key=own_key(key), by=town.office[0], at=at)


def _recuse(town: Town, at: datetime, key: bytes) -> None:
    """An inspector of the department with the most of them is recused from its first visit."""
    draw = draws.by_number(town.cases["draw"])
    staff = Counter(
        line.split(",")[1] for line in draws.kept(draw, "inspectors.csv")["inspectors.csv"].decode().split()
    )
    pairs = [(visit, unit) for visit in draws.standing(draw) for unit in visit.inspectors]
    visit, unit = max(pairs, key=lambda pair: staff[pair[1]])
    one, reason = visit.inspectors[unit][0], "直系亲属在该企业任职"
    drawing.recuse(draw, visit.uscc, unit, one, reason=reason, key=own_key(key), by=town.clerks[unit], at=at)


def next_draw(town: Town, *, key: bytes, at: datetime) -> dict[str, str]:
    """The autumn draw, locked: its value comes in three days, its targets are shown after the visits. Its number.

    Nothing where the year is old, and it was drawn long ago.
    """
    if any(turn.name == "draw_autumn" for turn in turns(town)):
        return {}
    draw = _drafted(town, range(AUTUMN, 13), at)
    own, by, due = own_key(key), town.office[0], at + 3 * _DAY + _HOUR
    told: dict[str, Any] = {"sources": [_DICE, _LOTTERY], "reveal": AFTER_VISITS, "secret": _secret(town, "draw_next")}
    drawing.lock(draw, value_due=due, **told, key=own, by=by, at=at)
    return {"draw_next": draw.number}
