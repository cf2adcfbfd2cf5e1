"""The plan and the draw of the full demo city in a browser, from the departments' sheets to the public page.

`make bench ARGS="-k city"`. 60 000 enterprises; no JavaScript, 360 px. Every department sends its tasks as a sheet for
a year that has no plan yet; the office merges, publishes, draws up, locks, types the value, draws, publishes; anybody
checks the download with the program of one file. Prints the seconds of each step; each page is checked with axe.
"""

import csv
import io
import subprocess
import sys
import time
import zipfile
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.accounts.models import User
from app.departments import queries as departments
from app.kernel.db import db
from app.kernel.permissions import Role
from tests.browser.test_plan_journey import WARM
from tests.browser.test_registers import sound
from tests.conftest import Client, Live
from tests.demo.conftest import load
from tests.draws.made import PROGRAM, VALUE
from tests.kernel import sheets_made as made

YEAR = "2028"
DAY = timedelta(days=1)


class Walk:
    """Browsers of the people of the city; each step says how long it took."""

    def __init__(self, live: Live, open_page: Callable[..., Any]) -> None:
        self.live, self.open_page = live, open_page
        self.begun = time.perf_counter()

    def told(self, what: str) -> None:
        print(f"{what:<44}{time.perf_counter() - self.begun:8.2f} s")
        self.begun = time.perf_counter()

    def seat(self, user: User | None, *, javascript: bool = False) -> Any:
        page = self.open_page(javascript=javascript)
        page.set_default_timeout(30_000)
        if user is not None:
            client = self.live.app.test_client()
            assert isinstance(client, Client)
            client.sign_in(user)
            cookie = client.get_cookie("session")
            assert cookie is not None
            page.context.add_cookies([{"name": "session", "value": cookie.value, "url": self.live.url}])
        self.begun = time.perf_counter()
        return page


def people(role: Role) -> list[User]:
    return list(db.session.scalars(select(User).where(User.role == role).order_by(User.id)))


def sheets(page: Any, live: Live, folder: Path) -> dict[str, str]:
    """What the departments ask for next year, as the sheet of each for another year."""
    text = page.request.get(f"{live.url}/plans/2027.csv").body().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    by_lead: defaultdict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        by_lead[row[head.index("牵头单位")]].append([YEAR, *row[1:]])
    for name, own in by_lead.items():
        (folder / f"{name}.csv").write_bytes(made.csv([head, *own]))
    return {name: str(folder / f"{name}.csv") for name in by_lead}


# A browser that leaves while the server still sends it a style sheet is nobody's fault.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.browser
def test_the_full_city_walks_from_sheets_to_a_published_draw(
    frozen: Any, live: Live, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    live.app.test_client_class = Client
    walk = Walk(live, open_page)
    load(live.app, "--scale", "full")
    walk.told("\nthe full demo city, loaded")
    office, other = people(Role.OVERSIGHT)[:2]
    page = walk.seat(office)
    page.goto("/plans")
    page.get_by_label("年份").fill(YEAR)
    page.locator("main form button").first.click()
    walk.told("a plan begun")
    found = sheets(page, live, tmp_path)
    clerks = {departments.get(user.department_id).name: user for user in people(Role.CLERK) if user.department_id}
    for name, file in found.items():
        clerk = walk.seat(clerks[name])
        clerk.goto("/imports/new?kind=plan_tasks")
        clerk.set_input_files("input[type=file]", file)
        clerk.get_by_role("button", name="上传并核对").click()
        assert "都可以导入" in clerk.locator("main").inner_text(), name
        clerk.locator("main form button").first.click()
        clerk.context.close()
    walk.told(f"sheets of {len(found)} departments imported")
    page.goto(f"/plans/{YEAR}")
    walk.told("gauges")
    page.goto(f"/plans/{YEAR}/supervision")
    page.get_by_label("负责单位").select_option(label="澄湖市应急管理局")
    page.get_by_label("法律依据").fill("《中华人民共和国安全生产法》第六十二条")
    page.get_by_role("button", name="列入重点监管").click()
    walk.told("key supervision")
    page.goto(f"/plans/{YEAR}")
    while WARM not in page.content():
        page.goto(f"/plans/{YEAR}/merge")
        walk.told("proposals")
        page.get_by_role("button", name="合并勾选的任务").click()
        walk.told("merged")
    page.goto(f"/plans/{YEAR}/publish")
    walk.told("publish: asked")
    page.get_by_role("button", name="公布计划").click()
    walk.told("published")
    page.goto(f"/draws/new?year={YEAR}")
    walk.told("draw: tasks to choose")
    page.locator("main form button").first.click()
    walk.told("drawn up")
    number = page.url.rsplit("/", 1)[1]
    page.goto(f"/draws/{number}/lock")
    page.get_by_label("公布随机数的时间").fill("2026-09-13 09:00")
    page.get_by_label("来源 1：类型").select_option("dice")
    page.get_by_label("来源 1：在哪里、哪一期").fill("政务大厅，20 枚十面骰")
    walk.told("lock: asked")
    page.get_by_role("button", name="锁定并公布摘要").click()
    assert "名单已锁定" in page.inner_text("main")
    walk.told("locked")
    frozen.shift(2 * DAY)
    for user in (office, other):
        page = walk.seat(user)
        page.goto(f"/draws/{number}/value")
        page.get_by_label("公开随机数").fill(VALUE)
        page.get_by_label("见证人").fill("张三 市人大代表\n李四 澄湖商会")
        page.get_by_role("button", name="提交随机数").click()
    walk.told("value typed by two")
    page.get_by_role("button", name="开始抽取").click()
    assert "抽中" in page.inner_text("main")
    walk.told("drawn")
    page.goto(f"/draws/{number}/publish")
    page.get_by_role("button", name="公布结果").click()
    walk.told("published")
    stranger = walk.seat(None, javascript=True)
    stranger.goto(f"/public/draws/{number}")
    walk.told("public page")
    sound(stranger)
    data = stranger.request.get(f"{live.url}/public/draws/{number}.zip").body()
    walk.told(f"download, {len(data) / 1e6:.1f} MB")
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path / "draw")
    subprocess.run([sys.executable, "-I", PROGRAM, tmp_path / "draw"], check=True)
    walk.told("checked by the program of one file")
    stranger.get_by_role("button", name="用公布的文件重算").click()
    stranger.get_by_text("逐字节相同").wait_for()
    walk.told("checked by the page")
    seer = walk.seat(office, javascript=True)
    for path in (f"/plans/{YEAR}", f"/draws/{number}", f"/public/plans/{YEAR}"):
        seer.goto(path)
        sound(seer)
        walk.told(f"axe {path}")
