"""`${NAME}` in a desk file: filled in at a run, missed gently in a check, shown nowhere."""

import pytest

from flows.check import check_desk
from flows.settings import load_desk
from news import DeskError

# Apprise loads all its plugins at the first URL; one of them asks for a module that Python 3.13 drops.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

DESK = """\
database: postgresql+psycopg://desk:${DB_PASSWORD}@db/news
schedules: {wires: {every: 2m, headers: {X-Schedule: "${KEY}"}}}
defaults: {headers: {X-Default: "a ${KEY} b"}}
sources: [{name: A, url: "https://a.example/?key=${KEY}", headers: {Authorization: "Bearer ${TOKEN}"}}]
channels: {desk: {url: "${DESK_MAIL}"}}
routes: [{to: [desk]}]
"""
SECRETS = {"DB_PASSWORD": "pw-11", "KEY": "key-22", "TOKEN": "token-33", "DESK_MAIL": "json://u:pw-44@localhost"}


def test_secrets_stand_where_their_names_were(load):
    desk = load(DESK, SECRETS)

    [source] = desk.sources
    assert desk.database_url == "postgresql+psycopg://desk:pw-11@db/news"
    assert source.url == "https://a.example/?key=key-22"
    assert source.access.headers == {
        "X-Default": "a key-22 b",
        "X-Schedule": "key-22",
        "Authorization": "Bearer token-33",
    }
    assert desk.channels[0].url == "json://u:pw-44@localhost"


SITE = """\
schedules: {w: {every: 2m, cookies: {session: "${SESSION}"}}}
defaults: {proxy: "http://${PROXY}:3128"}
sources:
  - {name: A, url: https://a.example/, login: "${LOGIN}"}
"""
SITE_SECRETS = {"SESSION": "cookie-66", "PROXY": "u:pw-77@proxy.internal", "LOGIN": "desk:pw-88"}


def test_cookies_logins_and_proxies_may_be_secrets(load):
    [source] = load(SITE, SITE_SECRETS).sources

    assert source.access.cookies == {"session": "cookie-66"}
    assert source.access.proxy == "http://u:pw-77@proxy.internal:3128"
    assert source.access.login == ("desk", "pw-88")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"SESSION": "hunter2; a=b"}, "1:47: a cookie's value is one line of ASCII without `;`. Cure: "),
        ({"SESSION": "hunter2é"}, "1:47: a cookie's value is one line of ASCII without `;`. Cure: "),
        ({"PROXY": "hunter2/x"}, "2:19: this is no address of a proxy. Cure: write http://host:port, or "),
        ({"LOGIN": "hunter2"}, '4:47: a login is a user, a colon and a password on one line. Cure: write "user:pass'),
    ],
)
def test_a_secret_that_does_not_fit_is_told_where_it_is_used_and_not_shown(broken, told, load):
    with pytest.raises(DeskError) as caught:
        load(SITE, SITE_SECRETS | broken)

    [problem] = caught.value.problems
    assert problem.startswith(f"wirewatch.yaml:{told}")
    assert "hunter2" not in problem


def test_cookies_logins_and_proxies_that_are_not_set_are_warned_of(desk_path):
    desk_path.write_text(SITE)

    findings = check_desk(desk_path, {})

    assert findings.errors == ()
    assert findings.secrets_unset == 3


def test_a_password_inside_an_address_is_refused_and_not_shown(load):
    with pytest.raises(DeskError) as caught:
        load(DESK.replace("a.example", "${KEY}@a.example"), SECRETS | {"KEY": "user:hunter2"})

    told = [problem for problem in caught.value.problems if "an address holds no user or password" in problem]
    assert [problem.partition(" Cure: ")[2] for problem in told] == ['use `login: "user:password"`.']
    assert "hunter2" not in str(caught.value)


def test_a_secret_may_live_in_a_file(load, tmp_path):
    (tmp_path / "mail").write_text("json://from-a-file\n")

    desk = load(DESK, SECRETS | {"DESK_MAIL": "", "DESK_MAIL_FILE": str(tmp_path / "mail")})

    assert desk.channels[0].url == "json://from-a-file"


def test_the_environment_counts_before_the_file(load, tmp_path):
    (tmp_path / "mail").write_text("json://from-a-file\n")

    desk = load(DESK, SECRETS | {"DESK_MAIL_FILE": str(tmp_path / "mail")})

    assert desk.channels[0].url == SECRETS["DESK_MAIL"]


