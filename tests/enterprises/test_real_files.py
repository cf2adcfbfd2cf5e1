"""The real lists, where they lie beside the project: exact counts of good and refused rows."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from app.enterprises import queries, rules, service
from app.enterprises.schemas import KEY, EnterpriseRow
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.kernel.sheets import Checked, check, marked, read

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real lists do not lie beside the project")


def checked(name: str) -> Checked:
    return check(read((DATA / name).read_bytes()), EnterpriseRow(), key=KEY)


@pytest.mark.parametrize(
    ("name", "kind", "good", "bad"),
    [
        ("yuanjiang_162_real_enterprises.csv", "csv", 162, 0),
        ("hunan_2002_ufffd_shifted_columns_excerpt.csv", "csv", 20, 31),
        ("zj_drcheck_check01_478rows.xlsx", "xlsx", 478, 0),
        ("zj_sccheck_check01_spreadsheetml_named_xlsx.xlsx", "spreadsheetml", 478, 0),
    ],
)
def test_each_list_has_so_many_good_and_refused_rows(
    sqlite_app: Flask, name: str, kind: str, good: int, bad: int
) -> None:
    found = checked(name)
    assert (found.book.kind, len(found.good), len(found.bad)) == (kind, good, bad)


def test_the_columns_that_say_who_registered_are_not_taken_for_names(sqlite_app: Flask) -> None:
    found = checked("zj_sccheck_check01_spreadsheetml_named_xlsx.xlsx")
    assert found.good[0].values["name"] == "杭州潘天寿环境艺术设计有限公司"
    assert found.good[0].values["authority"] == "杭州市市场监督管理局"
    assert found.header.unused == ["管辖单位"]


def test_the_companies_of_yuanjiang_are_imported_and_found(app: Flask, at: datetime) -> None:
    found = checked("yuanjiang_162_real_enterprises.csv")
    with transaction():
        counts = service.load([row.values for row in found.good], digest="a" * 64, by=SYSTEM, at=at)
    assert counts == service.Counts(created=162)
    assert queries.by_code("914309811872841379").name == "沅江市泗湖山食品公司"
    assert "沅江市泗湖山食品公司" in {enterprise.name for enterprise in queries.search("shssp")}


def test_every_damaged_row_says_so(sqlite_app: Flask) -> None:
    found = checked("hunan_2002_ufffd_shifted_columns_excerpt.csv")
    assert found.header.faults == []
    assert {row.line for row in found.bad}.isdisjoint({row.line for row in found.good})
    assert all("已损坏" in str(row.faults) for row in found.bad if "\ufffd" in "".join(row.cells[:2]))


@pytest.mark.slow
def test_the_list_of_42782_has_five_refused_rows(sqlite_app: Flask) -> None:
    found = checked("zj_drcheck_check03_42782rows.xlsx")
    assert (found.rows, len(found.good)) == (42_782, 42_777)
    assert {row.line: row.cells[1] for row in found.bad} == {
        18943: "91330302l19373061U",
        25707: "91330481L392519426",
        28670: "企合浙绍总字第002112号",
        29780: "企合浙绍总字第002990号",
        30137: "企独浙绍总字第002662号",
    }
    kinds = Counter(rules.code_kind(row.values["uscc"]).value for row in found.good)
    assert kinds == {"uscc": 37_417, "legacy15": 5_232, "legacy13": 128}
    assert len(marked(found)) > 1_000_000


def test_the_template_named_xls_is_read_and_has_no_rows(sqlite_app: Flask) -> None:
    with pytest.raises(Refused) as caught:
        checked("zj_template_randomentinfo_xlsx_named_xls.xls")
    assert (caught.value.code, caught.value.facts) == ("sheet_no_rows", {"line": 2})
