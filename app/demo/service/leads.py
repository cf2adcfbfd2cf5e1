"""Beside what was drawn the departments follow leads; on quiet days with the approval of their leader."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import NamedTuple

from app.accounts.models import User
from app.demo import rules
from app.demo.rules.scale import SHANGHAI
from app.demo.service.going import Going
from app.demo.service.lives import Step
from app.demo.service.town import Town
from app.demo.service.trips import TARDY, Fate, Trip
from app.departments import queries as departments
from app.enterprises import queries as enterprises
from app.enterprises.rules import State as Business
from app.inspectors import queries as inspectors
from app.inspectors.models import Inspector
from app.inspectors.rules import unfit
from app.items import queries as items
from app.items.models import Item
from app.kernel import clock
from app.policy import queries as policy
from app.quiet_days import service as quiet_days
from app.visits import queries
from app.visits import service as visits
from app.visits.models import Visit
from app.visits.rules import Basis

_DAY, _WHILE = timedelta(days=1), timedelta(hours=3)
_FIRST_FIRM, _MANY, _NOTICE = 20, 1000, 7
_UNIT, _EIGHTEEN = "YJGL", 18


class Team(NamedTuple):
    """Who follows the leads of a department, and what they look at."""

    item: Item
    people: list[Inspector]


class Leads:
    """The leads of the story. Of each the visit is drafted and registered some days before."""

    def __init__(self, town: Town, going: Going) -> None:
        self.town, self.going = town, going
        self.random = town.source("leads")

    def follow(self, number: int, trips: list[Trip], since: date, size: rules.Size) -> list[Trip]:
        """So many of them after a day, at enterprises to which none of the trips goes.

        Two of them are on quiet days: the first one's result has two working days left, of the second one nothing is
        recorded yet. Some are on the last days, and some of the tardy departments lie long enough ago.
        """
        days, firms, teams = self._days(since), self._firms({trip.firm for trip in trips}), self._teams()
        places = self._places(days, sorted(teams), size)
        made = [
            Trip(self.going.diary.before(_EIGHTEEN), _UNIT, next(firms), name="result_due", fate=Fate.DUE),
            Trip(self.going.diary.before(1), _UNIT, next(firms), name="result_waits", waits=True),
        ]
        for _ in range(number - 1 if days else 0):
            on, unit = next(places)
            made.append(Trip(on, unit, next(firms)))
        for place, trip in enumerate(made):
            at = datetime.combine(self._working(trip.on - 3 * _DAY), time(9, place % 60), SHANGHAI)
            step = partial(self._draft, trip, teams[trip.unit], place, at)
            self.going.story.add([Step(at, (1000, place), step)])
        return made

    def _places(self, days: list[date], units: list[str], size: rules.Size) -> Iterator[tuple[date, str]]:
        """Day and department of one lead after the other."""
        length = int(policy.term("publish.results", self.town.as_of).value)
        open_still = [day for day in days if self.going.diary.calendar.after(day, length) >= self.town.as_of]
        closed = [day for day in days if day not in open_still]
        for place in range(size.due):
            yield self.random.choice(open_still or days), units[place % len(units)]
        for place in range(size.late):
            yield self.random.choice(closed or days), TARDY[place % len(TARDY)]
        for place in count():
            yield self.random.choice(days), units[place % len(units)]

    def _days(self, since: date) -> list[date]:
        later = [since + n * _DAY for n in range(_NOTICE, (self.town.as_of - since).days)]
        free = [day for day in later if policy.quiet_day_number(day) is None]
        return [day for day in free if self.going.diary.calendar.is_working(day)]

    def _working(self, day: date) -> date:
        while not self.going.diary.calendar.is_working(day):
            day -= _DAY
        return day

    def _firms(self, taken: set[str]) -> Iterator[str]:
        codes = [code for code in self.town.firms[_FIRST_FIRM:] if code not in taken]
        for code in self.random.sample(codes, len(codes)):
            if enterprises.by_code(code).state is Business.ACTIVE:
                yield code

    def _teams(self) -> dict[str, Team]:
        """For each department that has items its first one, and its people; two of them never go."""
        found = {}
        for code, unit in self.town.departments.items():
            owned = items.search(items.Filters(department_id=unit.id, complete=True), limit=1)
            people = inspectors.search(inspectors.Filters(department_id=unit.id, active=True), limit=_MANY)
            if owned:
                found[code] = Team(owned[0], list(people)[2:])
        return found

    def _draft(self, trip: Trip, team: Team, place: int, at: datetime, _key: bytes) -> None:
        fit = [one for one in team.people if not unfit(one.card, on=trip.on, items=[team.item.code])]
        wanted = visits.Wanted(
            enterprise=enterprises.by_code(trip.firm),
            days=(trip.on, trip.on),
            basis=self.random.choice((Basis.MONITORING, Basis.TRANSFERRED)),
            basis_ref=f"线索〔{at.year}〕{place + 1}号",
            basis_on=clock.day(at) - _DAY,
            reason=f"{team.item.name}：核查线索。",
            items=[team.item],
            inspectors=self.random.sample(fit, 2),
        )
        by = self.town.clerks[trip.unit]
        made = visits.draft(wanted, by=by, at=at)
        trip.visit_id = made.id
        if trip.name:
            self.town.cases[trip.name] = made.number
        if queries.needed(made):
            self._ask(trip, made, by=by, at=at)
        else:
            visits.register(made, by=by, at=at)
            self.going.go(trip)

    def _ask(self, trip: Trip, visit: Visit, *, by: User, at: datetime) -> None:
        request, later = quiet_days.submit(visit, by=by, at=at), at + _WHILE

        def approve(_key: bytes) -> None:
            leader = departments.leader_on(visit.department_id, clock.day(later))
            if leader is None:
                raise LookupError("a department without a leader in charge")
            quiet_days.approve(request, by=leader, at=later)
            self.going.go(trip)

        self.going.story.add([Step(later, (1000, visit.id), approve)])
