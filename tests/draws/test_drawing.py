"""The draw itself: the example, the order of replacement, what coordination saves."""

from collections import Counter
from dataclasses import replace

import pytest

from app.draws import rules
from app.draws.rules import Cap, Enterprise, TaskRow
from app.kernel.errors import Refused
from tests.draws import made
from tests.draws.made import VALUE

example = pytest.mark.skipif(not made.EXAMPLE.is_dir(), reason="the example does not lie beside the project")
LISTS = made.lists(number=3)


@example
def test_the_example_gives_its_result_byte_for_byte() -> None:
    files = made.example()
    assert rules.verify(files) == []
    assert rules.run(files, rules.value_of(files)).content == files["result.json"]


@example
def test_the_examples_lists_are_written_as_they_stand_there() -> None:
    files = made.example()
    told = rules.announcing.read(files)
    again = rules.lock(told, rules.read(files), rules.secret(files["secret.txt"]), previous="", bounds=made.BOUNDS)
    assert again == {name: files[name] for name in again}
    assert len(again) == 8


@example
def test_the_visit_of_the_example_that_lacks_an_inspector_is_flagged() -> None:
    files = made.example()
    visits = rules.run(files, rules.value_of(files)).visits
    assert [(visit.uscc, visit.short) for visit in visits if visit.short] == [("91430981MA0548643U", ("D02",))]


def test_a_draw_of_other_files_or_another_value_is_refused() -> None:
    files = made.locked(LISTS)
    for name in rules.LOCKED:
        with pytest.raises(Refused) as caught:
            rules.run({**files, name: b"x\n"}, VALUE)
        assert (caught.value.code, caught.value.facts["file"]) == ("draw_file_changed", name)
        with pytest.raises(Refused) as caught:
            rules.run({kept: files[kept] for kept in files if kept != name}, VALUE)
        assert (caught.value.code, caught.value.facts["file"]) == ("draw_file_missing", name)
    with pytest.raises(Refused) as caught:
        rules.run(files, VALUE[:-1])
    assert caught.value.code == "draw_value_malformed"


def test_a_void_draw_shows_what_it_would_have_been() -> None:
    files = made.drawn(LISTS)
    assert rules.would_have_been(files, None) is None
    assert rules.would_have_been(files, VALUE) == files["result.json"]


def test_an_enterprise_that_fell_away_is_replaced_by_the_next_of_the_order() -> None:
    """One task, one stratum, no caps: its sample are the lowest tickets of those that are there."""
    roster = [Enterprise(f"U{n:03d}", "A", ("T1",)) for n in range(100)]
    own = replace(LISTS, roster=roster, tasks=[TaskRow("T1", ("D01",), "A", 5, 2)], recusals=[])
    own = replace(own, caps=[Cap("*", 100), *(Cap(one.scope, 100) for one in own.caps[1:])])
    files = made.locked(own)
    result = rules.run(files, VALUE)
    order = [one.uscc for _, one in rules.ordered(result.seed, roster)]
    assert [visit.uscc for visit in result.visits] == order[:5]
    found = rules.replacements(files, VALUE, [order[2], order[5], order[0]])
    assert [[visit.uscc for visit in one.visits] for one in found] == [[order[5]], [order[6]], [order[7]]]
    with pytest.raises(Refused) as caught:
        rules.replacements(files, VALUE, [order[2], order[2]])
    assert (caught.value.code, caught.value.status) == ("draw_visit_missing", 404)


def test_replacements_keep_every_cap_and_every_recusal() -> None:
    files = made.locked(LISTS)
    result = rules.run(files, VALUE)
    gone = [visit.uscc for visit in result.visits[::3]]
    visits = {visit.uscc: visit for visit in result.visits}
    for one in rules.replacements(files, VALUE, gone):
        del visits[one.gone]
        assert not visits.keys() & {visit.uscc for visit in one.visits}
        visits |= {visit.uscc: visit for visit in one.visits}
        assert not visits.keys() & set(gone[: gone.index(one.gone) + 1])
        within_caps(LISTS, list(visits.values()))
        assert one.shortfalls == lacking(LISTS, list(visits.values()))


def within_caps(own: rules.Lists, visits: list[rules.Visit]) -> None:
    caps = {cap.scope: cap.limit for cap in own.caps}
    taken = Counter(scope for visit in visits for scope in ("*", *visit.inspectors))
    assert all(count <= caps[scope] for scope, count in taken.items())


def lacking(own: rules.Lists, visits: list[rules.Visit]) -> list[rules.Shortfall]:
    done = Counter((task, visit.stratum) for visit in visits for task in visit.tasks)
    left = {(row.task, row.stratum): row.quota - done[row.task, row.stratum] for row in own.tasks}
    return [rules.Shortfall(*pair, missing) for pair, missing in sorted(left.items()) if missing]


def test_a_recused_inspector_is_replaced_by_the_next_of_the_same_order() -> None:
    files = made.locked(LISTS)
    result = rules.run(files, VALUE)
    for visit in result.visits:
        for department, sent in visit.inspectors.items():
            order = rules.inspectors_in_order(files, VALUE, visit.uscc, department)
            assert tuple(order[: len(sent)]) == sent
            assert not {one.certificate_no for one in LISTS.recusals if one.uscc == visit.uscc} & set(order)
            if len(order) > len(sent) + 1:
                assert rules.next_inspector(order, sent, [sent[0]]) == order[len(sent)]
                assert rules.next_inspector(order, sent, [sent[0], order[len(sent)]]) == order[len(sent) + 1]


def test_where_nobody_is_left_nobody_is_made_up() -> None:
    with pytest.raises(Refused) as caught:
        rules.next_inspector(["a", "b", "c"], ["a", "b"], ["c"])
    assert caught.value.code == "draw_nobody_left"
    files = made.locked(LISTS)
    first = rules.run(files, VALUE).visits[0]
    other = next(scope for scope in ("D01", "D02", "D03", "D04", "D05", "D99") if scope not in first.inspectors)
    for uscc, department in (("nobody", "D01"), (first.uscc, other)):
        with pytest.raises(Refused) as caught:
            rules.inspectors_in_order(files, VALUE, uscc, department)
        assert caught.value.code == "draw_visit_missing"


def test_what_independent_draws_would_disturb() -> None:
    """Two tasks that take half of the same ten, and one that takes one of two: 10 × 3/4, and the mean of 2 by 1/2."""
    roster = [Enterprise(f"U{n}", "A", ("T1", "T2")) for n in range(10)]
    roster += [Enterprise(f"V{n}", "B", ("T3",)) for n in range(2)]
    rows = [TaskRow(task, ("D01",), "A", 5, 2) for task in ("T1", "T2")] + [TaskRow("T3", ("D01",), "B", 1, 2)]
    assert rules.disturbed_independently(roster, rows) == pytest.approx(8.5, abs=1e-12)
    more = [*rows, TaskRow("T9", ("D01",), "A", 3, 2), TaskRow("T1", ("D01",), "C", 3, 2)]
    assert rules.disturbed_independently(roster, more) == pytest.approx(8.5, abs=1e-12)
    assert rules.disturbed_independently(roster, [TaskRow("T1", ("D01",), "A", 50, 2)]) == 10
    assert rules.disturbed_independently([], []) == 0


def test_one_ticket_disturbs_fewer_than_independent_draws() -> None:
    own = made.lists(3000, 20, 6, caps=100)
    own = replace(own, caps=[Cap(cap.scope, 3000) for cap in own.caps])
    visits = rules.run(made.locked(own), VALUE).visits
    assert len(visits) < rules.disturbed_independently(own.roster, own.tasks) / 2
