"""Ballots: each code once, nothing that joins them, results at the end only; on both databases."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from app.kernel.db import db, transaction
from app.kernel.errors import Missing, Refused
from app.ledger.models import Entry
from app.ledger.service import request_id
from app.surveys import queries, service
from app.surveys.models import Code, Reason, Tally
from app.surveys.rules import Group, Level
from app.surveys.service.casting import Answer
from tests.surveys.votes import AT, OVER, Cast

D, E = Group.DEPUTIES, Group.ENTREPRENEURS


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


def test_a_code_counts_once_and_the_same_form_sent_twice_is_one_ballot(cast: Cast) -> None:
    first, unit = cast.codes[D][0], cast.units[0]
    assert cast.cast(first, {unit: Level.GOOD}, mark="a" * 32)
    assert not cast.cast(first, {unit: Level.GOOD}, mark="a" * 32)
    for mark in ("b" * 32, ""):
        with pytest.raises(Refused, match="survey_code_used"):
            cast.cast(first, {unit: Level.POOR}, mark=mark)
    with pytest.raises(Refused, match="survey_code_unknown"):
        cast.cast("2222-2222-2222", {unit: Level.GOOD})
    with pytest.raises(Refused, match="survey_ballot_empty"):
        cast.cast(cast.codes[D][1], {})
    assert queries.progress(cast.survey) == (16, 1, 1)
    assert sum(one.count for one in db.session.scalars(select(Tally))) == 1


def test_nothing_joins_a_ballot_to_its_code(cast: Cast) -> None:
    """No column, no key, no instant, no seal, no order."""
    codes = [cast.codes[D][0], cast.codes[E][0]]
    request_id.set("a" * 32)
    for code, level in zip(codes, (Level.GOOD, Level.VERY_POOR), strict=True):
        cast.cast(code, {cast.units[0]: level}, words="等了很久" if level is Level.VERY_POOR else "")
    kept = {"survey_codes": {"digest", "survey_id", "batch_id", "used_on", "sent"}}
    kept["survey_tallies"] = {"survey_id", "department_id", "group", "level", "count"}
    kept["survey_reasons"] = {"key", "survey_id", "department_id", "group", "level", "words"}
    for table, names in kept.items():
        assert {column["name"] for column in inspect(db.engine).get_columns(table)} == names
    entries = db.session.scalars(select(Entry).where(Entry.verb == "survey:cast")).all()
    assert [(json.loads(one.facts), json.loads(one.rows), one.actor, one.request_id) for one in entries] == [
        ({}, {}, "voter", "")
    ] * 2


def test_what_the_database_remembers_of_its_writes_tells_nothing(cast: Cast) -> None:
    """On PostgreSQL each row names the transaction that wrote it last: all rows of a survey name the same one."""
    if db.engine.dialect.name != "postgresql":
        pytest.skip("only PostgreSQL keeps the transaction beside the row")
    for number in range(3):
        cast.cast(cast.codes[D][number], {cast.units[0]: Level.FAIR}, words="慢")
    for table in ("survey_codes", "survey_tallies", "survey_reasons"):
        assert len(db.session.execute(text(f"SELECT DISTINCT xmin::text FROM {table}")).all()) == 1, table
    order = list(db.session.scalars(text("SELECT key FROM survey_reasons ORDER BY ctid")))
    assert order == sorted(order)


def test_two_ballots_at_once_with_one_code_are_one(postgresql_app: Flask) -> None:
    cast, ends = Cast(), list[str]()
    code, unit, number = cast.codes[D][0], cast.units[0].id, cast.survey.number

    def vote() -> None:
        with postgresql_app.app_context():
            try:
                with transaction():
                    found = queries.by_number(number, lock=True)
                    answers = {unit: Answer(Level.GOOD)}
                    service.cast(found, code, answers, mark="", by=service.VOTER, at=AT)
                ends.append("cast")
            except Refused as refused:
                ends.append(refused.code)

    threads = [threading.Thread(target=vote) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(ends) == ["cast", *["survey_code_used"] * 3]


def test_nobody_sees_results_before_the_end_and_nothing_changes_after(cast: Cast) -> None:
    for code in cast.codes[D][:5]:
        cast.cast(code, {cast.units[0]: Level.GOOD})
    for ask in (queries.lines, queries.reasons):
        with pytest.raises(Refused, match="survey_not_closed"):
            ask(cast.survey)
    with pytest.raises(Missing, match="survey_missing"):
        queries.public(cast.survey.number)
    with pytest.raises(Refused, match="survey_still_open"), transaction():
        service.close(cast.survey, by=cast.officer, at=AT)
    cast.close()
    found = queries.public(cast.survey.number)
    assert (found.ballots, found.issued, found.digest) == (5, 16, queries.frozen(found))
    assert [line.answers for line in queries.lines(found)] == [5, None]
    for act, code in (
        (lambda: service.close(found, by=cast.officer, at=OVER), "survey_closed"),
        (lambda: service.print_codes(found, D, 1, by=cast.officer, at=OVER), "survey_closed"),
        (lambda: service.void(found, 1, by=cast.officer, at=OVER), "survey_batch_gone"),
    ):
        with pytest.raises(Refused, match=code), transaction():
            act()
    with pytest.raises(Refused, match="survey_not_open"):
        cast.cast(cast.codes[D][5], {cast.units[0]: Level.GOOD})


def test_a_second_answer_never_shows_by_subtraction(cast: Cast) -> None:
    """Five deputies and one entrepreneur: the whole shows, no group does, and no reason names its group."""
    for code in cast.codes[D][:5]:
        cast.cast(code, {cast.units[0]: Level.GOOD}, words="办得快")
    cast.cast(cast.codes[E][0], {cast.units[0]: Level.VERY_POOR, cast.units[1]: Level.POOR}, words="等了三次")
    cast.close()
    lines = queries.lines(cast.survey)
    assert lines[0].counts == (0, 5, 0, 0, 1)
    assert lines[0].groups is None
    assert lines[1].counts is None
    told = queries.reasons(cast.survey)
    assert {(unit.id, group) for unit, _level, group, _words in told} == {(cast.units[0].id, "")}
    assert len(told) == 6


def test_groups_show_where_each_is_large(cast: Cast) -> None:
    for group in (D, E):
        for code in cast.codes[group][:5]:
            cast.cast(code, {cast.units[0]: Level.GOOD})
    cast.close()
    line = queries.lines(cast.survey)[0]
    assert line.groups == {"deputies": (0, 5, 0, 0, 0), "entrepreneurs": (0, 5, 0, 0, 0)}
    assert line.mean == 4


def test_slips_that_went_astray_count_no_more(cast: Cast) -> None:
    cast.cast(cast.codes[D][0], {cast.units[0]: Level.GOOD})
    batch = queries.batches(cast.survey)[0]
    with transaction():
        service.void(cast.survey, batch.id, by=cast.officer, at=AT)
    with pytest.raises(Refused, match="survey_code_unknown"):
        cast.cast(cast.codes[D][1], {cast.units[0]: Level.GOOD})
    assert queries.progress(cast.survey) == (9, 1, 1)
    assert queries.issued(cast.survey) == {"deputies": 1, "entrepreneurs": 8}


def test_what_cannot_be_asked_is_refused(cast: Cast) -> None:
    def opening(**more: Any) -> Callable[[], Any]:
        told = {"groups": [D], "departments": cast.units, "by": cast.officer, "at": AT, **more}
        return lambda: service.open_survey("评议", cast.survey.from_on, cast.survey.until_on, **told)

    for act, code in (
        (opening(departments=[]), "survey_of_nobody"),
        (opening(groups=[]), "survey_of_nobody"),
        (lambda: service.print_codes(cast.survey, Group.MEMBERS, 1, by=cast.officer, at=AT), "choice_unknown"),
        (lambda: service.print_codes(cast.survey, D, 0, by=cast.officer, at=AT), "survey_size"),
    ):
        with pytest.raises(Refused, match=code), transaction():
            act()
    assert db.session.scalars(select(Reason)).all() == []
    assert len(db.session.scalars(select(Code)).all()) == 16
