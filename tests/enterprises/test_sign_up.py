"""An enterprise makes its own account, and nobody learns by trying which enterprises have one."""

from app.accounts import queries
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from tests import make

REGISTER = "/auth/register"


def sign_up(client, code, password=make.PASSWORD, again=None):
    return client.post(REGISTER, data={"uscc": code, "password": password, "again": again or password})


def sign_in(client, code, password=make.PASSWORD):
    return client.post("/auth/login", data={"username": code, "password": password})


def test_an_enterprise_of_the_directory_makes_its_account_and_signs_in(client):
    enterprise = make.enterprise("沅江小河咀米粉店")
    assert client.get(REGISTER).status_code == 200
    assert sign_up(client, f" {enterprise.uscc.lower()} ").location == "/auth/login"
    assert sign_in(client, enterprise.uscc).status_code == 302
    assert "沅江小河咀米粉店" in client.get("/settings").text
    user = queries.by_username(enterprise.uscc)
    assert (user.role, user.enterprise_id) == (Role.ENTERPRISE, enterprise.id)
    assert [entry.actor for entry in ledger.of(user.actor)] == ["enterprise"]


def test_a_second_registration_gets_the_same_answer_and_changes_nothing(client, app):
    enterprise, other = make.enterprise(), make.enterprise()
    sign_up(client, enterprise.uscc)
    again, first = sign_up(client, enterprise.uscc, "quite another one"), sign_up(client, other.uscc)

    assert (again.status_code, again.location, again.text) == (first.status_code, first.location, first.text)
    assert sign_in(app.test_client(), enterprise.uscc, "quite another one").status_code == 422
    assert sign_in(app.test_client(), enterprise.uscc).status_code == 302


def test_a_code_that_the_directory_does_not_know_is_refused(sqlite_app):
    answer = sign_up(sqlite_app.test_client(), make.code(99_999))
    assert answer.status_code == 422
    assert "名录里没有这个统一社会信用代码" in answer.text


def test_what_is_wrong_stands_beside_its_field(sqlite_app):
    client, enterprise = sqlite_app.test_client(), make.enterprise()
    wrong = enterprise.uscc[:-1] + ("0" if enterprise.uscc[-1] != "0" else "1")
    assert "校验" in sign_up(client, wrong).text
    assert "密码至少 10 位" in sign_up(client, enterprise.uscc, "short").text
    assert "太容易被猜到" in sign_up(client, enterprise.uscc, f"a{enterprise.uscc}").text
    assert "两次输入的密码不一样" in sign_up(client, enterprise.uscc, again="something else").text
    assert queries.by_username(enterprise.uscc) is None


def test_registering_in_a_row_is_stopped(sqlite_app):
    client = sqlite_app.test_client()
    codes = [make.code(number) for number in range(90_000, 90_011)]
    assert [sign_up(client, code).status_code for code in codes] == [422] * 10 + [429]
