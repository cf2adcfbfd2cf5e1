"""Every rating that was ever given, kept beside the enterprise, whose columns hold the latest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.enterprises.rules import Aspect
from app.kernel.permissions import Actor

COLUMNS = {Aspect.CREDIT: "credit_grade", Aspect.RISK: "risk_level"}
RATED = frozenset({*COLUMNS.values(), "rated_by", "rated_on"})


def given(values: Mapping[str, Any]) -> dict[Aspect, Any]:
    """What values say of each aspect: a grade or a level; None, where it is named, takes it away."""
    return {aspect: values[column] for aspect, column in COLUMNS.items() if column in values}


def said(values: Mapping[str, Any]) -> dict[Aspect, Any]:
    """What values say of each aspect, those left out that say nothing."""
    return {aspect: value for aspect, value in given(values).items() if value is not None}


def ratings(
    enterprise_id: int, told: Mapping[Aspect, Any], values: Mapping[str, Any], *, batch: str, by: Actor, at: datetime
) -> list[dict[str, Any]]:
    """The rows of `enterprise_ratings` for what is told; `values` tell by whom and on which day."""
    origin = {"source": values["rated_by"], "rated_on": values["rated_on"], "entered_at": at, "actor": by.actor}
    return [
        {"enterprise_id": enterprise_id, "aspect": aspect, "value": value and str(value), "batch": batch, **origin}
        for aspect, value in told.items()
    ]
