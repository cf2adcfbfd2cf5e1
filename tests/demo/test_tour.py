"""The tour: each scene opens as each of its people, in the demo only, and the change of person is a whole sign-in."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.demo import queries
from app.demo.views import tour
from app.demo.views.inspections import PUBLIC
from app.demo.views.scenes import SCENES
from app.demo.views.walking import SHORT
from app.kernel.permissions import Role
from tests import make
from tests.conftest import Client

SEEN = {
    ("1", "enterprise"): ["有人上门没有核验码", "湖畔"],
    ("1", "director"): ["待认定", "两个人要看消防通道", "澄湖市应急管理局"],
    ("8", "leader"): ["2026-09-12（周六）", "宁静日 1 天", "消防", "同意", "退回补充", "不同意"],
    ("8", "inspector"): ["备案号 BA-20260911-000003-", "2026-09-11", "下载存证回执"],
    ("8", "enterprise"): ["我的迎检记录", "备案号 BA-20260911-000003-", "有效"],
    ("8", "director"): ["待批", "已批准", "备案台账"],
    ("2", "officer"): ["受理并交办", "澄湖市应急管理局", "青芦镇"],
    ("2", "enterprise"): ["待受理", "2026-09-14"],
    ("3", "officer"): ["超期", "已超 4 个工作日", "今天到期"],
    ("3", "li"): ["今天到期", "2026-09-08", "第 3 个工作日"],
    ("4", "officer"): ["红色督办单", "蓝色督办单", "DB-", "下载 PDF", "市优办会议室", "待签收"],
    ("4", "director"): ["督办建议", "批量催办"],
    ("7", "enterprise"): ["已清零", "¥0.00（零元整）", "¥300,000.00", "¥260,000.00", "云桥镇人民政府"],
    ("7", "officer"): ["已清零", "现场督办", "DB-", "捌拾陆万元整"],
    ("7", "director"): ["沙洲镇人民政府", "¥300,000.00（叁拾万元整）", "2 件，其中已清零 1 件"],
    ("5", "zhou"): ["2026-10-09", "中秋节", "国庆节", "2026-09-20（周日） 第 6 个工作日 · 调休上班"],
    ("5", "enterprise"): ["2026-10-09", "中秋节", "国庆节"],
    ("6", "officer"): ["整改", "回访"],
    ("6", "zhou"): ["整改", "保密"],
    ("6", "enterprise"): ["已评价", "整改"],
    ("13", "inspector"): ["录入结果", "未发现问题", "提交结果", "保存草稿"],
    ("13", "director"): ["公示管理", "剩 2 个工作日", "2026-09-15"],
    ("13", "li"): ["2026-08-18", "2026-09-15", "第 18 个工作日"],
    ("14", "zhou"): ["YC-20260910-", "¥30,000.00（叁万元整）", "罚款合计达到报备数额", "登记处罚决定"],
    ("14", "li"): ["¥29,999.99（贰万玖仟玖佰玖拾玖元玖角玖分）", "自愿报备"],
    ("14", "officer"): ["先处罚后报备", "肆万捌仟元整", "2026-09-03 作出"],
    ("11", "officer"): ["已公布", "锁定摘要", "填写公开随机数", "市政务大厅当众掷 20 枚十面骰"],
    ("11", "enterprise"): ["自行验证", "verify_draw.py", "全部下载（ZIP）"],
    ("12", "officer"): ["已锁定", "守信免查，五年内已查", "湖畔"],
    ("12", "enterprise"): ["回避替换", "仲安妮 市人大代表"],
    ("9", "director"): ["宁静日未批入企", "入企时间", "2026-09-08 09:42:00", "JC-20260908-", "2026-09-16", "待说明"],
    ("9", "zhou"): ["请单位说明", "说明情况", "2026-09-16"],
    ("9", "enterprise"): ["市场监督管理局", "转办交办"],
    ("10", "director"): ["有 4 项指标不符合，还不能公布", "32 / 573 上限 28 家", "5.46%", "4 / 28", "14.28%"],
    ("10", "officer"): ["共 7 组，合并后少去", "合并勾选的任务"],
    ("16", "director"): ["月调度报告", "2026年8月", "BG-20260902-", "下载 XLSX", "点名单位"],
    ("16", "officer"): ["季点评报告", "2026年第2季度", "各单位综合按时率和名次", "100%"],
    ("16", "li"): ["半年测评报告", "2026年上半年", "综合按时率"],
    ("16", "enterprise"): ["公开数据", "收到投诉", "数字表"],
    ("10", "enterprise"): ["2026 年度抽查计划", "2026-03-18"],
    ("18", "admin"): ["消息推送", "新建推送", "签名后推送给别的系统"],
    ("19", "admin"): ["2027 年工作日历", "暂定", "按周末和法定节假日推算"],
    ("19", "officer"): ["工作台", "季度进展报送", "2026-09-15"],
    ("20", "director"): ["封账单", "2026-09-10"],
}


def text(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def become(client: Client, who: str, scene: str = "") -> Any:
    names = {("enterprise" if user.enterprise_id else user.username): user.username for user in queries.signins()}
    return client.post("/demo/sign-in", data={"username": names[who], "scene": scene})


@pytest.fixture
def visitor(city: Flask) -> Client:
    made = city.test_client()
    assert isinstance(made, Client)
    return made


@pytest.mark.parametrize(("scene", "who"), [(scene.key, view.who) for scene in SCENES for view in scene.views])
def test_a_scene_opens_and_shows_what_it_promises(scene: str, who: str, visitor: Client) -> None:
    answer = visitor.get(become(visitor, who, scene).location)
    assert answer.status_code == 200
    assert [words for words in SEEN[scene, who] if words not in text(answer.text)] == []


def test_the_department_is_not_told_who_rated(visitor: Client) -> None:
    page = visitor.get(become(visitor, "zhou", "6").location).text
    assert "湖畔" not in page


def test_the_tour_lists_every_scene(visitor: Client) -> None:
    page = text(visitor.get("/demo").text)
    assert [scene.key for scene in SCENES if f"场景 {scene.key}：" not in page] == []


OPEN = {
    "publication.index": ["检查结果公示", "下载：", "JC-2026"],
    "publication.show": ["检查结束", "公示日期", "公示期限"],
    "publication.csv": ["检查编号,经营主体,统一社会信用代码"],
    "visits.check": ["有效", "湖畔食品", "备案号 BA-20260911-000003-"],
    "draws.public": ["自行验证", "全部下载（ZIP）"],
    "publication.rates": ["抽查事项", "公示"],
}


@pytest.mark.parametrize("place", range(len(PUBLIC.links)))
def test_scene_17_opens_for_everybody_in_both_languages_and_in_large_type(place: int, city: Flask) -> None:
    stranger, world = city.test_client(), queries.world()
    link = PUBLIC.links[place]
    with city.test_request_context():
        (_link, address) = tour.links(PUBLIC, world.cases if world else {})[place]
    assert [words for words in OPEN[link.endpoint] if words not in stranger.get(address).text] == []
    for name, value, words in (("language", "en", 'lang="en"'), ("elder", "on", "size-elder")):
        stranger.post("/language", data={name: value})
        page = stranger.get(address)
        assert page.status_code == 200
        assert page.mimetype != "text/html" or words in page.text


def test_the_tour_says_its_date(visitor: Client) -> None:
    page = text(visitor.get("/demo").text)
    assert "2026-09-11（周五）" in page


def test_a_newcomer_finds_the_short_tour_first_and_the_way_back_on_every_page(visitor: Client) -> None:
    page = visitor.get("/demo").text
    short = re.findall(r'<li><a href="#(scene-[^"]+)"', page)
    assert [f"scene-{key}" for key in SHORT if key in {scene.key for scene in SCENES}] == short
    assert [anchor for anchor in short if f'id="{anchor}"' not in page] == []
    assert "flask ledger fsck" in page
    for scene in SCENES:
        for view in scene.views:
            banner = visitor.get(become(visitor, view.who, scene.key).location).text.partition("演示环境")[2]
            assert 'href="/demo"' in banner.partition("</p>")[0], (scene.key, view.who)


@pytest.mark.parametrize("proof", sorted({scene.proof for scene in SCENES}))
def test_the_test_that_proves_a_scene_is_there(proof: str) -> None:
    place, _colons, name = proof.partition("::")
    assert f"def {name}(" in Path(place).read_text("utf-8")


def test_somebody_who_is_none_of_the_shown_people_cannot_be_chosen(visitor: Client) -> None:
    for name in ("clerk.cgzf", "nobody", ""):
        assert visitor.post("/demo/sign-in", data={"username": name}).status_code == 404


def test_changing_who_one_is_leaves_nothing_of_the_other(visitor: Client) -> None:
    become(visitor, "enterprise", "2")
    with visitor.session_transaction() as before:
        first, before["followed"] = dict(before), ["something"]
    become(visitor, "officer", "2")
    with visitor.session_transaction() as after:
        assert "followed" not in after
        assert after["_user_id"] != first["_user_id"]


def test_who_needs_a_second_factor_has_passed_it_and_is_fresh(visitor: Client) -> None:
    become(visitor, "admin")
    assert visitor.get("/settings").status_code == 200
    become(visitor, "director")
    assert visitor.get("/desk").status_code == 200


def test_the_sign_in_page_shows_the_people_and_their_codes(visitor: Client) -> None:
    page = text(visitor.get("/auth/login").text)
    assert "chenghu-demo-2026" in page
    assert re.search(r"director chenghu-demo-2026 \d{6}", page)


def test_without_a_city_the_users_are_real_and_nobody_can_be_chosen(sqlite_app: Flask) -> None:
    sqlite_app.config["DEMO"] = True
    make.user(Role.ADMINISTRATOR, username="admin")
    client = sqlite_app.test_client()
    assert client.post("/demo/sign-in", data={"username": "admin"}).status_code == 404
    assert "flask demo load" in client.get("/demo").text
    assert queries.signins() == []


def test_a_forged_change_of_person_is_refused(guarded: Flask) -> None:
    guarded.config["DEMO"] = True
    assert guarded.test_client().post("/demo/sign-in", data={"username": "director"}).status_code == 400


def test_outside_the_demo_there_is_no_tour(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    assert client.get("/demo").status_code == 404
    assert client.post("/demo/sign-in", data={"username": "director"}).status_code == 404
    assert "演示账号" not in client.get("/auth/login").text
