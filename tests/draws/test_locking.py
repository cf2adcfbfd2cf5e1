"""What a lock refuses, and what it writes."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.draws import rules
from app.draws.rules import Cap, Enterprise, Inspector, Recusal, Source, TaskRow, formats
from app.kernel.errors import Refused
from tests.draws import made
from tests.draws.made import BOUNDS, SECRET

LISTS = made.lists(number=2)
FIRST, ROW = LISTS.roster[0], LISTS.tasks[0]


def refused(change: dict[str, Any] | None = None, **announced: Any) -> Refused:
    """The refusal of the lists of this module, changed, or of an announcement."""
    with pytest.raises(Refused) as caught:
        made.locked(replace(LISTS, **(change or {})), **announced)
    return caught.value


@pytest.mark.parametrize(("frame", "most"), [(170, 8), (19, 0), (20, 1), (39, 1), (40, 2), (0, 0)])
def test_a_share_of_a_frame_is_rounded_down(frame: int, most: int) -> None:
    assert rules.most_of(frame, BOUNDS) == most


def test_the_share_is_the_rulebooks() -> None:
    assert rules.most_of(200, BOUNDS._replace(share=Decimal("2.5"))) == 5
    assert rules.most_of(1000, BOUNDS._replace(share=Decimal("0.3"))) == 3


@pytest.mark.parametrize("frame", [19, 39, 170])
def test_a_task_draws_its_share_and_not_one_more(frame: int) -> None:
    roster = [Enterprise(f"U{n:04d}", "AB"[n % 2], ("T1",)) for n in range(frame)]
    most = rules.most_of(frame, BOUNDS)
    own = replace(
        LISTS,
        roster=roster,
        tasks=[TaskRow("T1", ("D01",), "A", most, 2), TaskRow("T1", ("D01",), "B", 0, 2)],
        recusals=[],
    )
    assert made.locked(own)["tasks.csv"].endswith(f"T1,D01,A,{most},2\nT1,D01,B,0,2\n".encode())
    own.tasks[1] = own.tasks[1]._replace(quota=1)
    with pytest.raises(Refused) as caught:
        made.locked(own)
    assert caught.value.code == "draw_quota_over_share"
    facts = {"task": "T1", "quota": most + 1, "most": most, "frame": frame, "share": 5, "file": "tasks.csv"}
    assert caught.value.facts == facts


@pytest.mark.parametrize(
    ("change", "code", "file"),
    [
        ({"roster": [*LISTS.roster, FIRST]}, "draw_row_twice", "roster.csv"),
        ({"tasks": [*LISTS.tasks, ROW]}, "draw_row_twice", "tasks.csv"),
        ({"caps": [*LISTS.caps, LISTS.caps[0]]}, "draw_row_twice", "caps.csv"),
        ({"recusals": [*LISTS.recusals, LISTS.recusals[0]]}, "draw_row_twice", "recusals.csv"),
        ({"roster": [FIRST._replace(tasks=())]}, "draw_row_without_task", "roster.csv"),
        ({"roster": [FIRST._replace(tasks=("T001", "T001"))]}, "draw_rows_unsorted", "roster.csv"),
        ({"roster": [FIRST._replace(tasks=("T999",))]}, "draw_stratum_unknown", "roster.csv"),
        ({"roster": [FIRST._replace(stratum="E")]}, "draw_stratum_unknown", "roster.csv"),
        ({"roster": [FIRST._replace(uscc="")]}, "draw_name_malformed", "roster.csv"),
        ({"roster": [FIRST._replace(uscc="a b")]}, "draw_name_malformed", "roster.csv"),
        ({"roster": [FIRST._replace(uscc="a\nb")]}, "draw_name_malformed", "roster.csv"),
        ({"roster": [FIRST._replace(uscc="\ud800")]}, "draw_name_malformed", "roster.csv"),
        ({"roster": [FIRST._replace(uscc="9" * 101)]}, "draw_name_malformed", "roster.csv"),
        ({"roster": []}, "draw_nothing_to_draw", "roster.csv"),
        ({"tasks": []}, "draw_nothing_to_draw", "tasks.csv"),
        ({"tasks": [ROW._replace(departments=())]}, "draw_task_departments", "tasks.csv"),
        ({"tasks": [ROW, ROW._replace(stratum="Z", departments=("D01", "D05"))]}, "draw_task_departments", "tasks.csv"),
        ({"tasks": [ROW._replace(departments=("*",))]}, "draw_cap_missing", "caps.csv"),
        ({"tasks": [ROW._replace(departments=("D99",))]}, "draw_cap_missing", "caps.csv"),
        ({"tasks": [row._replace(inspectors=1) for row in LISTS.tasks]}, "draw_task_inspectors", "tasks.csv"),
        ({"tasks": [ROW._replace(quota=-1), *LISTS.tasks[1:]]}, "draw_number_malformed", "tasks.csv"),
        ({"caps": LISTS.caps[1:]}, "draw_cap_missing", "caps.csv"),
        ({"inspectors": [*LISTS.inspectors, Inspector("X", "D99")]}, "draw_department_unknown", "inspectors.csv"),
        (
            {"inspectors": [*LISTS.inspectors, Inspector(LISTS.inspectors[0].certificate_no, "D05")]},
            "draw_inspector_in_two",
            "inspectors.csv",
        ),
        ({"inspectors": LISTS.inspectors[-1:], "recusals": []}, "draw_department_inspectors", "inspectors.csv"),
        ({"recusals": [Recusal("4309", FIRST.uscc)]}, "draw_recusal_unknown", "recusals.csv"),
    ],
)
def test_lists_that_do_not_fit_are_refused(change: dict[str, Any], code: str, file: str) -> None:
    found = refused(change)
    assert (found.code, found.facts["file"]) == (code, file)


def test_a_department_with_fewer_inspectors_than_its_task_wants_is_flagged_and_not_refused() -> None:
    tasks = [row._replace(inspectors=50) for row in LISTS.tasks]
    files = made.drawn(replace(LISTS, tasks=tasks))
    visits = rules.run(files, made.VALUE).visits
    assert visits
    assert all(visit.short == tuple(visit.inspectors) for visit in visits)
    assert rules.verify(files) == []


@pytest.mark.parametrize(
    ("announced", "code"),
    [
        ({"value_due": "2026-03-03T08:59:59+08:00"}, "draw_value_due_too_early"),
        ({"value_due": "2026-03-03T09:00:00"}, "draw_announcement_malformed"),
        ({"value_due": "soon"}, "draw_announcement_malformed"),
        ({"draw": ""}, "draw_announcement_malformed"),
        ({"draw": "a\nb"}, "draw_announcement_malformed"),
        ({"rulebook": "x" * 201}, "draw_announcement_malformed"),
        ({"reveal": "never"}, "draw_announcement_malformed"),
        ({"previous": "a commitment"}, "draw_announcement_malformed"),
        ({"sources": ()}, "draw_announcement_malformed"),
        ({"sources": (Source("dice", "", "[0-9]{20}"),)}, "draw_announcement_malformed"),
        ({"sources": (Source("dice", "19 枚", "[0-9]{19}"),)}, "draw_value_too_small"),
        ({"sources": (Source("dice", "20 枚", "[0-9]+"),)}, "draw_format_unreadable"),
        ({"sources": (Source("astrology", "昨夜", "[0-9]{24}"),)}, "draw_source_unknown"),
        *(
            ({"sources": (Source(kind, "一期", "[0-9]{24}"),)}, "draw_source_refused")
            for kind in sorted(formats.REFUSED_KINDS)
        ),
    ],
)
def test_an_announcement_without_time_or_chance_is_refused(announced: dict[str, Any], code: str) -> None:
    found = refused(**announced)
    assert (found.code, found.facts["file"]) == (code, "announcement.json")


def test_the_draw_before_has_to_be_named() -> None:
    before = rules.commitment(made.locked(LISTS))
    for told, wanted in (("", before), (before, ""), ("0" * 64, before)):
        with pytest.raises(Refused) as caught:
            rules.lock(made.announcement(previous=told), LISTS, SECRET, previous=wanted, bounds=BOUNDS)
        assert caught.value.code == "draw_previous_wrong"
    files = rules.lock(made.announcement(previous=before), LISTS, SECRET, previous=before, bounds=BOUNDS)
    assert before.encode() in files["announcement.json"]


def test_exactly_a_day_before_the_value_is_time_enough() -> None:
    assert made.locked(LISTS, value_due="2026-03-03T09:00:00+08:00")
    assert made.locked(LISTS, value_due="2026-03-03T01:00:00Z")
    longer = BOUNDS._replace(notice=timedelta(hours=50))
    with pytest.raises(Refused):
        rules.lock(made.announcement(), LISTS, SECRET, previous="", bounds=longer)


@pytest.mark.parametrize("secret", ["", "0" * 63, "0" * 65, "G" * 64, "A" * 64, "0" * 64 + "\n"])
def test_a_secret_is_64_hex_digits(secret: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.lock(made.announcement(), LISTS, secret, previous="", bounds=BOUNDS)
    assert caught.value.code == "draw_secret_malformed"


def test_the_manifest_is_as_sha256sum_prints_it() -> None:
    files = made.locked(LISTS)
    lines = files["manifest.txt"].decode().splitlines()
    assert [row[66:] for row in lines] == sorted(files.keys() - {"manifest.txt"})
    assert f"{rules.digest(SECRET.encode())}  secret.txt" in lines
    assert f"{rules.digest(files['roster.csv'])}  roster.csv" in lines


@pytest.mark.parametrize(
    ("format_", "count"),
    [
        ("[0-9]{24}", 10**24),
        ("[0-9a-f]{64}", 16**64),
        ("[0-9]{2}( [0-9]{2}){6}", 10**14),
        ("X-[A-C]{2}/-", 9),
        ("[aab]", 2),
    ],
)
def test_what_a_format_allows_is_counted(format_: str, count: int) -> None:
    assert formats.outcomes(Source("dice", "", format_)) == count


@pytest.mark.parametrize(
    "format_",
    ["", ".", "[0-9]*", "[0-9]?", "a|b", "[^0-9]", "\\d", "[0-9]{3,4}", "[0-9]{0}", "(a", "a)", "((a){2}){2}", "[z-a]",
     "[0-9];[0-9]", "[:-=]", "一", "[0-9", "a{", "x" * 201, "^a$", "(a)", "a\n"],
)  # fmt: skip
def test_a_format_of_open_length_or_another_language_is_refused(format_: str) -> None:
    with pytest.raises(Refused) as caught:
        formats.places(format_)
    assert caught.value.code == "draw_format_unreadable"


def test_a_lottery_gives_no_more_than_its_game_does() -> None:
    two = "[0-9]{2}( [0-9]{2}){19}"
    lotto = Source("lottery_kl8", "快乐8 第2026060期", two)
    assert formats.outcomes(lotto) == 3535316142212174320
    with pytest.raises(Refused) as caught:
        formats.check_chance([lotto])
    assert (caught.value.code, caught.value.facts["bits"]) == ("draw_value_too_small", 61)
    formats.check_chance([lotto, lotto])
    with pytest.raises(Refused):
        formats.check_chance([Source("lottery_dlt", "大乐透", two)] * 2)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12;ab", None),
        ("12;ab;", "draw_value_parts"),
        ("12", "draw_value_parts"),
        ("ab;12", "draw_value_malformed"),
        ("12;abc", "draw_value_malformed"),
        ("1２;ab", "draw_value_malformed"),
        ("12; ab", "draw_value_malformed"),
    ],
)
def test_a_value_has_the_parts_that_were_announced(value: str, code: str | None) -> None:
    sources = [Source("dice", "", "[0-9]{2}"), Source("beacon", "", "[a-f]{2}")]
    try:
        formats.check_value(value, sources)
        found = None
    except Refused as refused:
        found = refused.code
    assert found == code


def test_lists_from_another_hand_are_read_in_any_order() -> None:
    files = made.locked(LISTS)
    loose = {
        **files,
        "roster.csv": "\r\n".join(
            [
                "tasks,uscc,stratum",
                *(
                    f'{" ".join(one.tasks[::-1])},{one.uscc},"{one.stratum.replace(chr(34), chr(34) * 2)}"'
                    for one in LISTS.roster[::-1]
                ),
            ]
        ).encode(),
    }
    assert rules.read(loose, loose=True) == rules.read(files)
    with pytest.raises(Refused):
        rules.read(loose)


def test_a_quota_of_nothing_needs_no_inspectors() -> None:
    own = replace(
        LISTS,
        tasks=[row._replace(quota=0) for row in LISTS.tasks],
        inspectors=[],
        recusals=[],
        caps=[Cap("*", 0), *LISTS.caps[1:]],
    )
    assert rules.run(made.locked(own), made.VALUE).visits == []
