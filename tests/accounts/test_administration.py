"""Administration: users made, moved and shut out, in the browser and from the terminal, each time in the ledger."""

import re

import pytest

from app.accounts import queries, service
from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from tests import make
from tests.accounts.test_sign_in import post


@pytest.fixture
def admin(sqlite_app):
    client = sqlite_app.test_client()
    client.sign_in(make.user(Role.ADMINISTRATOR))
    return client


def created(app, **more):
    values = {"password": make.PASSWORD, "by": SYSTEM, "at": clock.now(), **more}
    with transaction():
        return service.create_user(values.pop("username", "li.ming"), "李明", values.pop("role", Role.LEADER), **values)


def test_a_new_user_is_in_the_ledger_without_a_name(app):
    user = created(app)
    entry = ledger.of(user.actor)[0]
    assert entry.verb == "account:create"
    assert entry.actor == "system"
    assert "李明" not in entry.facts
    assert "li.ming" not in entry.facts
    assert user.password.startswith("$argon2id$")
    assert make.PASSWORD not in user.password


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"role": Role.CLERK}, "user_department"),
        ({"role": Role.LEADER, "department_id": 1}, "user_department"),
        ({"role": Role.ENTERPRISE}, "user_enterprise"),
        ({"role": Role.LEADER, "enterprise_id": 1}, "user_enterprise"),
        ({"password": "short"}, "password_too_short"),
        ({"password": "li.ming is me"}, "password_common"),
        ({"username": "?"}, "username_malformed"),
    ],
)
def test_a_user_that_will_not_do_is_refused(app, more, code):
    with pytest.raises(Refused) as refused:
        created(app, **more)
    assert refused.value.code == code
    assert db.session.query(User).count() == 0


def test_a_user_name_is_taken_however_it_is_typed(app):
    created(app)
    with pytest.raises(Refused) as refused:
        created(app, username="LI.MING")
    assert refused.value.code == "username_taken"


def test_nobody_changes_the_own_role_or_shuts_themselves_out(app):
    user = make.user(Role.ADMINISTRATOR)
    verbs = (
        lambda: service.deactivate(user, by=user, at=clock.now()),
        lambda: service.reset_second_factor(user, by=user, at=clock.now()),
        lambda: service.edit_user(user, name="新", role=Role.LEADER, by=user, at=clock.now()),
    )
    for verb in verbs:
        with pytest.raises(Refused) as refused, transaction():
            verb()
        assert refused.value.code == "user_self"


def test_an_account_is_stopped_once_and_taken_up_once(app):
    user = make.user(Role.CLERK)
    with transaction():
        service.deactivate(user, by=SYSTEM, at=clock.now())
    with pytest.raises(Refused, match="user_inactive"), transaction():
        service.deactivate(queries.get(user.id), by=SYSTEM, at=clock.now())
    with transaction():
        service.activate(queries.get(user.id), by=SYSTEM, at=clock.now())
    with pytest.raises(Refused, match="user_active"), transaction():
        service.activate(queries.get(user.id), by=SYSTEM, at=clock.now())


def test_an_administrator_makes_a_clerk_whose_first_password_is_told_once(admin, sqlite_app):
    department = make.department("测试市场监管局")
    assert "测试市场监管局" in admin.get("/admin/users/new").text
    data = {"username": "Li.Ming", "name": "李明", "role": "clerk", "department_id": str(department.id)}
    page = admin.post("/admin/users/new", data=data)
    password = re.search(r"[2-9a-z]{4}(-[2-9a-z]{4}){3}", page.text)[0]
    browser = sqlite_app.test_client()
    assert post(browser, "li.ming", password).status_code == 302
    assert browser.get("/").location == "/settings/password"
    again = admin.post("/admin/users/new", data=data)
    assert again.status_code == 422
    assert "这个用户名已有账号" in again.text
    missing = admin.post("/admin/users/new", data={**data, "username": "other", "department_id": ""})
    assert missing.status_code == 422
    assert "部门经办和执法检查人员要选所属单位" in missing.text


def test_an_administrator_edits_resets_and_stops_a_user(admin, sqlite_app):
    user = make.user(Role.DISCIPLINE)
    path = f"/admin/users/{user.id}"
    assert admin.get(path).status_code == 200
    assert admin.post(path, data={"name": "王芳", "role": "leader", "department_id": ""}).status_code == 303
    db.session.refresh(user)
    assert (user.name, user.role) == ("王芳", Role.LEADER)
    assert admin.post(path, data={"name": "王芳", "role": "clerk", "department_id": ""}).status_code == 422
    assert "一次性密码" in admin.post(f"{path}/reset-password").text
    assert admin.post(f"{path}/deactivate").status_code == 303
    assert "已停用" in admin.get(path).text
    assert admin.post(f"{path}/activate").status_code == 303
    verbs = [entry.verb for entry in ledger.of(user.actor)]
    assert verbs[1:] == ["account:edit", "account:reset_password", "account:deactivate", "account:activate"]
    assert admin.get("/admin/users/99999").status_code == 404


def test_a_user_of_an_enterprise_stays_one(admin):
    user = make.user(Role.ENTERPRISE)
    path = f"/admin/users/{user.id}"
    assert admin.post(path, data={"name": "新名字", "role": "leader", "department_id": ""}).status_code == 422
    assert admin.post(path, data={"name": "新名字", "role": "enterprise", "department_id": ""}).status_code == 303


def test_users_are_found_by_name_and_role(admin):
    make.user(Role.LEADER, username="findme", name="贺龙江")
    assert "findme" in admin.get("/admin/users?q=贺龙").text
    assert "findme" in admin.get("/admin/users?role=leader").text
    assert "findme" not in admin.get("/admin/users?role=clerk").text
    assert "没有找到符合条件的用户" in admin.get("/admin/users?q=nobody%25").text


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_manage_users_and_tokens(sqlite_app, role):
    client = sqlite_app.test_client()
    client.sign_in(make.user(role))
    for path in ("/admin/users", "/admin/users/new", "/admin/users/1", "/admin/tokens", "/admin/tokens/new"):
        assert client.get(path).status_code == 403
    assert client.post("/admin/users/1/deactivate").status_code == 403


def test_the_terminal_makes_resets_and_lists_users(sqlite_app):
    run = sqlite_app.test_cli_runner().invoke
    department = make.department()
    made = run(args=["user", "create", "li.ming", "--name", "李明", "--role", "clerk", "--department", department.code])
    name, password = made.output.split()
    assert name == "li.ming"
    assert post(sqlite_app.test_client(), name, password).status_code == 302
    reset = run(args=["user", "reset", "li.ming", "--second-factor"])
    assert reset.output.split()[1] != password
    assert "li.ming\tclerk\tactive" in run(args=["user", "list", "--role", "clerk"]).output
    assert run(args=["user", "create", "li.ming", "--name", "李明", "--role", "leader"]).exit_code == 1
    assert run(args=["user", "create", "x.y", "--name", "李明", "--role", "clerk", "--department", "no"]).exit_code == 1
    assert run(args=["user", "reset", "nobody"]).exit_code == 1


def test_entries_name_the_request_that_they_belong_to(admin):
    user = make.user(Role.DISCIPLINE)
    admin.post(f"/admin/users/{user.id}/deactivate")
    assert len(ledger.of(user.actor)[-1].request_id) == 32


def test_an_unlabelled_view_stops_start_up(sqlite_app):
    from app.kernel.web import prove_labels

    sqlite_app.add_url_rule("/bare", "bare", lambda: "")
    with pytest.raises(RuntimeError, match="bare"):
        prove_labels(sqlite_app)
