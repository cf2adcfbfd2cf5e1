"""Civil days within a query: the two databases count them differently, so it is said here and nowhere else."""

from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class day_of(FunctionElement[date]):  # noqa: N801
    """The civil day of Asia/Shanghai on which an instant lies, as `clock.day` has it."""

    type = Date()
    inherit_cache = True


class days_between(FunctionElement[int]):  # noqa: N801
    """How many days the first day lies after the second one."""

    type = Integer()
    inherit_cache = True


class iso(FunctionElement[str]):  # noqa: N801
    """A day as it is written, `2026-09-08`."""

    type = String()
    inherit_cache = True


@compiles(day_of)
def _day_of(element: day_of, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST(timezone('Asia/Shanghai', {compiler.process(element.clauses, **more)}) AS DATE)"


@compiles(day_of, "sqlite")
def _day_of_sqlite(element: day_of, compiler: SQLCompiler, **more: Any) -> str:
    return f"date({compiler.process(element.clauses, **more)}, '+8 hours')"


@compiles(days_between)
def _days_between(element: days_between, compiler: SQLCompiler, **more: Any) -> str:
    later, earlier = (compiler.process(part, **more) for part in element.clauses)
    return f"({later} - {earlier})"


@compiles(days_between, "sqlite")
def _days_between_sqlite(element: days_between, compiler: SQLCompiler, **more: Any) -> str:
    later, earlier = (compiler.process(part, **more) for part in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(iso)
def _iso(element: iso, compiler: SQLCompiler, **more: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **more)}, 'YYYY-MM-DD')"


@compiles(iso, "sqlite")
def _iso_sqlite(element: iso, compiler: SQLCompiler, **more: Any) -> str:
    return compiler.process(element.clauses, **more)
