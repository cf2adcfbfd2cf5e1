"""Inspectors (执法检查人员): certificates, how one stands on a day, and why somebody cannot be sent."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.kernel.errors import Refused

_CERTIFICATE = re.compile(r"^[0-9A-Z\u4e00-\u9fff][0-9A-Z\u4e00-\u9fff()-]{3,39}$")
YES_WORDS = ("是", "在岗", "在职", "yes", "1")
NO_WORDS = ("否", "离岗", "离职", "no", "0")


class Standing(StrEnum):
    """How a certificate stands on a day; `expiring` is valid, and ends within the days of the rulebook."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    NOT_YET = "not_yet"


class Unfit(StrEnum):
    """Why an inspector cannot be sent."""

    INACTIVE = "inactive"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    OUT_OF_SCOPE = "out_of_scope"
    RECUSED = "recused"


class Card(NamedTuple):
    """What is asked of an inspector. An empty `scope` means every item of the own department."""

    active: bool
    valid_from: date
    valid_until: date
    scope: frozenset[str] = frozenset()


def certificate_no(value: str) -> str:
    """The number of a certificate: letters, digits, Chinese characters, dashes, 4 to 40, upper case, without blanks."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", value)).upper()
    if not _CERTIFICATE.match(plain):
        raise Refused("certificate_malformed", field="certificate_no")
    return plain


def active(value: str) -> bool:
    """Whether somebody still inspects, as the word of a sheet tells it. Refuses an unknown word."""
    plain = value.strip().lower()
    if plain not in (*YES_WORDS, *NO_WORDS):
        raise Refused("inspector_active_unknown", field="active")
    return plain in YES_WORDS


def check_days(valid_from: date, valid_until: date) -> None:
    """A certificate ends on the day on which it begins or later."""
    if valid_until < valid_from:
        raise Refused("certificate_ends_before_it_begins", field="valid_until")


def standing(valid_from: date, valid_until: date, on: date, *, warn_days: int) -> Standing:
    """How a certificate stands on a day; both ends count. With `warn_days` 60 it is expiring 60 days before its end."""
    if on < valid_from:
        return Standing.NOT_YET
    if on > valid_until:
        return Standing.EXPIRED
    return Standing.EXPIRING if valid_until - on <= timedelta(days=warn_days) else Standing.VALID


def unfit(card: Card, *, on: date, items: Collection[str] = (), recused: bool = False) -> tuple[Unfit, ...]:
    """Every reason for which an inspector cannot be sent on a day to look at these items; none means: can be sent."""
    found = {
        Unfit.INACTIVE: not card.active,
        Unfit.EXPIRED: on > card.valid_until,
        Unfit.NOT_YET: on < card.valid_from,
        Unfit.OUT_OF_SCOPE: bool(card.scope) and not set(items) <= card.scope,
        Unfit.RECUSED: recused,
    }
    return tuple(reason for reason, holds in found.items() if holds)
