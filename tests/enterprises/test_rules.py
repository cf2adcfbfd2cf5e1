"""Codes, kinds, names, grades."""

import contextlib
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.cn import uscc

from app.enterprises import rules
from app.enterprises.rules import CodeKind, Grade, Kind, Risk, State
from app.kernel.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
GOOD = "91430981MA4L16JQ9B"[:17]
GOOD = GOOD + uscc.calc_check_digit(GOOD)
digits = st.text("0123456789", min_size=6, max_size=6)
unified = st.builds(
    lambda first, second, place, body: (
        first + second + place + body + uscc.calc_check_digit(first + second + place + body)
    ),
    st.sampled_from("123456789ANY"),
    st.sampled_from("123456789"),
    digits,
    st.text(ALPHABET, min_size=9, max_size=9),
)


def refused(value: str) -> Refused:
    with pytest.raises(Refused) as caught:
        rules.code(value)
    return caught.value


@given(unified)
def test_every_code_of_the_standard_is_read_whatever_its_first_character(code: str) -> None:
    assert rules.code(code) == code
    assert rules.code_kind(code) is CodeKind.USCC


@given(unified, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_a_code_with_one_other_character_is_refused(code: str, place: int, sign: str) -> None:
    if code[place] != sign:
        assert refused(code[:place] + sign + code[place + 1 :]).code in {
            "enterprise_code_check_digit",
            "enterprise_code_malformed",
        }


@given(unified, st.sampled_from([" ", "-", "　", "–"]), st.integers(0, 18))
def test_full_width_characters_case_blanks_and_dashes_do_not_matter(code: str, blank: str, place: int) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower())
    assert rules.code(wide) == code
    assert rules.code(f" {code[:place]}{blank}{code[place:]}\n") == code


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused_and_reading_twice_is_reading_once(value: str) -> None:
    with contextlib.suppress(Refused):
        code = rules.code(value)
        assert rules.code(code) == code
        assert len(code) in {13, 15, 18}


@given(st.text(string.digits, min_size=1, max_size=30))
def test_registration_numbers_have_15_or_13_digits_and_nothing_between(value: str) -> None:
    if value[0] == "0" or len(value) not in {13, 15, 18}:
        assert refused(value).code in {"enterprise_code_length", "enterprise_code_malformed"}
    elif len(value) < 18:
        assert rules.code_kind(rules.code(value)) in {CodeKind.LEGACY15, CodeKind.LEGACY13}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("", "enterprise_code_length"),
        ("企合浙绍总字第002112号", "enterprise_code_length"),
        ("3301002005333", None),
        ("33010020053331", "enterprise_code_length"),
        ("330182NA000001X", None),
        ("330182NB000001X", "enterprise_code_malformed"),
        ("91430981MA4L16JI9B", "enterprise_code_malformed"),
        ("91330302l19373061U", "enterprise_code_check_digit"),
        ("9.13301007161036E+17", "enterprise_code_as_number"),
        ("9.1E17", "enterprise_code_as_number"),
        ("01430981MA4L16JQ9B", "enterprise_code_malformed"),
    ],
)
def test_real_ways_to_write_a_wrong_code_get_their_own_sentence(value: str, code: str | None) -> None:
    if code is None:
        rules.code(value)
    else:
        assert refused(value).code == code


def test_the_refusal_of_a_length_tells_how_many_characters_there_are() -> None:
    assert refused("1234").facts == {"length": 4}


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("91430981MA4L16JQ9B", "沅江食品有限公司", Kind.COMPANY),
        ("92430981MA4L16JQ9B", "沅江市老李面馆", Kind.SOLE_TRADER),
        ("93430981MA4L16JQ9B", "沅江芦笋专业社", Kind.COOPERATIVE),
        ("N2430981MA4L16JQ9B", "沅江市某村经济组织", Kind.COOPERATIVE),
        ("91430981MA4L16JQ9B", "沅江市芦笋专业合作社", Kind.COOPERATIVE),
        ("330182600000011", "老李面馆", Kind.SOLE_TRADER),
        ("330182000000011", "老李公司", Kind.COMPANY),
        ("330182NA000001X", "老李社", Kind.COOPERATIVE),
        ("3301002005333", "老李公司", Kind.COMPANY),
    ],
)
def test_the_kind_follows_from_code_and_name(code: str, name: str, kind: Kind) -> None:
    assert rules.kind_of(code, name) is kind


def test_registers_words_for_kinds_are_understood() -> None:
    assert rules.kind("国有企业") is Kind.COMPANY
    assert rules.kind("有限责任公司(自然人独资)") is Kind.COMPANY
    assert rules.kind("个体工商户") is Kind.SOLE_TRADER
    assert rules.kind("农民专业合作社") is Kind.COOPERATIVE


def test_states_grades_and_risks_are_read_with_their_variants() -> None:
    assert rules.state("存续（在营、开业、在册）") is State.ACTIVE
    assert rules.state("吊销，未注销") is State.REVOKED
    assert rules.grade("Ａ级") is Grade.A
    assert rules.risk("高危") is Risk.HIGH


@pytest.mark.parametrize(
    ("parse", "code"),
    [
        (rules.state, "enterprise_state_unknown"),
        (rules.grade, "enterprise_grade_unknown"),
        (rules.risk, "enterprise_risk_unknown"),
    ],
)
def test_an_unknown_word_is_refused(parse: object, code: str) -> None:
    with pytest.raises(Refused) as caught:
        parse("不知道")  # type: ignore[operator]
    assert caught.value.code == code


def test_a_name_keeps_its_words_and_gets_the_registers_brackets() -> None:
    assert rules.name(" 浙江中机(浙江) 有限公司\u3000") == "浙江中机（浙江） 有限公司"


@pytest.mark.parametrize(
    ("value", "code"),
    [("", "required"), ("——", "required"), ("长沙\ufffd公司", "text_damaged"), ("长" * 201, "too_long")],
)
def test_a_name_that_is_none_is_refused(value: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        rules.name(value)
    assert caught.value.code == code


@given(st.text(max_size=60))
@example("a´")
@example("a \u0301")
def test_the_search_key_of_a_key_is_the_key(value: str) -> None:
    key = rules.search_key(value)
    assert rules.search_key(key) == key


def test_brackets_width_and_case_do_not_hide_a_name() -> None:
    assert rules.search_key("ＡＢＣ（沅江）·公司") == rules.search_key("abc(沅江)公司")
