"""The directory for programs."""

import pytest

from app.enterprises.rules import Grade
from app.kernel.permissions import Role
from tests import make
from tests.conftest import Client

API = "/api/v1/enterprises"


@pytest.fixture
def clerk(client: Client) -> Client:
    client.sign_in(make.user(Role.CLERK))
    return client


def test_a_search_is_paged_with_links(clerk: Client) -> None:
    for number in range(5):
        make.enterprise(f"沅江{number}号公司", credit_grade=Grade.A)
    make.enterprise("别家")
    answer = clerk.get(f"{API}?q=yj&credit_grade=A&page=2&per_page=2")
    assert answer.status_code == 200
    assert [found["name"] for found in answer.json] == ["沅江2号公司", "沅江3号公司"]
    assert answer.headers["X-Total-Count"] == "5"
    assert 'page=3>; rel="next"' in answer.headers["Link"]
    assert "q=yj" in answer.headers["Link"]
    assert answer.json[0]["credit_grade"] == "A"
    assert "scope" not in answer.json[0]


def test_one_enterprise_has_an_etag_and_answers_not_modified(clerk: Client) -> None:
    known = make.enterprise("甲公司", scope="食品")
    answer = clerk.get(f"{API}/{known.uscc}")
    assert (answer.json["name"], answer.json["scope"], answer.json["former_names"]) == ("甲公司", "食品", [])
    again = clerk.get(f"{API}/{known.uscc}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/91430981MA4T00001X", 404),
        ("/nonsense", 404),
        ("?page=0", 422),
        ("?per_page=1000", 422),
        ("?kind=church", 422),
        ("?q=%00", 422),
    ],
)
def test_what_is_wrong_is_a_problem(clerk: Client, address: str, status: int) -> None:
    answer = clerk.get(API + address)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_an_enterprise_cannot_read_the_directory(client: Client) -> None:
    assert client.get(API).status_code == 401
    client.sign_in(make.user(Role.ENTERPRISE))
    assert client.get(API).status_code == 403
