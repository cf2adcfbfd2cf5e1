"""The pages of surveys: slips told once, a ballot without signing in, wrong codes counted, results for everybody."""

import pypdfium2
import pytest
from flask import Flask

from app.kernel.db import db
from app.surveys import queries
from app.surveys.rules import Group, Level
from tests.conftest import Client
from tests.surveys.votes import Cast

pytestmark = pytest.mark.usefixtures("frozen")


class Scene(Cast):
    """The office with a browser, and somebody who never signed in."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        found = [app.test_client(), app.test_client()]
        self.office, self.voter = [one for one in found if isinstance(one, Client)]
        self.office.sign_in(self.officer)

    def ballot(self, level: str = "good") -> dict[str, str]:
        return {f"level_{one.id}": level for one in self.units}


@pytest.fixture
def scene(sqlite_app: Flask) -> Scene:
    return Scene(sqlite_app)


def test_slips_are_told_once(scene: Scene) -> None:
    there, data = f"/surveys/{scene.survey.number}/slips", {"group": "deputies", "size": "11", "once": "a" * 32}
    answer = scene.office.post(there, data=data)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "no-store")
    pages = pypdfium2.PdfDocument(answer.data)
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    codes = {word for word in words.split() if queries.code(word) is not None}
    assert len(codes) == 11
    again = scene.office.post(there, data=data)
    assert again.status_code == 409
    assert "不能再显示一次" in again.text
    assert not any(code in scene.office.get(f"/surveys/{scene.survey.number}").text for code in codes)


def test_a_code_opens_one_ballot_without_signing_in(scene: Scene) -> None:
    code = scene.codes[Group.DEPUTIES][0]
    shown = scene.voter.post("/survey", data={"code": code.lower()})
    assert scene.units[0].name in shown.text
    data = {"code": code, "once": "b" * 32, **scene.ballot()}
    assert [scene.voter.post("/survey/ballot", data=data).location for _ in range(2)] == ["/survey/thanks"] * 2
    refused = scene.voter.post("/survey/ballot", data={**data, "once": "c" * 32})
    assert refused.status_code == 409
    assert "已经用过" in refused.text
    db.session.rollback()
    assert queries.progress(scene.survey) == (16, 1, 1)


def test_what_was_chosen_comes_back_with_the_refusal(scene: Scene) -> None:
    code = scene.codes[Group.DEPUTIES][0]
    long = {f"words_{scene.units[0].id}": "慢" * 301}
    refused = scene.voter.post("/survey/ballot", data={"code": code, **scene.ballot("poor"), **long})
    assert refused.status_code == 422
    assert refused.text.count("checked") == 2
    empty = scene.voter.post("/survey/ballot", data={"code": code, **scene.ballot("none")})
    assert "一个单位都没有评" in empty.text


def test_wrong_codes_are_counted_and_right_ones_are_not(scene: Scene) -> None:
    ends = [scene.voter.post("/survey", data={"code": f"2222-2222-22{n}2"}).status_code for n in range(2, 9)]
    assert ends == [422] * 5 + [429] * 2
    rights = [scene.voter.post("/survey", data={"code": code}).status_code for code in scene.codes[Group.DEPUTIES]]
    assert rights == [200] * 8


def test_results_are_everybodys_once_it_is_closed(scene: Scene, frozen: object) -> None:
    for code in scene.codes[Group.DEPUTIES][:6]:
        scene.cast(code, {scene.units[0]: Level.GOOD})
    there = f"/public/surveys/{scene.survey.number}"
    assert scene.voter.get(there).status_code == 404
    scene.close()
    assert scene.units[0].name in scene.voter.get(there).text
    rows = scene.voter.get(f"{there}.csv").data.decode("utf-8-sig").splitlines()
    assert rows[1] == f"{scene.units[0].name},全部,6,0,6,0,0,0,4"
    assert rows[2].endswith("不公布")
