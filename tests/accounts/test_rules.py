"""User names, passwords and scopes, without app or database."""

import pytest

from app.accounts import rules
from app.kernel.errors import Refused
from app.kernel.permissions import Permission, Role


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Li.Ming", "li.ming"),
        (" ｙｏｕｂａｎ ", "youban"),
        ("91430981ma4l1abc2x", "91430981MA4L1ABC2X"),
        ("n2430981mf0123456x", "N2430981MF0123456X"),
        ("430981000012345", "430981000012345"),
        ("430981na000012x", "430981NA000012X"),
    ],
)
def test_a_user_name_is_the_same_however_it_is_typed(typed, name):
    assert rules.username(typed) == name


@pytest.mark.parametrize("typed", ["", "a", "1abc", "a b@c", "a" * 41, "张三", "a\x00b", "9143098"])
def test_what_cannot_be_a_user_name_is_refused(typed):
    with pytest.raises(Refused) as refused:
        rules.username(typed)
    assert refused.value.code == "username_malformed"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_too_short"),
        ("x" * 129, "password_too_long"),
        ("1234567890", "password_common"),
        ("aaaaaaaaaa", "password_common"),
        ("abcabcabcabc", "password_common"),
        ("abcdefghijkl", "password_common"),
        ("qwertyuiop", "password_common"),
        ("password123", "password_common"),
        ("P@ssw0rd2026", "password_common"),
        ("Admin123456", "password_common"),
        ("woaini5201314", "password_common"),
        ("13807371234", "password_common"),
        ("yuanjiang2026", "password_common"),
        ("a1234567890", "password_common"),
        ("li.ming-and-more", "password_common"),
    ],
)
def test_a_password_that_others_guess_first_is_refused(password, code):
    with pytest.raises(Refused) as refused:
        rules.check_password(password, username="li.ming")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "password", ["correct horse battery", "洞庭湖边的芦苇荡很安静", "kz7-w9qd-mmt2", "Xm4 vase!tree"]
)
def test_any_other_password_of_ten_signs_will_do(password):
    rules.check_password(password, username="li.ming")


def test_a_token_can_never_manage_accounts_or_tokens():
    offered = {scope for role in Role for scope in rules.grantable(role)}
    assert not offered & {Permission.ACCOUNT_MANAGE, Permission.TOKEN_MANAGE}
