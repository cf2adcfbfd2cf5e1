"""The light of a measure in a quarter: derived from reports and the calendar each time, stored nowhere."""

from datetime import date, timedelta
from enum import StrEnum


class Light(StrEnum):
    GREEN = "green"
    WAITING = "waiting"
    AMBER = "amber"
    RED = "red"


ORDER = (Light.GREEN, Light.WAITING, Light.AMBER, Light.RED)
"""From good to bad; where several units lead, the worst one shows."""


def light(*, reported_on: date | None, short: bool, due_on: date | None, today: date, soon: int) -> Light:
    """Red: not reported and over. Amber: reported late or with a shortfall, or due within `soon` days. Else green once
    it is reported, waiting before.
    """
    if reported_on is not None:
        late = due_on is not None and reported_on > due_on
        return Light.AMBER if short or late else Light.GREEN
    if due_on is None or today < due_on - timedelta(days=soon):
        return Light.WAITING
    return Light.RED if today > due_on else Light.AMBER
