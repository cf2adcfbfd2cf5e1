"""The pages of no slice, and what the layout asks for."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from app.kernel import wording
from app.kernel.web import gallery, gate, parts


def page(app: Flask, path: str, language: str = "") -> str:
    client = app.test_client()
    if language:
        client.set_cookie("language", language)
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return response.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/help", "/accessibility", "/privacy"])
def test_pages_of_the_house_open_for_everybody_in_both_languages(sqlite_app: Flask, path: str) -> None:
    assert '<html lang="zh-Hans-CN" class="size-public"' in page(sqlite_app, path)
    assert '<html lang="en"' in page(sqlite_app, path, "en")


def test_components_are_shown_in_the_demo_only(sqlite_app: Flask) -> None:
    assert sqlite_app.test_client().get("/dev/components").status_code == 404
    sqlite_app.config["DEMO"] = True
    assert "有 5 处需要修改" in page(sqlite_app, "/dev/components")


def test_a_page_with_faults_says_so_in_its_title(sqlite_app: Flask) -> None:
    sqlite_app.config["DEMO"] = True
    assert "<title>错误：组件库 - 优化营商环境" in page(sqlite_app, "/dev/components")
    assert "<title>首页 - 优化营商环境" in page(sqlite_app, "/")


@pytest.mark.usefixtures("frozen")
def test_the_demo_tells_its_own_day(sqlite_app: Flask) -> None:
    assert "演示环境" not in page(sqlite_app, "/")
    sqlite_app.config["DEMO"] = True
    assert "演示时间 2026-09-11（周五）" in page(sqlite_app, "/")


def test_the_footer_shows_what_is_configured_and_nothing_empty(sqlite_app: Flask) -> None:
    assert "主办单位" not in page(sqlite_app, "/")
    sqlite_app.config["BE_OWNER"] = "沅江市优化营商环境办公室"
    assert "主办单位：沅江市优化营商环境办公室" in page(sqlite_app, "/")


def test_every_refusal_has_its_page(sqlite_app: Flask) -> None:
    for code in wording.REFUSALS:
        text = page(sqlite_app, f"/problems/{code}")
        assert code in text
        assert "%(" not in text


def test_an_unknown_refusal_and_an_unknown_address_say_what_to_do(sqlite_app: Flask) -> None:
    for path in ("/problems/nothing", "/nowhere"):
        response = sqlite_app.test_client().get(path)
        text = response.get_data(as_text=True)
        assert response.status_code == 404
        assert "没有找到您要的内容。" in text
        assert "问题编号：" in text
        assert 'href="tel:12345"' in text


def test_a_fault_of_the_service_is_told_even_where_nothing_answers(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("the database is away")

    sqlite_app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(gate, "role", broken)
    response = sqlite_app.test_client().get("/help")
    text = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "系统出了问题，这次操作没有保存。" in text
    assert "问题编号：" in text
    assert "database" not in text


def test_a_link_to_a_door_that_is_not_there_is_not_shown(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        assert not parts.has_endpoint("nowhere.at_all")
        assert not parts.may_open("nowhere.at_all")
        assert parts.may_open("site.home")
        assert not parts.may_open("site.components")


def test_a_filter_can_be_taken_away_alone(sqlite_app: Flask) -> None:
    asked = "/dev/components?channel=web&matter=a&matter=b&page=3&unknown=1"
    with sqlite_app.test_request_context(asked):
        form = gallery.SampleForm(formdata=MultiDict())
        found = parts.chips(form)
        assert [(str(name), str(value)) for name, value, _ in found] == [
            ("涉及单位", "a"),
            ("涉及单位", "b"),
            ("渠道", "网上"),
        ]
        assert found[0][2] == "/dev/components?channel=web&matter=b&unknown=1"


def test_marks_are_fresh_and_faults_lead_to_their_controls(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/dev/components"):
        assert parts.fresh_mark() != parts.fresh_mark()
        shown = gallery.shown()
        ids = [control for control, _ in parts.faults(shown["form"])]
        assert ids == ["phone", "happened_on", "story", "disclosure", ""]
        assert parts.faults(None) == []


def test_optional_controls_are_told_apart(sqlite_app: Flask) -> None:
    with sqlite_app.test_request_context("/"):
        form = gallery.SampleForm(formdata=None)
        assert parts.is_optional(form.matter)
        assert not parts.is_optional(form.phone)
