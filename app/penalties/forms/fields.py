"""Parse rules of the penalty line, and the control for files."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField
from wtforms.validators import StopValidation

from app.kernel import clock, money, parsing
from app.kernel.errors import Refused
from app.kernel.web.forms import limited, sentence
from app.penalties import service

MOST_FILES = 10
MOST_FINES = 20
LINE = limited(parsing.line, most=120)
PROSE = limited(parsing.text, most=4000)


def past_day(value: str) -> date:
    """A civil day that is not to come."""
    found = parsing.day(value)
    if found > clock.today():
        raise Refused("day_to_come")
    return found


def past_moment(value: str) -> datetime:
    """An instant that is not to come."""
    found = parsing.moment(value)
    if found > clock.now():
        raise Refused("decision_to_come")
    return found


def fines(value: str) -> tuple[Decimal, ...]:
    """The fines of one decision, an amount in each line."""
    lines = [line for line in value.splitlines() if line.strip()]
    if len(lines) > MOST_FINES:
        raise Refused("too_long", most=MOST_FINES)
    return tuple(money.amount(line) for line in lines)


class Files(MultipleFileField):
    """Up to ten files, each judged by its content; what passed lies in `uploads`."""

    optional = True

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, **more)
        self.uploads: list[service.Upload] = []

    def pre_validate(self, form: Any) -> None:
        sent = [one for one in self.data or [] if isinstance(one, FileStorage) and one.filename]
        try:
            if len(sent) > MOST_FILES:
                raise Refused("files_too_many", most=MOST_FILES)
            self.uploads = [service.upload(one.filename or "", one.read()) for one in sent]
        except Refused as refused:
            raise StopValidation(sentence(refused)) from refused
