"""What the story makes public: each Friday the results of the week, then the four channels, then their receipts."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial

from app.demo import queries, rules
from app.demo.rules.scale import SHANGHAI
from app.demo.service.lives import Step
from app.demo.service.story import Story
from app.demo.service.town import Town
from app.demo.service.trips import Fate, Trip
from app.kernel import clock
from app.publication import queries as channels
from app.publication import service as publication
from app.publication.rules import Channel, Purpose

Lines = Callable[[Channel, Sequence[int]], Iterable[str]]
_FRIDAY, _ORDER, _WEEK = 4, 90_000, timedelta(days=7)
_MARKS = {Channel.PROVINCIAL: "SJ", Channel.NATIONAL: "GJ", Channel.CREDIT: "XY", Channel.SUPERVISION: "JG"}


class Publicity:
    """The weeks of publication. `lines` makes the file of an export, as the page does."""

    def __init__(self, town: Town, story: Story, lines: Lines) -> None:
        self.town, self.story, self.lines = town, story, lines
        self.trips: list[Trip] = []

    def begin(self, first: date) -> None:
        """From a day on each Friday is one of publication, until the city's day."""
        on = first + timedelta(days=(_FRIDAY - first.weekday()) % 7)
        while (at := datetime.combine(on, time(16, 10), SHANGHAI)) < rules.nine(self.town.as_of):
            self.story.add([Step(at, (_ORDER, 0), partial(self._publish, at))])
            on += _WEEK

    def _publish(self, at: datetime, _key: bytes) -> None:
        """Every department makes public what it has recorded and does not hold back; the office tells the channels."""
        ready = [one for one in self.trips if one.recorded and not one.public and one.fate is Fate.PUBLIC]
        results = queries.results([trip.visit_id for trip in ready if trip.visit_id])
        for trip, result in zip(ready, results, strict=True):
            trip.public, trip.visit = True, None
            made = publication.publish(result, by=self.town.clerks[trip.unit], at=at)
            self.town.cases["published"] = made.number
        if ready:
            later = at + timedelta(minutes=5)
            self.story.add([Step(later, (_ORDER, 5), partial(self._tell, later))])

    def _tell(self, at: datetime, _key: bytes) -> None:
        """The office exports what waits for each channel; the answers come on Tuesday."""
        by, came = self.town.office[1], at + timedelta(days=4)
        for place, channel in enumerate(Channel):
            records = list(channels.waiting(channel, Purpose.PUBLISH, to=by))
            batch = publication.export(channel, Purpose.PUBLISH, records, self.lines(channel, records), by=by, at=at)
            answer = partial(self._receive, channel, batch.id, came + timedelta(minutes=place))
            if came < rules.nine(self.town.as_of):
                self.story.add([Step(came + timedelta(minutes=place), (_ORDER, place + 1), answer)])

    def _receive(self, channel: Channel, batch_id: int, at: datetime, _key: bytes) -> None:
        """The channel answers with a number of its own for each row, and its own day."""
        by = self.town.office[1]
        numbers = [row.number for row in channels.export(channels.batch_rows(channels.batch(batch_id, to=by)))]
        said = clock.day(at) - timedelta(days=1)
        rows = [
            {
                "number": number,
                "channel": channel,
                "purpose": Purpose.PUBLISH,
                "receipt": f"{_MARKS[channel]}{said:%Y%m%d}{place:05d}",
                "said_on": said,
            }
            for place, number in enumerate(numbers, 1)
        ]
        told = hashlib.sha256("\n".join(f"{row['number']},{row['receipt']}" for row in rows).encode())
        publication.receive(rows, digest=told.hexdigest(), by=by, at=at)
