"""What tells who somebody is, and who may approve what."""

from datetime import date, timedelta

import pytest

from app.enterprises.rules import search_key
from app.kernel.errors import Refused
from app.typical_cases import rules
from app.typical_cases.rules import Datum, State
from app.typical_cases.rules.telling import core

NAMES = ("沅江市洞庭粮油有限公司", "好再来米粉店", "沅江市草尾镇绿源种植专业合作社", "阿三", "湖南天地有限公司")
TRADES = ("沅江市市政工程有限公司", "便民超市", "湖南省沅江市汽车运输公司")
TODAY = date(2026, 9, 11)


@pytest.mark.parametrize(
    ("text", "words", "datum"),
    [
        ("在沅江市洞庭粮油有限公司检查", "沅江市洞庭粮油有限公司", Datum.ENTERPRISE),
        ("在“洞庭 粮油”检查", "洞庭粮油", Datum.ENTERPRISE),
        ("好再来米粉店的老板", "好再来米粉店", Datum.ENTERPRISE),
        ("绿源种植社", "绿源种植", Datum.ENTERPRISE),
        ("代码91430981MA4T00001T", "91430981MA4T00001T", Datum.CODE),
        ("代码９１４３０９８１ma4t00001t的", "91430981MA4T00001T", Datum.CODE),
        ("注册号430981600012345", "430981600012345", Datum.CODE),
        ("电话13800001402。", "13800001402", Datum.PHONE),
        ("电话138-0000 1402", "138-0000 1402", Datum.PHONE),
        ("电话１３８００００１４０２", "13800001402", Datum.PHONE),
        ("拨打(0737)2728888", "(0737)2728888", Datum.PHONE),
        ("拨打0737-2728888", "0737-2728888", Datum.PHONE),
        ("证号430981199001011234", "430981199001011234", Datum.ID_CARD),
        ("证号43098119900101123x", "43098119900101123X", Datum.ID_CARD),
        ("证号430981 19900101 1234", "430981 19900101 1234", Datum.ID_CARD),
        ("写信到laowang@example.cn", "LAOWANG@EXAMPLE.CN", Datum.MAIL),
        ("投诉件TS-0482-9174-4", "TS-0482-9174-4", Datum.NUMBER),
        ("投诉件ts048291744", "TS048291744", Datum.NUMBER),
        ("账款件QK–0482–9174–4", "QK–0482–9174–4", Datum.NUMBER),
        ("检查JC-20260911-000031-1", "JC-20260911-000031-1", Datum.NUMBER),
        ("报备YC 20260911 000031 1", "YC 20260911 000031 1", Datum.NUMBER),
    ],
)
def test_what_tells_is_found_as_what_it_is(text: str, words: str, datum: Datum) -> None:
    keys = [search_key(name) for name in NAMES]
    assert rules.telling(text, keys) == [(words, datum)]


@pytest.mark.parametrize(
    "text",
    [
        "2026年9月11日，某单位两名工作人员到一家粮油企业检查，罚款30000元。",
        "2026-09-11 10000元，2026-09-12 20000元，共30000.00元。",
        "依据沅政办发〔2023〕5号附件3第84项，1至20日为企业宁静日。",
        "阿三和天地之间，有限公司很多。",
        "编号DX-2026，合同额1234567890元。",
        "一家市政工程企业、一家汽车运输企业和一家便民超市",
    ],
)
def test_what_tells_nobody_is_let_through(text: str) -> None:
    """Short names (two characters, three of a core) and words of trade are too common to look for."""
    keys = [search_key(name) for name in (*NAMES, *TRADES)]
    assert rules.telling(text, keys) == []


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("沅江市洞庭粮油有限公司", "洞庭粮油"),
        ("湖南省益阳市沅江市洞庭粮油股份有限公司", "洞庭粮油"),
        ("沅江洞庭粮油有限责任公司", "洞庭粮油"),
        ("沅江市琼湖镇老王米粉店", "老王米粉店"),
        ("长沙市湘江投资中心有限合伙", "湘江投资中心"),
        ("有限公司", ""),
    ],
)
def test_the_core_of_a_name_is_what_people_say(name: str, left: str) -> None:
    assert core(name) == left


def test_every_state_and_verb_is_allowed_or_refused() -> None:
    allowed = {
        State.PENDING: {"revise", "approve", "publish", "send_back"},
        State.RETURNED: {"revise"},
        State.PUBLISHED: {"withdraw"},
        State.WITHDRAWN: set(),
        State.ENDED: set(),
    }
    assert {state: rules.open_verbs(state) for state in State} == allowed
    for state in State:
        for verb in set().union(*allowed.values()) - allowed[state]:
            with pytest.raises(Refused, match="typical_case_wrong_state"):
                rules.after(state, verb)


def test_a_case_is_public_on_its_last_day_and_not_after_it() -> None:
    last = TODAY + timedelta(days=1)
    assert rules.shown(State.PUBLISHED, last, last) is State.PUBLISHED
    assert rules.shown(State.PUBLISHED, last, last + timedelta(days=1)) is State.ENDED
    assert rules.shown(State.PENDING, last, last + timedelta(days=1)) is State.PENDING


@pytest.mark.parametrize(("days", "code"), [(0, "past"), (-1, "past"), (1, ""), (365, ""), (366, "far")])
def test_the_last_day_lies_between_tomorrow_and_the_most(days: int, code: str) -> None:
    until = TODAY + timedelta(days=days)
    if not code:
        rules.check_until(until, today=TODAY, last=TODAY + timedelta(days=365))
        return
    with pytest.raises(Refused, match=f"typical_case_until_{code}"):
        rules.check_until(until, today=TODAY, last=TODAY + timedelta(days=365))


@pytest.mark.parametrize(
    ("user", "signed", "side_signed", "code"),
    [
        (1, (), False, "typical_case_own"),
        (2, (), False, ""),
        (2, (3,), False, ""),
        (2, (3,), True, "typical_case_side_approved"),
        (2, (2,), False, "typical_case_side_approved"),
    ],
)
def test_two_others_approve_one_of_each_side(user: int, signed: tuple[int, ...], side_signed: bool, code: str) -> None:
    told = {"drafter_id": 1, "signed": signed, "side_signed": side_signed}
    if not code:
        rules.check_approver(user, **told)
        return
    with pytest.raises(Refused, match=code):
        rules.check_approver(user, **told)
