"""What everybody may read: the figures by month, their definitions, and the reports that the office made public."""

from fractions import Fraction
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.kernel import clock
from app.kernel.errors import Missing
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.pages import grouped
from app.reports import queries, rules, schemas
from app.reports.models import Report
from app.reports.rules import Atom, Figure, Measure, Paper, Readers, Value
from app.reports.rules.telling import minutes, parts, percent, period, worth
from app.reports.views.blueprint import bp, drawn, file, paper
from app.reports.views.showing import ENDINGS

MONTHS = 12


@bp.get("/public/stats")
@needs(Permission.PUBLIC)
def stats() -> ResponseReturnValue:
    """The public figures of the last twelve months, each with its chart, its table and its definition."""
    figures = [*(_shown(one, [*filter(_late, atoms)]) for one, atoms in _told()), _timed()]
    least = queries.few(clock.now())
    return render_template("reports/stats.html", figures=figures, least=least, releases=queries.releases())


def _told() -> list[tuple[Figure, list[Atom]]]:
    """The public figures of the cases, and the share of forms that were filed."""
    at = clock.now()
    told = queries.atoms(at=at)
    return [*((one, told[one.code]) for one in rules.public()), (rules.form()[0], queries.completion(at=at))]


def _late(one: Atom) -> bool:
    """Whether it reaches into the last twelve months that are over."""
    return one.last >= rules.lately(rules.Kind.MONTHLY, clock.today(), MONTHS)[-1].first


def _shown(one: Figure, atoms: list[Atom]) -> dict[str, Any]:
    rows = [(_name(atom), worth(one, atom.told), parts(atom.told)) for atom in atoms]
    high = max((atom.value.numerator for atom in atoms), default=0)
    columns = [_column(one, atom, high) for atom in atoms]
    chart = Markup(rules.months(one.title, columns)) if columns else ""  # noqa: S704 (escaped where it is made)
    return {"figure": one, "rows": rows[::-1], "chart": chart}


def _timed() -> dict[str, Any]:
    """How long the form took: steps have no height, so that there is no chart."""
    told = queries.minutes(at=clock.now())
    rows = [(_name(atom), minutes(step), "") for atom, step in told if _late(atom)]
    return {"figure": rules.form()[1], "rows": rows[::-1], "chart": ""}


def _name(atom: Atom) -> str:
    first, last = (rules.containing(rules.Kind.MONTHLY, day) for day in (atom.first, atom.last))
    return period(first) if first == last else f"{period(first)}～{period(last)}"


def _short(atom: Atom) -> str:
    first, last = f"{atom.first:%y-%m}", f"{atom.last:%y-%m}"
    return first if first == last else f"{first}\n～{last}"


def _column(one: Figure, atom: Atom, high: int) -> rules.Column:
    return rules.Column(_short(atom), _height(one, atom, high), _number(one, atom.told), atom.told.ceiling)


def _number(one: Figure, told: Value) -> str:
    """What stands above a bar, where a span has no room."""
    return worth(one, told) if told.ceiling is None else f"≥{percent(told.floor or Fraction())}"


def _height(one: Figure, atom: Atom, high: int) -> Fraction | None:
    if one.measure is Measure.SHARE:
        return atom.told.floor
    return Fraction(atom.value.numerator, high) if high else None


@bp.get("/public/stats.csv")
@needs(Permission.PUBLIC)
def stats_csv() -> ResponseReturnValue:
    """Every public figure of every month that is over, with BOM."""
    rows = [*schemas.months(_told()), *schemas.timed(queries.minutes(at=clock.now()))]
    return downloads.csv("stats", schemas.MonthRow(), rows)


@bp.get("/public/definitions")
@needs(Permission.PUBLIC)
def definitions() -> ResponseReturnValue:
    """The table of figures: what each counts, over what, by which clause, and who may read it."""
    number, digest = rules.version()
    told = {"number": number, "digest": grouped(digest)}
    return render_template("reports/definitions.html", figures=[*rules.table().values(), *rules.form()], **told)


def _read(report: Report) -> Paper:
    atoms = queries.atoms(at=clock.now())
    return paper(rules.readable(rules.restored(report.content), Readers.EVERYBODY, atoms), report)


@bp.get("/public/reports/<number>")
@needs(Permission.PUBLIC)
def public_report(number: str) -> ResponseReturnValue:
    """A report that the office made public: figures only."""
    report = queries.released(number)
    return render_template("reports/public.html", report=report, paper=_read(report), drawn=drawn)


@bp.get("/public/reports/<number>/document.<ending>")
@needs(Permission.PUBLIC)
def public_document(number: str, ending: str) -> ResponseReturnValue:
    """The same as PDF, DOCX or XLSX."""
    if ending not in ENDINGS:
        raise Missing("report_missing")
    report = queries.released(number)
    found: ResponseReturnValue = file(_read(report), report, ending, to="to_everybody")
    return found
