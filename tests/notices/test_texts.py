"""Every kind of notice as it leaves: complete, short enough for one SMS, without a gap."""

import re
from typing import Any

import pytest
from flask import Flask

from app.kernel import wording
from app.notices import rules
from app.notices.models import Notice
from app.notices.service import words

KINDS = sorted(label.removeprefix("notice.") for label in wording.LABELS if re.match(r"notice\.[a-z_]+$", label))
LONG: dict[str, Any] = {"department": "沅江市农业综合行政执法大队", "enterprise": "沅江市" + "长" * 60 + "有限责任公司"}
SIGN, REF = "营商环境", "TS-0482-9174-4"


def facts(kind: str) -> dict[str, Any]:
    """Something for everything that the sentence tells, as long as it gets."""
    wanted = re.findall(r"%\((\w+)\)", str(wording.LABELS[f"notice.{kind}"]))
    return {name: LONG.get(name, "2026-09-11") for name in wanted if name != "ref"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_notice_fits_into_one_sms_and_says_what_it_is_about(sqlite_app: Flask, kind: str) -> None:
    if kind in {"subject", "brief"}:
        return
    notice = Notice(kind=kind, ref=REF, facts=facts(kind))
    brief = wording.label("notice", "brief") % {"ref": REF}
    text = rules.sms(SIGN, words(notice), brief)
    assert len(text) <= rules.SMS_MOST
    assert text.startswith(f"【{SIGN}】")
    assert "%(" not in text
    assert text.endswith(("。", "。）"))


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_name_of_a_firm_it_is_short_enough_itself(sqlite_app: Flask, kind: str) -> None:
    if kind in {"subject", "brief"} or "enterprise" in facts(kind):
        return
    said = words(Notice(kind=kind, ref="YC-20260911-000031-1", facts={**facts(kind), "department": "市应急管理局"}))
    assert len(f"【{SIGN}】{said}") <= rules.SMS_MOST, said


def test_what_a_complainant_is_sent_holds_nothing_of_the_case() -> None:
    assert "%(" not in str(wording.LABELS["notice.to_holder"])
