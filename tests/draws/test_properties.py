"""What holds for every draw: searched for a counterexample, and counted over ten thousand seeds."""

import random
from collections import Counter
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.draws import rules
from app.draws.rules import Cap, Enterprise, Lists, TaskRow, Walk, ordered, walk
from app.kernel import wording
from tests.draws import made

SEEDS = 10_000
SMALL = made.drawn(made.lists(60, 4, 3, number=12))
sizes = st.one_of(st.integers(1, 60), st.integers(1, 5_000))
cities = st.builds(
    made.lists, sizes, st.integers(1, 12), st.integers(1, 6), number=st.integers(0, 10_000), caps=st.integers(0, 100)
)
few = settings(max_examples=60)


def sampled(own: Lists, seed: str = "seed") -> dict[tuple[str, str], list[str]]:
    """The sample of each task in each stratum, in the order of the walk."""
    found: dict[tuple[str, str], list[str]] = {(row.task, row.stratum): [] for row in own.tasks}
    for drawn in walk(Walk(own.tasks, own.caps), ordered(seed, own.roster)):
        for row in drawn.rows:
            found[row.task, row.stratum].append(drawn.enterprise.uscc)
    return found


@few
@given(cities, st.integers(10**19, 10**20 - 1))
def test_no_draw_exceeds_a_cap_or_a_quota_or_sends_anybody_recused(own: Lists, value: int) -> None:
    files = made.locked(own)
    result = rules.run(files, str(value))
    caps = {cap.scope: cap.limit for cap in own.caps}
    taken = Counter(scope for visit in result.visits for scope in ("*", *visit.inspectors))
    assert all(count <= caps[scope] for scope, count in taken.items())
    frames = {one.uscc: one for one in own.roster}
    done = Counter((task, visit.stratum) for visit in result.visits for task in visit.tasks)
    assert all(visit.stratum == frames[visit.uscc].stratum for visit in result.visits)
    assert all(set(visit.tasks) <= set(frames[visit.uscc].tasks) for visit in result.visits)
    left = {(row.task, row.stratum): row.quota - done[row.task, row.stratum] for row in own.tasks}
    assert {(one.task, one.stratum): one.missing for one in result.shortfalls} == {k: n for k, n in left.items() if n}
    assert all(missing >= 0 for missing in left.values())
    there, recused = {tuple(one) for one in own.inspectors}, {tuple(one) for one in own.recusals}
    sent = [(one, scope, v.uscc) for v in result.visits for scope, several in v.inspectors.items() for one in several]
    assert len(set(sent)) == len(sent)
    assert all((one, scope) in there and (one, uscc) not in recused for one, scope, uscc in sent)
    whole = {**files, "value.txt": f"{value}\n".encode(), "result.json": result.content}
    assert rules.verify(whole) == []


@settings(max_examples=30)
@given(cities, st.integers(0, 10_000))
def test_the_order_of_rows_tasks_and_columns_does_not_matter(own: Lists, number: int) -> None:
    dice = random.Random(number)
    files = made.locked(own)
    mixed = {name: _mixed(name, data, dice) if name.endswith(".csv") else data for name, data in files.items()}
    assert made.locked(rules.read(mixed, loose=True)) == files
    shuffled = Lists(*(dice.sample(part, len(part)) for part in vars(own).values()))
    shuffled = replace(shuffled, roster=[one._replace(tasks=one.tasks[::-1]) for one in shuffled.roster])
    assert made.locked(shuffled) == files


def _mixed(name: str, data: bytes, dice: random.Random) -> bytes:
    """The same table with its columns, rows and the names in its cells in another order."""
    body = rules.tables.rows(name, {name: data})
    columns = list(rules.COLUMNS[name])
    order = dice.sample(range(len(columns)), len(columns))
    body = [[" ".join(cell.split(" ")[::-1]) for cell in row] for row in dice.sample(body, len(body))]
    return rules.tables.encoded([[row[at] for at in order] for row in [columns, *body]])


@few
@given(cities, st.data())
def test_a_larger_quota_only_extends_its_own_sample_whatever_the_caps(own: Lists, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(own.tasks) - 1))
    row = own.tasks[place]
    more = row._replace(quota=row.quota + data.draw(st.integers(1, 50)))
    before = sampled(own)[row.task, row.stratum]
    after = sampled(replace(own, tasks=[*own.tasks[:place], more, *own.tasks[place + 1 :]]))[row.task, row.stratum]
    assert after[: len(before)] == before


