"""The plans of the loaded city: this year's stands, next year's breaks rules until somebody merges."""

from datetime import date

from flask import Flask

from app.demo import queries as demo
from app.plans import queries
from app.plans.rules import Name, State

FRIDAY = date(2026, 9, 11)


def broken(year: int) -> list[Name]:
    return [gauge.name for gauge in queries.outlook(queries.by_year(year), FRIDAY).broken]


def test_this_years_plan_was_mended_and_published_in_march(city: Flask) -> None:
    plan = queries.by_year(2026)
    assert (plan.state, plan.published_on) == (State.PUBLISHED, date(2026, 3, 18))
    assert plan.figures["gauges"]["coverage"] == [39, 39]
    verbs = [version.verb for version in queries.versions(plan)]
    assert "plan:merge" in verbs
    assert verbs[-1] == "plan:publish"


def test_scene_10_a_department_asks_for_nine_percent_and_four_gauges_are_red(city: Flask) -> None:
    plan = queries.by_year(2027)
    assert plan.state is State.DRAFT
    assert set(broken(2027)) == {Name.JOINT, Name.CITY, Name.DEPARTMENTS, Name.TASKS}
    found = queries.outlook(plan, FRIDAY)
    assert [row.ref for row in found.gauge("tasks").rows] == ["CGZF-01"]
    assert (found.gauge("city").shown, found.gauge("city").most) == (32, 28)
    assert sum(proposal.saved for proposal in found.proposals) > 50


def test_the_roster_of_this_years_plan_leaves_the_exempt_lakeside_firm_out(city: Flask) -> None:
    found = queries.roster(queries.by_year(2026), FRIDAY)
    lakeside = demo.signins()[0].username
    assert [row[1] for row in found.exclusions if row[0] == lakeside] == ["exempt"]
    assert {row[1] for row in found.exclusions} == {"exempt", "key_supervision", "not_active", "repeat_same_line"}
    assert found.left_out
    assert {row[1] for row in found.unknown} == {"exempt"}
