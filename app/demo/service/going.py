"""How a visit of the story goes: in at the door, out again, what was found, a paper, a second look."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from app.accounts.models import User
from app.demo import rules
from app.demo.rules.scale import SHANGHAI
from app.demo.service.diary import Diary
from app.demo.service.lives import Step
from app.demo.service.story import Story
from app.demo.service.town import Town
from app.demo.service.trips import Trip
from app.kernel import clock
from app.kernel.db import db
from app.results import queries
from app.results import service as results
from app.results.models import Result
from app.results.rules import Found, Kind, PaperKind
from app.visits import service as visits
from app.visits.models import Visit
from app.workdays import queries as workdays

_Act = Callable[[Trip, Visit, User, datetime], None]
_ORDER, _TERM = 20_000, timedelta(days=20)
_KINDS = {
    Kind.NO_PROBLEM: 80,
    Kind.CORRECTED_ON_SITE: 8,
    Kind.ORDERED_TO_CORRECT: 8,
    Kind.NOT_OPERATING: 2,
    Kind.UNREACHABLE: 2,
}
_WORDS = {
    Kind.NO_PROBLEM: "",
    Kind.CORRECTED_ON_SITE: "通道堆放杂物，当场清理完毕。",
    Kind.ORDERED_TO_CORRECT: "管理台账缺少近两个月的记录，责令限期补齐。",
    Kind.NOT_OPERATING: "检查时已经停业，没有人员和设备。",
    Kind.UNREACHABLE: "按登记的住所没有找到，电话三次无人接听。",
}


class Going:
    """Puts into the story what happens on the day of a visit and after it, as far as the city's day allows."""

    def __init__(self, town: Town, story: Story) -> None:
        self.town, self.story = town, story
        self.random = town.source("doors")
        self.diary = Diary(workdays.calendar(), town.as_of, self.random)

    def go(self, trip: Trip) -> None:
        """The visit of a trip has its pass: in on its day, out again, and soon after its result."""
        morning = datetime.combine(trip.on, time(8, 40), SHANGHAI)
        came = morning + timedelta(minutes=self.random.randrange(420))
        left = came + timedelta(minutes=self.random.randrange(25, 110))
        self._plan(trip, 0, came, self._enter)
        self._plan(trip, 1, left, self._leave)
        if not trip.waits:
            self._plan(trip, 2, self.diary.after(left, 0, 2), self._record)

    def _plan(self, trip: Trip, place: int, at: datetime, act: _Act) -> None:
        if at < rules.nine(self.town.as_of):
            self.story.add([Step(at, (_ORDER + (trip.visit_id or 0), place), partial(self._do, act, trip, at))])

    def _do(self, act: _Act, trip: Trip, at: datetime, _key: bytes) -> None:
        trip.visit = db.session.get_one(Visit, trip.visit_id)
        act(trip, trip.visit, self.town.clerks[trip.unit], at)

    def _enter(self, trip: Trip, visit: Visit, by: User, at: datetime) -> None:
        visits.check_in(visit, scanned=trip.firm, by=by, at=at)

    def _leave(self, _trip: Trip, visit: Visit, by: User, at: datetime) -> None:
        visits.check_out(visit, by=by, at=at)

    def _record(self, trip: Trip, visit: Visit, by: User, at: datetime) -> None:
        """One thing was found, or nothing; of the other items nothing. What was ordered gets its paper."""
        kind = self.random.choices(list(_KINDS), list(_KINDS.values()))[0]
        due = clock.day(at) + _TERM if kind is Kind.ORDERED_TO_CORRECT else None
        first, *others = visit.items
        plain = kind if kind in {Kind.NOT_OPERATING, Kind.UNREACHABLE} else Kind.NO_PROBLEM
        found = [Found(first.id, kind, _WORDS[kind], due), *(Found(one.id, plain, _WORDS[plain]) for one in others)]
        made = results.record_result(visit, results.Outcome(found), by=by, at=at)
        trip.recorded = True
        if due:
            results.issue(made, PaperKind.ORDER, by=by, at=at)
            self._plan(trip, 3, self.diary.after(at, 5, 12), self._look_again)

    def _look_again(self, _trip: Trip, visit: Visit, by: User, at: datetime) -> None:
        for one in queries.follow_ups(db.session.get_one(Result, visit.id)):
            words = "企业提交了整改照片和补齐的台账，问题已经改正。"
            results.recheck(one, passed=True, words=words, next_due_on=None, by=by, at=at)
