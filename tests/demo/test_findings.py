"""Of the demo city's year the audit finds what its story planted, and nothing else; the clocks are recounted."""

from flask import Flask

from app.audit.queries import Asked, facts
from tests.demo import planted


def test_every_planted_fault_is_found_and_no_other(city: Flask) -> None:
    late = planted.missed()
    assert {check for check, _subject in late} == {*planted.CLOCKS.values(), *planted.PUBLIC.values()}
    assert {fact.key for fact in facts(Asked(planted.FRIDAY))} == planted.named() | late