@few
@given(cities, st.data())
def test_without_caps_a_larger_quota_leaves_every_other_sample_as_it_is(own: Lists, data: st.DataObject) -> None:
    own = replace(own, caps=[Cap(cap.scope, len(own.roster)) for cap in own.caps])
    more = [row._replace(quota=row.quota + data.draw(st.integers(0, 9))) for row in own.tasks]
    before, after = sampled(own), sampled(replace(own, tasks=more))
    assert all(after[pair][: len(sample)] == sample for pair, sample in before.items())
    for row in more:
        frame = [one for one in own.roster if row.task in one.tasks and one.stratum == row.stratum]
        lowest = [one.uscc for _, one in ordered("seed", frame)]
        assert after[row.task, row.stratum] == lowest[: row.quota]


def test_with_caps_a_larger_quota_can_take_from_another_task() -> None:
    """What the property above does not promise: the department's limit is used up by the other task first."""
    order = [one.uscc for _, one in ordered("seed", [Enterprise(f"U{n}", "A", ("T1",)) for n in range(3)])]
    roster = [
        Enterprise(order[0], "A", ("T1",)),
        Enterprise(order[1], "A", ("T1",)),
        Enterprise(order[2], "A", ("T2",)),
    ]
    rows = [TaskRow("T1", ("D1",), "A", 1, 2), TaskRow("T2", ("D1",), "A", 1, 2)]
    own = Lists(roster, rows, [Cap("*", 9), Cap("D1", 2)], [], [])
    assert sampled(own) == {("T1", "A"): [order[0]], ("T2", "A"): [order[2]]}
    more = replace(own, tasks=[rows[0]._replace(quota=2), rows[1]])
    assert sampled(more) == {("T1", "A"): order[:2], ("T2", "A"): []}


@settings(max_examples=300)
@given(
    st.sampled_from(rules.PUBLISHED), st.binary(max_size=40), st.integers(0, 10**6), st.integers(0, 60), st.booleans()
)
def test_a_check_never_falls_over_whatever_the_files_hold(
    name: str, data: bytes, place: int, length: int, sealed: bool
) -> None:
    """Bytes put in the place of others, with a manifest that agrees or does not: wrong, or the same as before."""
    at = place % (len(SMALL[name]) + 1)
    changed = SMALL[name][:at] + data + SMALL[name][at + length :]
    files = {**SMALL, name: changed}
    found = rules.verify(made.resealed(files) if sealed and name != "manifest.txt" else files)
    assert (found == []) == (changed == SMALL[name] or (name, changed + b"\n") == ("secret.txt", SMALL["secret.txt"]))
    assert {one.file for one in found} <= set(rules.PUBLISHED)
    for one in found:
        assert wording.tell(one.code, one.facts).sentence


@pytest.mark.slow
@pytest.mark.parametrize("shared", [False, True], ids=["alone", "sharing its frame"])
def test_every_enterprise_of_a_stratum_is_equally_likely(shared: bool) -> None:
    """Chi-square over ten thousand seeds, the same ones each time, within 4.9 of its standard deviations."""
    chosen = Counter[str]()
    own = _shared() if shared else _alone()
    for number in range(SEEDS):
        chosen.update(sampled(own, rules.digest(str(number).encode()))["T1", "A"])
    frame = [one.uscc for one in own.roster if "T1" in one.tasks and one.stratum == "A"]
    quota = own.tasks[0].quota
    assert sum(chosen.values()) == SEEDS * quota
    expected = SEEDS * quota / len(frame)
    statistic = sum((chosen[uscc] - expected) ** 2 / expected for uscc in frame) / (1 - quota / len(frame))
    freedom = len(frame) - 1
    assert abs(statistic - freedom) < 4.9 * sqrt(2 * freedom)


def _alone() -> Lists:
    roster = [Enterprise(f"U{n:02d}", "AB"[n % 2], ("T1",)) for n in range(60)]
    rows = [TaskRow("T1", ("D1",), "A", 3, 2), TaskRow("T1", ("D1",), "B", 2, 2)]
    return Lists(roster, rows, [Cap("*", 60), Cap("D1", 60)], [], [])


def _shared() -> Lists:
    """Others draw from the same frame in part: two more tasks and another department."""
    kinds = (("T1",), ("T1", "T2"), ("T1", "T2", "T3"), ("T2",), ("T1", "T3"))
    roster = [Enterprise(f"U{n:02d}", "AB"[n // 5 % 2], kinds[n % 5]) for n in range(60)]
    quotas = {"T1": (3, 2), "T2": (5, 1), "T3": (2, 4)}
    scopes = {"T1": ("D1",), "T2": ("D2",), "T3": ("D1", "D2")}
    rows = [
        TaskRow(task, scopes[task], stratum, quota, 2)
        for task, both in quotas.items()
        for stratum, quota in zip("AB", both, strict=True)
    ]
    return Lists(roster, rows, [Cap("*", 60), Cap("D1", 60), Cap("D2", 60)], [], [])
