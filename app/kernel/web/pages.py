"""What every template can use: words, dates, money, masks, and the listing of a long list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for
from flask_babel import format_date

from app.kernel import clock, wording
from app.kernel.money import capitals
from app.kernel.permissions import Permission
from app.kernel.web import gate, language

T = TypeVar("T")
PER_PAGE = 50
AT_A_DOOR = 10
LAST_PAGE = 10_000
EMPTY = "--"


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a long list, with the total it is a part of."""

    rows: Sequence[T]
    total: int
    number: int = 1
    per_page: int = PER_PAGE

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.per_page))

    @property
    def first_row(self) -> int:
        return (self.number - 1) * self.per_page + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        return min(self.number * self.per_page, self.total)


def page_number() -> int:
    """The page that the address asks for, bounded; anything unreadable is page 1."""
    asked = request.args.get("page", "1")
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def page_url(number: int) -> str:
    """This address with another page number, filters kept."""
    endpoint, view_args = request.endpoint or "", request.view_args or {}
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
    return f"{url_for(endpoint, **view_args)}?{urlencode([*kept, ('page', str(number))])}"


def instant(value: datetime | None) -> str:
    """2026-09-08 09:12, in Asia/Shanghai."""
    return clock.local(value).strftime("%Y-%m-%d %H:%M") if value else EMPTY


def weekday(value: date) -> str:
    """周五 or Fri."""
    return str(format_date(value, "EEE"))


def money(value: Decimal | None) -> str:
    """¥30,000.00."""
    return f"¥{value:,.2f}" if value is not None else EMPTY


def number(value: int | None) -> str:
    """1,284."""
    return f"{value:,}" if value is not None else EMPTY


def mask_name(value: str) -> str:
    """仲*妮: the first and, from three characters on, the last are shown."""
    return value[:1] + "*" * max(1, len(value) - 2) + (value[-1] if len(value) > 2 else "") if value else EMPTY


def mask_phone(value: str) -> str:
    """186****1402."""
    return f"{value[:3]}****{value[-4:]}" if len(value) >= 8 else "****"


def can(permission: str) -> bool:
    """Whether whoever looks may do this: `can("complaint:accept")`."""
    return gate.allowed(Permission(permission))


def grouped(digits: str) -> str:
    """A hash in groups of eight digits, so that two people can compare it by eye or aloud."""
    return " ".join(digits[place : place + 8] for place in range(0, len(digits), 8))


def init_app(app: Flask) -> None:
    filters: dict[str, Callable[..., str]] = {
        "instant": instant,
        "weekday": weekday,
        "money": money,
        "capitals": capitals,
        "number": number,
        "mask_name": mask_name,
        "mask_phone": mask_phone,
    }
    for name, filtered in filters.items():
        app.add_template_filter(filtered, name)
    app.jinja_env.globals.update(label=wording.label, can=can, page_url=page_url)
    app.context_processor(_common)


def _common() -> dict[str, Any]:
    return {
        "city": current_app.config["BE_CITY"],
        "hotline": current_app.config["BE_HOTLINE"],
        "language": language.select(),
        "elder": language.is_elder(),
        "now": clock.now(),
        "today": clock.today(),
        "role": gate.role(),
    }
