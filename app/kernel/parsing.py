"""Text from people and programs, parsed once and lent to WTForms and marshmallow. Each returns a value or refuses."""

import re
import unicodedata
from datetime import date, datetime, timedelta

from app.kernel import clock
from app.kernel.errors import Refused

_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$|^(\d{4})(\d{2})(\d{2})$")
_MONTH = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$")
_MOMENT = re.compile(r"^(\d{4}.*?[\d日])\s*[ T日]\s*(\d{1,2})[:时](\d{2})分?$", re.ASCII)
_PHONE = re.compile(r"^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(?:-\d{1,6})?)$", re.ASCII)


def text(value: str) -> str:
    """Clean text: outer blanks cut, line ends unified. Refuses characters that no database stores alike."""
    if "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value):
        raise Refused("text_unstorable")
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def line(value: str) -> str:
    """One line of text: as `text`, with every run of white space made one blank."""
    return re.sub(r"\s+", " ", text(value))


def day(value: str) -> date:
    """A civil day written 2026-09-01, 2026/9/1, 2026.9.1, 2026年9月1日 or 20260901, full-width digits included."""
    match = _DATE.match(unicodedata.normalize("NFKC", value).strip())
    if not match:
        raise Refused("date_malformed")
    year, month, dom = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, dom)
    except ValueError:
        raise Refused("date_impossible") from None


def moment(value: str) -> datetime:
    """An instant written as a day and a time of Asia/Shanghai, to the minute: 2026-09-11 15:30."""
    match = _MOMENT.match(unicodedata.normalize("NFKC", value).strip())
    if not match or int(match[2]) > 23 or int(match[3]) > 59:
        raise Refused("moment_malformed")
    return clock.midnight(day(match[1])) + timedelta(hours=int(match[2]), minutes=int(match[3]))


def day_or_month(value: str) -> str:
    """When something happened, as far as somebody knows it: a day (2026-09-01), a month (2026-08), else their words.

    Refuses a day or a month that no calendar has.
    """
    plain = unicodedata.normalize("NFKC", value).strip()
    if _DATE.match(plain):
        return day(plain).isoformat()
    match = _MONTH.match(plain)
    if not match:
        return line(value)
    year, month = (int(part) for part in match.groups())
    if not 1 <= month <= 12:
        raise Refused("date_impossible")
    return f"{year:04d}-{month:02d}"


def phone(value: str) -> str:
    """A mainland mobile or landline number, blanks and full-width digits forgiven."""
    plain = re.sub(r"[\s－—]", "", unicodedata.normalize("NFKC", value))
    if not _PHONE.match(plain):
        raise Refused("phone_malformed")
    return plain
