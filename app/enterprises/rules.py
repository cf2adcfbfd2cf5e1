"""Codes, kinds, names and grades of business entities (经营主体), true without a computer."""

import re
import unicodedata
from enum import StrEnum

from stdnum.cn import uscc as standard

from app.kernel.errors import Refused


class CodeKind(StrEnum):
    """What a code is: the unified code of GB 32100 (18 characters), or a registration number from before 2015."""

    USCC = "uscc"
    LEGACY15 = "legacy15"
    LEGACY13 = "legacy13"


class Kind(StrEnum):
    COMPANY = "company"
    SOLE_TRADER = "sole_trader"
    COOPERATIVE = "cooperative"


class State(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    REVOKED = "revoked"
    MOVED_OUT = "moved_out"


class Grade(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Risk(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Aspect(StrEnum):
    """What a rating is about: credit (信用等级) or risk (风险等级)."""

    CREDIT = "credit"
    RISK = "risk"


_UNIFIED = re.compile(r"^[1-9ANY][1-9][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$")
_LEGACY15 = re.compile(r"^[1-9][0-9]{14}$|^[1-9][0-9]{5}NA[0-9]{6}[0-9X]$")
_LEGACY13 = re.compile(r"^[1-9][0-9]{12}$")
_AS_NUMBER = re.compile(r"^[0-9](\.[0-9]+)?E\+?[0-9]+$")
_SKIPPED = re.compile(r"[\s\-‐-―−'`]")
_BRACKETS = str.maketrans("()[]{}〔〕【】", "（）" * 5)
_COMPACTED = re.compile(r"[\s()（）·.\-—_,，、“”\"'《》]")
_LENGTHS = {15: _LEGACY15, 13: _LEGACY13}
STATE_WORDS = {
    State.ACTIVE: ("在业", "存续", "在营", "开业", "正常", "在册", "active"),
    State.SUSPENDED: ("歇业", "停业", "suspended"),
    State.CLOSED: ("注销", "已注销", "closed"),
    State.REVOKED: ("吊销", "吊销未注销", "已吊销", "revoked"),
    State.MOVED_OUT: ("迁出", "已迁出", "moved_out"),
}
RISK_WORDS = {
    Risk.LOW: ("低", "低风险", "low"),
    Risk.MEDIUM: ("中", "中风险", "一般", "一般风险", "medium"),
    Risk.HIGH: ("高", "高风险", "高危", "high"),
}


def code(value: str) -> str:
    """The canonical code: full-width characters, case, blanks and dashes do not matter.

    18 characters follow GB 32100-2015 with its check digit; numbers of 15 and 13 characters are the registration
    numbers from before it. Refuses every other length, shape and check digit.
    """
    plain = _SKIPPED.sub("", unicodedata.normalize("NFKC", value)).upper()
    if _AS_NUMBER.match(plain):
        raise Refused("enterprise_code_as_number", field="uscc")
    if len(plain) in _LENGTHS:
        return _of_shape(_LENGTHS[len(plain)], plain)
    if len(plain) != 18:
        raise Refused("enterprise_code_length", field="uscc", length=len(plain))
    if standard.calc_check_digit(_of_shape(_UNIFIED, plain)) != plain[-1]:
        raise Refused("enterprise_code_check_digit", field="uscc")
    return plain


def _of_shape(shape: re.Pattern[str], plain: str) -> str:
    if not shape.match(plain):
        raise Refused("enterprise_code_malformed", field="uscc")
    return plain


def code_kind(canonical: str) -> CodeKind:
    """What a canonical code is."""
    return {18: CodeKind.USCC, 15: CodeKind.LEGACY15, 13: CodeKind.LEGACY13}[len(canonical)]


def kind_of(canonical: str, name: str) -> Kind:
    """The kind that a code tells, or else the name: unified codes 92… and N…/93…, registration numbers with a serial
    from 6 on and with NA, names that end in 合作社. Everything else is an enterprise (企业).
    """
    if "合作社" in name or canonical[:2] == "93" or canonical[0] == "N" or canonical[6:8] == "NA":
        return Kind.COOPERATIVE
    if canonical[:2] == "92" or (code_kind(canonical) is CodeKind.LEGACY15 and canonical[6] in "6789"):
        return Kind.SOLE_TRADER
    return Kind.COMPANY


def kind(value: str) -> Kind:
    """The kind that the word of a sheet means; registers write hundreds of them (国有企业, 有限责任公司…)."""
    if "合作社" in value or value == Kind.COOPERATIVE:
        return Kind.COOPERATIVE
    if "个体" in value or value == Kind.SOLE_TRADER:
        return Kind.SOLE_TRADER
    return Kind.COMPANY


def state(value: str) -> State:
    """The state that the word of a sheet means. Refuses an unknown word."""
    plain = re.split(r"[（(，,]", unicodedata.normalize("NFKC", value).strip())[0]
    for found, words in STATE_WORDS.items():
        if plain in words:
            return found
    raise Refused("enterprise_state_unknown", field="state")


def grade(value: str) -> Grade:
    """The credit grade A to D, with or without 级. Refuses another word."""
    plain = unicodedata.normalize("NFKC", value).strip().upper().removesuffix("级")
    if plain not in set(Grade):
        raise Refused("enterprise_grade_unknown", field="credit_grade")
    return Grade(plain)


def risk(value: str) -> Risk:
    """The risk level that the word of a sheet means. Refuses an unknown word."""
    for found, words in RISK_WORDS.items():
        if value.strip().lower() in words:
            return found
    raise Refused("enterprise_risk_unknown", field="risk_level")


def name(value: str) -> str:
    """The registered name: one line, brackets full-width as the register writes them. Refuses damaged text."""
    if "\ufffd" in value:
        raise Refused("text_damaged", field="name")
    plain = re.sub(r"\s+", " ", value).strip().translate(_BRACKETS)
    if not re.search(r"\w", plain):
        raise Refused("required", field="name")
    if len(plain) > 200:
        raise Refused("too_long", field="name", most=200)
    return plain


def search_key(value: str) -> str:
    """Text as names are searched: width, case, brackets, dots and blanks do not matter.

    Taking a blank away may join two marks into one, so it is done until nothing changes: the key of a key is the key.
    """
    key = _COMPACTED.sub("", unicodedata.normalize("NFKC", value)).casefold()
    return key if key == value else search_key(key)
