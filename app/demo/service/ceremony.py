"""Two draws of this year's plan: one in spring, from lock to publication; one that is locked on the city's day."""

from collections import Counter
from datetime import datetime, timedelta
from functools import partial

from app.demo.service.lives import Step
from app.demo.service.planning import published_at
from app.demo.service.town import Town
from app.draws import queries as draws
from app.draws import service as drawing
from app.draws.models import Draw
from app.draws.rules import AFTER_VISITS, AT_ONCE, Source
from app.kernel import sealing
from app.plans import queries
from app.plans import service as plans

SPRING, AUTUMN = 4, 8
INSPECTORS = "inspectors.csv"
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_DICE = Source("dice", "市政务大厅当众掷 20 枚十面骰", "[0-9]{20}")
_LOTTERY = Source("lottery_kl8", "福彩快乐8，公布时间前最近一期", "([0-9]{2} ){19}[0-9]{2}")
_WITNESSES = ("仲安妮 市人大代表", "岳大川 澄湖市个体劳动者协会")


def ceremony(town: Town) -> tuple[list[Step], dict[str, str]]:
    """The steps of the spring draw, from the day after the plan is published; the draw's number once it is there."""
    shown: dict[str, str] = {}
    begins = published_at(town) + _DAY
    due = begins + _DAY
    acts = (
        (begins, partial(_lock, town, shown, begins, due)),
        (due, partial(_value, town, shown, due)),
        (due + _HOUR, partial(_draw, town, shown, due + _HOUR)),
        (due + 4 * _HOUR, partial(_recuse, town, shown, due + 4 * _HOUR)),
    )
    return [Step(at, (0, place), do) for place, (at, do) in enumerate(acts)], shown


def own_key(key: bytes) -> bytes:
    """The key of the draws' secrets."""
    return sealing.derived_key(key, "draws")


def _drafted(town: Town, *, spring: bool, at: datetime) -> Draw:
    plan = queries.by_year(town.as_of.year)
    tasks = queries.tasks(plan)
    numbers = [task.number for task in tasks if (task.from_month < SPRING if spring else task.from_month >= AUTUMN)]
    return plans.draw_up(plan, numbers or [task.number for task in tasks], by=town.office[0], at=at)


def _lock(town: Town, shown: dict[str, str], at: datetime, due: datetime, key: bytes) -> None:
    draw = _drafted(town, spring=True, at=at)
    own, by = own_key(key), town.office[0]
    drawing.lock(draw, value_due=due, sources=[_DICE], reveal=AT_ONCE, key=own, by=by, at=at)
    shown["draw"] = draw.number


def _value(town: Town, shown: dict[str, str], at: datetime, _key: bytes) -> None:
    dice = town.source("dice")
    value = "".join(str(dice.randrange(10)) for _ in range(20))
    for officer in town.office[:2]:
        drawing.type_value(draws.by_number(shown["draw"]), value, witnesses=_WITNESSES, by=officer, at=at)


def _draw(town: Town, shown: dict[str, str], at: datetime, key: bytes) -> None:
    draw = draws.by_number(shown["draw"])
    drawing.draw(draw, key=own_key(key), by=town.office[0], at=at)
    drawing.publish(draw, key=own_key(key), by=town.office[0], at=at)


def _recuse(town: Town, shown: dict[str, str], at: datetime, key: bytes) -> None:
    """An inspector of the department with the most of them is recused from its first visit."""
    draw = draws.by_number(shown["draw"])
    staff = Counter(
        line.split(",")[1] for line in draws.kept(draw, "inspectors.csv")["inspectors.csv"].decode().split()
    )
    pairs = [(visit, unit) for visit in draws.standing(draw) for unit in visit.inspectors]
    visit, unit = max(pairs, key=lambda pair: staff[pair[1]])
    one, reason = visit.inspectors[unit][0], "直系亲属在该企业任职"
    drawing.recuse(draw, visit.uscc, unit, one, reason=reason, key=own_key(key), by=town.clerks[unit], at=at)


def next_draw(town: Town, *, key: bytes, at: datetime) -> str:
    """The autumn draw, locked: its value comes in three days, its targets are shown after the visits. Its number."""
    draw = _drafted(town, spring=False, at=at)
    own, by, due = own_key(key), town.office[0], at + 3 * _DAY + _HOUR
    drawing.lock(draw, value_due=due, sources=[_DICE, _LOTTERY], reveal=AFTER_VISITS, key=own, by=by, at=at)
    return draw.number
