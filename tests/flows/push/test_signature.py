import hashlib
import hmac

import pytest

from flows.push.signature import is_signed

BODY = b"<rss/>"
SECRET = "a secret"


def signed(method: str, secret: str = SECRET, body: bytes = BODY) -> str:
    return f"{method}={hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()}"


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_each_method_of_websub_is_understood(method: str) -> None:
    assert is_signed(signed(method), SECRET, BODY)


def test_a_known_answer_of_rfc_4231_is_a_right_signature() -> None:
    # its test case 2
    digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert is_signed(f"sha256={digest}", "Jefe", b"what do ya want for nothing?")


def test_capitals_and_blanks_around_a_signature_do_no_harm() -> None:
    assert is_signed(f" {signed('sha256').upper()} ", SECRET, BODY)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256",
        "sha256=",
        "sha256=00",
        "=",
        signed("sha256")[:-1],
        signed("sha256", secret="another"),
        signed("sha256", body=b"<rss />"),
        signed("sha256").replace("sha256", "sha512"),
        signed("md5"),
        "__class__=x",
        "sha256=\xe9\xff",
    ],
)
def test_anything_else_is_no_signature(header: str | None) -> None:
    assert not is_signed(header, SECRET, BODY)
