"""What anybody sees: closed surveys and their results, with what is hidden and why."""

from collections.abc import Iterator
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.surveys import queries, rules, schemas
from app.surveys.models import Survey
from app.surveys.rules import Level
from app.surveys.views.blueprint import bp


@bp.get("/public/surveys")
@needs(Permission.PUBLIC)
def public_index() -> ResponseReturnValue:
    """The closed surveys."""
    return render_template("surveys/public_index.html", rows=queries.publics())


@bp.get("/public/surveys/<number>")
@needs(Permission.PUBLIC)
def public(number: str) -> ResponseReturnValue:
    """The results of one."""
    survey = queries.public(number)
    told = {"lines": queries.lines(survey), "levels": list(Level), "exact": lambda counts: str(rules.mean(counts))}
    return render_template("surveys/public.html", survey=survey, rate=_rate(survey), **told)


def _rate(survey: Survey) -> str:
    """Ballots ÷ codes, exact; empty where there are too few ballots."""
    return f"{survey.ballots}/{survey.issued}" if survey.issued and survey.ballots >= survey.least else ""


@bp.get("/public/surveys/<number>.csv")
@needs(Permission.PUBLIC)
def public_csv(number: str) -> ResponseReturnValue:
    """The same as CSV with BOM."""
    survey = queries.public(number)
    return downloads.csv(survey.number, schemas.ResultRow(), list(_rows(survey)))


def _rows(survey: Survey) -> Iterator[list[Any]]:
    for line in queries.lines(survey):
        yield from schemas.cells(line)
