"""Days and hours of the story: acts fall on working days in office hours, filings when the enterprises have time."""

from datetime import date, datetime, time, timedelta
from random import Random

from app.demo.rules.scale import SHANGHAI
from app.kernel import clock
from app.workdays.rules import Calendar

_SEASON = (0.7, 0.5, 1.2, 1.0, 1.1, 1.3, 0.9, 1.0, 1.2, 1.0, 1.0, 0.8)
_CLOSES = 18
_WEEKEND = 0.3


class Diary:
    """Instants around the day of the city."""

    def __init__(self, calendar: Calendar, as_of: date, random: Random) -> None:
        self.calendar = calendar
        self.as_of = as_of
        self.random = random

    def before(self, count: int) -> date:
        """The working day that lies `count` working days before the city's day."""
        day = self.as_of
        for _ in range(count):
            day -= timedelta(days=1)
            while not self.calendar.is_working(day):
                day -= timedelta(days=1)
        return day

    def on(self, count: int, hour: str) -> datetime:
        """An hour (`08:35`) of the working day `count` working days before the city's day."""
        return datetime.combine(self.before(count), time.fromisoformat(hour), SHANGHAI)

    def filing(self, opening: date) -> datetime:
        """When a complaint is filed: more in spring and early summer, fewer on weekends, from seven to ten."""
        days = [opening + timedelta(days=n) for n in range(7, (self.as_of - opening).days)]
        weights = [_SEASON[day.month - 1] * (1 if self.calendar.is_working(day) else _WEEKEND) for day in days]
        minute = self.random.randrange(7 * 60, 22 * 60)
        hour = time(minute // 60, minute % 60, self.random.randrange(60))
        return datetime.combine(self.random.choices(days, weights)[0], hour, SHANGHAI)

    def after(self, at: datetime, least: int, most: int) -> datetime:
        """The next act, `least` to `most` working days later; on the same day only while the offices are open."""
        count = self.random.randint(least, most)
        soon = at + timedelta(minutes=self.random.randrange(15, 90), seconds=self.random.randrange(60))
        if count == 0 and soon.hour < _CLOSES and self.calendar.is_working(clock.day(at)):
            return max(soon, datetime.combine(at.date(), time(8, 30), SHANGHAI))
        day = self.calendar.after(clock.day(at), max(1, count))
        return datetime.combine(day, self._office_hour(), SHANGHAI)

    def _office_hour(self) -> time:
        minute = self.random.randrange(8 * 60 + 30, 17 * 60 + 30)
        return time(minute // 60, minute % 60, self.random.randrange(60))
