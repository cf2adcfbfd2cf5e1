"""A year's visits: those that the draws send, those that quiet days were approved for, and leads beside them."""

from datetime import datetime

from app.demo import rules
from app.demo.service.going import Going
from app.demo.service.leads import Leads
from app.demo.service.publicity import Publicity
from app.demo.service.story import Story
from app.demo.service.town import Town
from app.demo.service.trips import Trip, hold, last_days
from app.draws import queries as draws
from app.kernel import clock
from app.policy import queries as policy
from app.visits import queries
from app.visits import service as visits
from app.visits.rules import State
from app.workdays import queries as workdays

_RULE, _LEAST = "publish.results", 4


class Rounds:
    """The visits of the story. Of a draw they are known once it has been drawn, of leads once the draws are."""

    def __init__(self, town: Town, size: rules.Size, story: Story, publicity: Publicity) -> None:
        self.town, self.size, self.publicity = town, size, publicity
        self.going = Going(town, story)
        self.leads = Leads(town, self.going)

    @property
    def trips(self) -> list[Trip]:
        """Every visit of the story so far."""
        return self.publicity.trips

    def schedule(self, number: str, at: datetime) -> None:
        """The visits of a draw are made, and go their way; where an earlier draw sent somebody, nobody goes again."""
        draw = draws.by_number(number)
        visits.schedule(draw, by=self.town.office[0], at=at)
        made = [one for one in queries.of_draw(draw) if one.enterprise.uscc not in self.town.visited]
        for one in made:
            self.town.visited.add(one.enterprise.uscc)
            if one.state is State.REGISTERED and one.starts_on < self.town.as_of:
                trip = Trip(one.starts_on, one.department.code, one.enterprise.uscc, visit_id=one.id)
                self.trips.append(trip)
                self.going.go(trip)

    def fill_up(self, at: datetime) -> None:
        """With the draws of the half-year leads are told, up to the number of results that the year has."""
        count = max(_LEAST, self.size.results - len(self.trips))
        self.trips.extend(made := self.leads.follow(count, self.trips, clock.day(at), self.size))
        self.town.visited |= {trip.firm for trip in made}

    def hold(self) -> None:
        """Every visit is told: of which results nothing is public yet is said before the first of them ends."""
        length = int(policy.term(_RULE, self.town.as_of).value)
        last = last_days(self.trips, workdays.calendar(), length)
        hold(self.trips, self.size, last, self.town.as_of)
