"""Amounts of money, exact: what people write, read as one number or refused; a number written in capitals (大写).

An amount is a `Decimal` of yuan with two places. Nothing here is a float, and nothing is rounded.
"""

import re
from decimal import Decimal

from app.kernel.errors import Refused

CENT = Decimal("0.01")
NOTHING = Decimal("0.00")
LIMIT = Decimal(10) ** 12
MOST_FIGURES, MOST_PLACES = 16, 8
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | str.maketrans("．，￥＋－", ".,¥+-")
_AFFIXES = re.compile(r"^(?:人民币|¥)?\s*(.*?)\s*(?:元|圆)?(?:整|正)?$")
_FIGURES = re.compile(r"(0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))? ?(万)?")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = str.maketrans(
    "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億圆圓两兩〇正", "一二二三三四五六六七八九十百千万亿元元二二零整"
)
_PLAIN = dict(zip("零一二三四五六七八九", range(10), strict=True))
_PLACES = {"十": 10, "百": 100, "千": 1000}
_CHINESE = re.compile(
    r"(?:([零一二三四五六七八九十百千万亿]+)(?:元|(?=整?$)))?(?:(?<=元)零)?(?:([一二三四五六七八九])角)?(?:零?([一二三四五六七八九])分)?整?"
)
_HARMLESS = re.compile(r"零(?=[一二三四五六七八九][十百千角])")


def amount(value: str) -> Decimal:
    """The amount in yuan that a text means: 30,000 · ３００００ · 3万 · 30000.50元 · 叁万元整.

    Refuses a negative one, more places than two, too large a one, and whatever could mean another number.
    """
    plain = value.translate(_WIDE).strip()
    if re.match(r"^\D*-\s*[0-9]", plain):
        raise Refused("amount_negative")
    matched = _AFFIXES.match(plain)
    figures = _FIGURES.fullmatch(matched[1]) if matched and matched[1] else None
    found = _from_figures(*figures.groups()) if figures else _from_words(plain)
    if found >= LIMIT:
        raise Refused("amount_large")
    return found


def _from_figures(whole: str, places: str | None, myriads: str | None) -> Decimal:
    if len(whole) > MOST_FIGURES:
        raise Refused("amount_large")
    if len(places or "") > MOST_PLACES:
        raise Refused("amount_places")
    found = Decimal(f"{whole.replace(',', '')}.{places or '0'}") * (10000 if myriads else 1)
    if found * 100 % 1:
        raise Refused("amount_places")
    return found.quantize(CENT)


def _from_words(plain: str) -> Decimal:
    """Chinese numerals. What is read must be what one would write for that number, else it could be another."""
    text = plain.removeprefix("人民币").replace(" ", "").translate(_SMALL)
    matched = _CHINESE.fullmatch(text)
    if not text or len(text) > 60 or not matched or not any(matched.groups()):
        raise Refused("amount_malformed")
    whole, tens, cents = matched.groups()
    found = Decimal(_whole(whole or "零")) + Decimal(_PLAIN[tens or "零"]) / 10 + Decimal(_PLAIN[cents or "零"]) / 100
    if _bare(text) != _bare(capitals(found).translate(_SMALL)):
        raise Refused("amount_malformed")
    return found.quantize(CENT)


def _bare(text: str) -> str:
    """The numerals without what people leave out or put in without changing the number."""
    text = re.sub(r"(?<![一二三四五六七八九])十", "一十", text)
    return _HARMLESS.sub("", text).replace("整", "").replace("元", "")


def _whole(text: str) -> int:
    total = 0
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        before, found, text = text.rpartition(unit)
        total += _section(before) * size if found else 0
    return total + _section(text)


def _section(text: str) -> int:
    """Up to four digits with their places; a nonsense order is found out when it is written back."""
    total, digit = 0, 0
    for sign in text:
        if sign in _PLAIN:
            digit = _PLAIN[sign]
        else:
            total += (digit or 1) * _PLACES.get(sign, 0)
            digit = 0
    return total + digit


def capitals(value: Decimal) -> str:
    """An amount as it stands on papers: 叁万元整, 叁万元零伍分. The reader compares it with the figures."""
    cents = int(value * 100)
    whole, (tens, rest) = cents // 100, divmod(cents % 100, 10)
    said = f"{_figures(whole)}元" if whole or not cents else ""
    if tens:
        said += f"{_DIGITS[tens]}角"
    elif rest and whole:
        said += "零"
    return said + (f"{_DIGITS[rest]}分" if rest else "整")


def _figures(whole: int) -> str:
    if not whole:
        return "零"
    said, gap = "", False
    for unit, size in (("亿", 10**8), ("万", 10**4), ("", 1)):
        part, whole = divmod(whole, size)
        if part:
            said += ("零" if said and (gap or part < 1000) else "") + _four(part) + unit
        gap = part % 10 == 0 if part else gap or bool(said)
    return said


def _four(part: int) -> str:
    """One to four digits, a zero where a place is left out between others."""
    said, gap = "", False
    for place, unit in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, part = divmod(part, place)
        if digit:
            said += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = bool(said) and not digit
    return said


__all__ = ["CENT", "NOTHING", "amount", "capitals"]