def test_a_secret_is_taken_as_it_is(load):
    desk = load(DESK, SECRETS | {"DESK_MAIL": "json://localhost/${KEY}"})

    assert desk.channels[0].url == "json://localhost/${KEY}"


def test_every_secret_that_is_not_set_is_named_where_it_is_used(load):
    with pytest.raises(DeskError) as caught:
        load(DESK)

    told = [(problem.split(":")[1], problem.split("`")[1]) for problem in caught.value.problems]
    assert told == [("1", "DB_PASSWORD"), ("2", "KEY"), ("3", "KEY"), ("4", "KEY"), ("4", "TOKEN"), ("5", "DESK_MAIL")]


def test_a_file_that_cannot_be_read_is_named_by_its_variable(load, tmp_path):
    with pytest.raises(DeskError, match=r":5:24: the file that DESK_MAIL_FILE names cannot be read \(No such file"):
        load(DESK, SECRETS | {"DESK_MAIL": "", "DESK_MAIL_FILE": str(tmp_path / "gone")})


def test_a_secret_of_two_lines_is_refused(load):
    with pytest.raises(DeskError, match=r":4:84: the value of `TOKEN` has a line break"):
        load(DESK, SECRETS | {"TOKEN": "token-33\r\nX-Other: 1"})


def test_a_secret_that_no_header_can_carry_is_refused(load):
    with pytest.raises(DeskError, match=r":4:84: a header's value is one line of ASCII"):
        load(DESK, SECRETS | {"TOKEN": "schlüssel"})


def test_a_broken_desk_still_counts_its_unset_secrets(desk_path):
    desk_path.write_text(DESK + "sauces: []\n")

    assert check_desk(desk_path, {}).secrets_unset == 4


def test_a_check_only_warns_of_secrets_that_are_not_set(desk_path):
    desk_path.write_text(DESK)

    findings = check_desk(desk_path, {})

    assert findings.errors == ()
    assert sum("is not set" in warning for warning in findings.warnings) == 6
    assert findings.channels_tested == 0
    assert findings.secrets_unset == 4  # KEY three times


def test_a_check_still_refuses_a_secret_that_cannot_be_read(desk_path, tmp_path):
    desk_path.write_text(DESK)

    findings = check_desk(desk_path, SECRETS | {"TOKEN": "", "TOKEN_FILE": str(tmp_path)})

    assert [error.partition(" Cure")[0] for error in findings.errors] == [
        "wirewatch.yaml:4:84: the file that TOKEN_FILE names cannot be read (Is a directory)."
    ]


def test_the_environments_database_counts_before_the_files(load, tmp_path):
    without = {name: value for name, value in SECRETS.items() if name != "DB_PASSWORD"}

    desk = load(DESK, without | {"WIREWATCH_DATABASE_URL": "sqlite:///other.db"})

    assert desk.database_url == f"sqlite:///{tmp_path}/other.db"


def test_a_bad_database_of_the_environment_is_told_by_its_name(load):
    with pytest.raises(DeskError, match=r":1:11: WIREWATCH_DATABASE_URL: only SQLite and PostgreSQL"):
        load(DESK, SECRETS | {"WIREWATCH_DATABASE_URL": "mysql://u:pw-55@h/n"})


def test_no_repr_shows_a_secret(load):
    shown = repr(load(DESK, SECRETS))

    assert "wirewatch.yaml" in shown
    assert not [secret for secret in SECRETS.values() if secret in shown]


@pytest.mark.parametrize(
    "broken",
    [
        {"DB_PASSWORD": "hunter2@h:port/x"},
        {"KEY": "hunter2 and a space"},
        {"DESK_MAIL": "hunter2://nowhere"},
        {"DESK_MAIL": "mailto://user:hunter2@"},
        {"TOKEN": "hunter2\nmore"},
        {"WIREWATCH_DATABASE_URL": "mysql://u:hunter2@h/n"},
    ],
)
def test_an_error_about_a_secret_does_not_show_it(broken, desk_path, caplog, capfd):
    desk_path.write_text(DESK)
    findings = check_desk(desk_path, SECRETS | broken)

    assert len(findings.errors) == 1
    assert "hunter2" not in " ".join((*findings.errors, *findings.warnings))
    assert "hunter2" not in caplog.text + "".join(capfd.readouterr())


def test_a_channel_pasted_into_a_route_is_not_shown(desk_path):
    desk_path.write_text(DESK.replace("to: [desk]", "to: ['json://u:hunter2@localhost']"))

    with pytest.raises(DeskError) as caught:
        load_desk(desk_path, SECRETS)

    assert "hunter2" not in str(caught.value)
