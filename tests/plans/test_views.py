"""The pages of the plans: designed, measured, merged, tried otherwise, published; imported from sheets."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.departments.models import Department
from app.enterprises.rules import Grade, Risk
from app.items.models import Item
from app.kernel.db import db
from app.kernel.permissions import Role
from app.plans import queries
from tests import make
from tests.conftest import Client
from tests.kernel import sheets_made as made
from tests.kernel.uploads import imported, sent

pytestmark = pytest.mark.usefixtures("frozen")
Staff = Callable[..., Client]
FORM = {
    "name": "食品检查",
    "targeting": "targeted",
    "trades": "C 食品",
    "rate_a": "1",
    "rate_b": "2.5%",
    "rate_c": "5",
    "rate_d": "5",
    "rate_u": "5",
    "inspectors": "2",
    "from_month": "4",
    "until_month": "10",
}
HEAD = [
    "年度",
    "任务编号",
    "任务名称",
    "任务类型",
    "牵头单位",
    "联合单位",
    "抽查事项",
    "抽查比例",
    "检查人数",
    "检查时间",
]


class Scene:
    """Two departments with inspectors and an item each, enterprises, and a plan of 2026."""

    def __init__(self) -> None:
        make.rulebook()
        make.calendar()
        self.one, self.other = make.department("市场监管局"), make.department("应急管理局")
        self.items = [self._item("甲", self.one), self._item("乙", self.other)]
        for unit in (self.one, self.other):
            for _ in range(2):
                make.inspector(unit)
        for _ in range(40):
            make.enterprise(trade="C 食品生产", credit_grade=Grade.B, township="琼湖街道")
        self.plan = make.plan()

    def _item(self, name: str, unit: Department) -> Item:
        return make.item(name, [unit], from_on=date(2026, 1, 1))

    def task(self, number: str, *units: Department, **more: Any) -> Any:
        return make.task(self.plan, units or [self.one], more.pop("items", self.items), number, **more)

    def form(self, **more: Any) -> dict[str, Any]:
        return {**FORM, "lead": self.one.code, "items": self.items[0].code, **more}


@pytest.fixture
def scene(staff: Staff) -> Scene:
    return Scene()


def test_the_office_begins_a_plan_and_a_second_one_for_the_year_is_refused(staff: Staff) -> None:
    make.rulebook()
    client = staff(Role.OVERSIGHT)
    assert "还没有计划" in client.get("/plans").text
    assert client.post("/plans", data={"year": "26"}).status_code == 422
    done = client.post("/plans", data={"year": "2026年"})
    assert (done.status_code, done.location) == (303, "/plans/2026")
    assert "先导入各部门计划" in client.get("/plans/2026").text
    again = client.post("/plans", data={"year": "2026"})
    assert (again.status_code, "2026 年度的计划已经建立" in again.text) == (422, True)
    assert staff(Role.LEADER).get("/plans").text.count("建立计划") == 0
    assert client.get("/plans/1999").status_code == 404


def test_the_gauges_show_both_numbers_the_definition_and_what_breaks_them(staff: Staff, scene: Scene) -> None:
    scene.task("T-1", items=[scene.items[0]], rate_b=900, rate_c=900, rate_d=900)
    page = staff(Role.OVERSIGHT).get("/plans/2026").text
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "有 5 项指标不符合，还不能公布" in plain
    assert "3 / 40 上限 2 家；无论怎么抽不超过 3 家 7.50%" in plain
    assert "应抽取 3 家，范围 40 家，最多 2 家" in plain
    assert f"/registers/items/{scene.items[1].code}" in page
    assert "分母：名录里在业的经营主体" in plain
    assert "计数日期：2026-09-11" in plain
    assert "到 2026-09-11 还没有公布，已经晚于 2026-03-31" in plain
    assert "宁静日以外的工作日有 53 天" in plain


def test_a_task_is_written_in_the_browser_and_its_page_tells_what_it_draws(staff: Staff, scene: Scene) -> None:
    client = staff(Role.OVERSIGHT)
    assert client.get("/plans/2026/tasks/new").status_code == 200
    none = client.post("/plans/2026/tasks/new", data={})
    assert (none.status_code, "请填写" in none.text) == (422, True)
    for more, sentence in (
        ({"rate_a": "6"}, "A 级的比例高于 B 级"),
        ({"items": "SX-NOTHING"}, "抽查事项清单里没有“SX-NOTHING”"),
        ({"others": [scene.one.code]}, "牵头单位不用再列为联合单位"),
        ({"until_month": "12"}, "最迟在 11 月完成"),
        ({"inspectors": "1"}, "不少于 2 人"),
        ({"rate_a": "2.555"}, "请核对抽查比例"),
        ({"townships": ["火星"]}, "请在列出的选项里选择"),
    ):
        answer = client.post("/plans/2026/tasks/new", data=scene.form(**more))
        assert answer.status_code == 422, sentence
        assert sentence in answer.text or "townships" in more
    done = client.post("/plans/2026/tasks/new", data=scene.form(others=[scene.other.code], townships=["琼湖街道"]))
    assert done.status_code == 303
    page = client.get(done.location).text
    assert "C 食品、琼湖街道" in page
    assert "2.50%" in page
    assert done.location.endswith(f"/tasks/{scene.one.code}-01")
    assert client.get("/plans/2026/tasks/NOTHING").status_code == 404


def test_a_task_is_changed_and_a_stale_page_changes_nothing(staff: Staff, scene: Scene) -> None:
    client, task = staff(Role.OVERSIGHT), scene.task("T-1", townships=["琼湖街道"])
    address = "/plans/2026/tasks/T-1/edit"
    assert 'value="5"' in client.get(address).text
    assert client.post(address, data=scene.form(version=task.version + 1)).status_code == 409
    wrong = client.post(address, data=scene.form(version=task.version, from_month="9", until_month="4"))
    assert (wrong.status_code, "结束月份早于开始月份" in wrong.text) == (422, True)
    assert client.post(address, data=scene.form(version=task.version)).status_code == 303
    db.session.rollback()
    found = queries.task(queries.by_year(2026), "T-1")
    assert (found.name, found.rate_b, found.townships) == ("食品检查", 250, [])
    assert "修改已保存" in client.get("/plans/2026").text
    assert client.post("/plans/2026/tasks/T-1/remove", data={"version": "x"}).status_code == 409
    assert client.post("/plans/2026/tasks/T-1/remove", data={"version": found.version}).status_code == 303
    db.session.rollback()
    assert queries.tasks(queries.by_year(2026)) == []


def test_a_clerk_writes_tasks_that_the_own_department_leads_and_no_others(staff: Staff, scene: Scene) -> None:
    client = staff(Role.CLERK, scene.one)
    scene.task("T-2", scene.other, scene.one)
    assert client.post("/plans/2026/tasks/new", data=scene.form(lead=scene.other.code)).status_code == 422
    assert client.post("/plans/2026/tasks/new", data=scene.form(number="T-1")).status_code == 303
    for verb in ("edit", "remove", "schedule"):
        assert client.post(f"/plans/2026/tasks/T-2/{verb}", data=scene.form(version=1)).status_code == 403
    page = client.get("/dept/plan/2026").text
    assert "T-1" in page
    assert "T-2" in page
    assert "预计抽中" in page
    assert "还没有任务" in staff(Role.CLERK).get("/dept/plan/2026").text
    assert staff(Role.OVERSIGHT).get("/dept/plan/2026").status_code == 404


def test_the_months_of_a_task_are_set_and_spread_evenly_again(staff: Staff, scene: Scene) -> None:
    client, task = staff(Role.OVERSIGHT), scene.task("T-1", from_month=4, until_month=5)
    seen = task.version
    address = "/plans/2026/tasks/T-1/schedule"
    assert "应抽取 2 家" in client.get(address).text
    wrong = client.post(address, data={"version": seen, "month_4": "3", "month_5": "0"})
    assert (wrong.status_code, "各月合计 3 家次，与任务应抽取的 2 家不一致" in wrong.text) == (422, True)
    assert client.post(address, data={"version": seen, "month_4": "x"}).status_code == 422
    assert client.post(address, data={"version": seen, "month_5": "2"}).status_code == 303
    assert client.post(address, data={"version": seen, "month_5": "2"}).status_code == 409
    assert "各月家次由人工安排" in client.get("/plans/2026/tasks/T-1").text
    db.session.rollback()
    version = queries.task(queries.by_year(2026), "T-1").version
    assert client.post(address, data={"version": version}).status_code == 303
    assert "均匀安排" in client.get("/plans/2026/tasks/T-1").text


def test_tasks_are_merged_in_bulk_and_the_joint_share_rises(staff: Staff, scene: Scene) -> None:
    client = staff(Role.OVERSIGHT)
    scene.task("T-1", items=[scene.items[0]])
    scene.task("T-2", scene.other, items=[scene.items[1]], trades=["C"])
    page = client.get("/plans/2026/merge").text
    assert "共 1 组，合并后少去 2 家次" in page
    assert 'value="T-1 T-2"' in page
    assert client.post("/plans/2026/merge", data={}).status_code == 422
    assert client.post("/plans/2026/merge", data={"merge": ["T-1"]}).status_code == 409
    assert client.post("/plans/2026/merge", data={"merge": ["T-1 T-2"]}).status_code == 303
    db.session.rollback()
    assert [task.number for task in queries.tasks(queries.by_year(2026))] == ["T-1"]
    assert "各项指标都符合，可以公布" in client.get("/plans/2026").text
    assert "没有可以合并的任务" in client.get("/plans/2026/merge").text
    assert "合并勾选的任务" not in staff(Role.CLERK).get("/plans/2026/merge").text


def test_frames_that_cross_are_listed_beside_the_proposals(staff: Staff, scene: Scene) -> None:
    make.enterprise(trade="H 餐饮", credit_grade=Grade.B)
    scene.task("T-1")
    scene.task("T-2", trades=["C"])
    page = staff(Role.CLERK).get("/plans/2026/merge").text
    assert "共 1 对" in page


def test_other_rates_are_tried_and_nothing_is_written(staff: Staff, scene: Scene) -> None:
    client, task = staff(Role.CLERK), scene.task("T-1", scene.one, scene.other)
    assert "结果</h2>" not in client.get("/plans/2026/what-if").text
    page = client.get("/plans/2026/what-if?task=T-1&rate_b=10&rate_c=10&rate_d=10").text
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "结果</h2>" in page
    assert "任务应抽取 2 4" in plain
    assert "全市检查比例 5.00% 10.00%" in plain
    assert "不符合" in plain
    version = task.version
    db.session.rollback()
    assert (task.rate_b, task.version) == (500, version)
    for asked in ("task=NOTHING", "task=T-1&rate_a=x", "task=%00", "task=T-1"):
        assert client.get(f"/plans/2026/what-if?{asked}").status_code == 200


def test_versions_are_listed_opened_and_compared(staff: Staff, scene: Scene) -> None:
    client, task = staff(Role.OVERSIGHT), scene.task("T-1")
    assert client.post("/plans/2026/tasks/T-1/edit", data=scene.form(version=task.version)).status_code == 303
    page = client.get("/plans/2026/versions?one=2&other=3").text
    assert "抽查比例：A 级 1%、B 级 2.5%" in page
    assert "测试用户" in page
    assert "任务没有差别" in client.get("/plans/2026/versions?one=2&other=2").text
    assert "日常检查" in client.get("/plans/2026/versions/2").text
    assert "食品检查" in client.get("/plans/2026/versions/3").text
    assert "这个版本里没有任务" in client.get("/plans/2026/versions/1").text
    assert client.get("/plans/2026/versions/9").status_code == 404
    assert client.get("/plans/2026/versions?one=9&other=x").status_code == 200


def test_high_risk_enterprises_stand_under_key_supervision_with_the_law_for_it(staff: Staff, scene: Scene) -> None:
    make.enterprise(trade="C 花炮", risk_level=Risk.HIGH)
    scene.task("T-1", scene.one, scene.other)
    client = staff(Role.OVERSIGHT)
    address = "/plans/2026/supervision"
    assert "高危企业 0 / 1 家已列入" in client.get(address).text
    assert client.post(f"{address}/new", data={"department": scene.one.code}).status_code == 422
    form = {"department": scene.one.code, "trades": "C 花炮", "basis": "安全生产法第六十二条"}
    assert client.post(f"{address}/new", data=form).status_code == 303
    page = client.get(address).text
    assert "高危企业 1 / 1 家已列入" in page
    assert "安全生产法第六十二条" in page
    clerk = staff(Role.CLERK, scene.other)
    assert clerk.post(f"{address}/new", data=form).status_code == 422
    (entry_id,) = [entry.id for entry in queries.supervisions(scene.plan)]
    assert clerk.post(f"{address}/{entry_id}/remove").status_code == 403
    assert client.post(f"{address}/{entry_id}/remove").status_code == 303
    assert client.post(f"{address}/{entry_id}/remove").status_code == 404


def test_publishing_names_the_rows_and_the_clause_and_then_everybody_sees_the_plan(staff: Staff, scene: Scene) -> None:
    client = staff(Role.OVERSIGHT)
    scene.task("T-1")
    refused = client.post("/plans/2026/publish")
    assert refused.status_code == 422
    assert "联合抽查任务只有 0 / 1 项，没有达到 20%。单独开展的任务：T-1" in refused.text
    assert "附件3 第66项" in refused.text
    assert "先改正下面不符合的指标" in client.get("/plans/2026/publish").text
    task = queries.task(queries.by_year(2026), "T-1")
    more = scene.form(version=task.version, others=[scene.other.code], items="、".join(i.code for i in scene.items))
    assert client.post("/plans/2026/tasks/T-1/edit", data=more).status_code == 303
    assert "公布以后不能再改" in client.get("/plans/2026/publish").text
    assert client.get("/public/plans/2026.csv").status_code == 404
    assert "还没有公布" in client.get("/public/plans/2026").text
    assert client.post("/plans/2026/publish").status_code == 303
    page = client.get("/public/plans/2026").text
    assert "2026-09-11" in page
    assert "食品检查" in page
    assert "1 / 40" in page
    assert "2026 年度抽查计划" in client.get("/public/plans").text
    lines = client.get("/public/plans/2026.csv").text.splitlines()
    assert lines[0].endswith("范围内经营主体,应抽取")
    assert lines[1].endswith(",40,1")
    assert client.get("/public/plans/2026.xlsx").data[:2] == b"PK"
    assert "已经公布" in client.get("/plans/2026/publish").text
    assert client.get("/plans/2026/tasks/new").status_code == 409
    assert client.get("/public/plans/1999").status_code == 404


def test_an_enterprise_and_anybody_else_see_when_the_plan_is_due(staff: Staff) -> None:
    make.rulebook()
    client = staff(Role.LEADER)
    assert "2026-03-31" in client.get("/public/plans/2026").text
    assert "计划将于 2026-03-31 前公布" in client.get("/public/plans").text


def sheet(*rows: list[str]) -> bytes:
    return made.xlsx([HEAD, *rows])


def row(scene: Scene, number: str, **more: str) -> list[str]:
    told = {
        "year": "2026",
        "number": number,
        "name": "食品检查",
        "targeting": "定向",
        "lead": scene.one.name,
        "others": "",
        "items": scene.items[0].code,
        "rate": "3%",
        "inspectors": "2",
        "months": "4-10月",
    }
    return list((told | more).values())


def test_a_departments_sheet_is_imported_and_bad_rows_say_what_is_wrong(staff: Staff, scene: Scene) -> None:
    client = staff(Role.CLERK, scene.one)
    scene.task("T-9", scene.other)
    rows = [
        row(scene, "T-1", others=scene.other.name, items="甲、" + scene.items[1].code),
        row(scene, "T-2", lead=scene.other.name),
        row(scene, "T-3", year="2031"),
        row(scene, "T-4", items="没有这项"),
        row(scene, "T-5", rate="三成"),
        row(scene, "T-6", months="10-12月"),
        row(scene, "T-7", inspectors="1"),
        row(scene, "T-9"),
    ]
    page = client.get(sent(client, "plan_tasks", sheet(*rows))).text
    for sentence in (
        "有 7 行需要修改",
        "牵头的不是您的单位",
        "没有这一年度的抽查计划",
        "抽查事项清单里没有“没有这项”",
        "请核对抽查比例",
        "最迟在 11 月完成",
        "不少于 2 人",
        "由别的单位牵头",
    ):
        assert sentence in page, sentence
    assert "已导入 1 行" in imported(client, "plan_tasks", sheet(*rows), "good")
    db.session.rollback()
    task = queries.task(queries.by_year(2026), "T-1")
    assert ([unit.code for unit in task.departments], task.rate_u) == ([scene.one.code, scene.other.code], 300)
    assert [item.name for item in task.items] == ["甲", "乙"]


def test_what_is_exported_imports_as_unchanged(staff: Staff, scene: Scene) -> None:
    client = staff(Role.OVERSIGHT)
    more = {"kinds": ["company"], "trades": ["C"], "townships": ["琼湖街道"], "risks": ["low"], "rate_a": 100}
    scene.task("T-1", scene.one, scene.other, **more)
    client.set_cookie("language", "en")
    book = client.get("/plans/2026.xlsx").data
    client.set_cookie("language", "zh_Hans_CN")
    assert "不变</dt><dd>1<" in client.get(sent(client, "plan_tasks", book)).text
    assert client.get("/plans/2026.csv").text.count("\r\n") == 2
