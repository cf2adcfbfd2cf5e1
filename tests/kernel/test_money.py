"""Amounts of money: what means exactly one number is read, what could mean another is refused; written in capitals."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as tuned
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.kernel.money import amount, capitals

READ = {
    "30000": "30000.00",
    "30,000": "30000.00",
    "３００００": "30000.00",
    "30，000．5": "30000.50",
    "叁万元整": "30000.00",
    "人民币叁万元整": "30000.00",
    "三万": "30000.00",
    "3万": "30000.00",
    "3.5 万元": "35000.00",
    "￥30,000.00": "30000.00",
    "29,999.99": "29999.99",
    "贰万玖仟玖佰玖拾玖元玖角玖分": "29999.99",
    "1,000,000": "1000000.00",
    "十五万": "150000.00",
    "壹拾万柒仟元零伍角叁分": "107000.53",
    "三万五百": "30500.00",
    "三万零五百元": "30500.00",
    "一百零五": "105.00",
    "两万元": "20000.00",
    "壹元零伍分": "1.05",
    "伍角整": "0.50",
    "0": "0.00",
    "零元整": "0.00",
    "30000.000": "30000.00",
    "999,999,999,999.99": "999999999999.99",
}
REFUSED = {
    "amount_malformed": (
        *("", "元", "3e4", "3E4", "NaN", "nan", "inf", "Infinity", "+3", "0x7530", "1_000", "٣٠٠٠٠", "3²", "½", "①"),
        *(
            "30,00",
            "3,0000",
            "30000,",
            ",300",
            "030000",
            "1.",
            ".5",
            "30 000",
            "3万5千",
            "一百五",
            "三万五",
            "万",
            "千",
        ),
        *("1.2.3", "三百零五分", "壹元伍分", "3至5万", "3万、5万", "约3万", "三十三百", "一万亿", "10%", "三万元,"),
    ),
    "amount_negative": ("-1", "－１", "¥-30,000", "-0.01"),
    "amount_places": ("30000.004", "0.001", "3.0000001万", "30000.000000001"),
    "amount_large": ("1000000000000", "1" * 60, "100000000万"),
}


@pytest.mark.parametrize(("written", "value"), READ.items())
def test_what_means_one_number_is_read_as_it(written: str, value: str) -> None:
    assert str(amount(written)) == value


@pytest.mark.parametrize(("code", "written"), [(code, text) for code, texts in REFUSED.items() for text in texts])
def test_what_could_mean_another_is_refused_with_its_own_sentence(code: str, written: str) -> None:
    with pytest.raises(Refused) as caught:
        amount(written)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("30000.00", "叁万元整"),
        ("29999.99", "贰万玖仟玖佰玖拾玖元玖角玖分"),
        ("30000.05", "叁万元零伍分"),
        ("30000.50", "叁万元伍角整"),
        ("0.05", "伍分"),
        ("0.00", "零元整"),
        ("1001.00", "壹仟零壹元整"),
        ("10010.00", "壹万零壹拾元整"),
        ("100010000.00", "壹亿零壹万元整"),
        ("10000000000.00", "壹佰亿元整"),
    ],
)
def test_an_amount_is_written_in_capitals(value: str, written: str) -> None:
    assert capitals(Decimal(value)) == written


@tuned(max_examples=1000)
@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_an_amount_is_read_back_from_every_way_of_writing_it(cents: int) -> None:
    value = Decimal(cents).scaleb(-2)
    plain = capitals(value).translate(str.maketrans("零壹贰叁肆伍陆柒捌玖拾佰仟", "零一二三四五六七八九十百千"))
    wide = f"{value:.2f}".translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789."})
    for written in (f"{value:.2f}", f"{value:,.2f}", f"¥{value:,.2f}元", wide, capitals(value), plain):
        assert amount(written) == value, written


@tuned(max_examples=1000)
@given(st.text(alphabet="0123456789.,-+eE万亿元角分零一二三十百千叁拾 ", max_size=12))
def test_whatever_is_read_has_two_places_and_reads_back(written: str) -> None:
    try:
        value = amount(written)
    except Refused:
        return
    assert value.as_tuple().exponent == -2
    assert value >= 0
    assert amount(capitals(value)) == value


def test_different_amounts_are_written_differently() -> None:
    written = [capitals(Decimal(cents).scaleb(-2)) for cents in range(0, 4_000_000, 37)]
    assert len(set(written)) == len(written)
    assert all(one != other for one, other in pairwise(written))
