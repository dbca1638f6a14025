"""Which page has a rule."""

import subprocess
import sys

import pytest

from parsers.sites import file_name, is_below, rule_for


@pytest.mark.parametrize(
    "host",
    ["reuters.com", "www.reuters.com", "m.reuters.com", "amp.reuters.com", "jp.m.reuters.com", "REUTERS.com"],
)
def test_a_rule_holds_for_its_host_and_all_below(host: str) -> None:
    rule = rule_for(f"https://{host}/world/a-story/?x=1")
    assert rule is not None
    assert rule.name == "reuters.com"


@pytest.mark.parametrize(
    "url",
    [
        "https://notreuters.com/a", "https://reuters.com.example/a", "https://reuters/a", "https://com/a",
        "https://[::1]/a", "https://[broken/a", "/world/a", "", "https:///a", "https://__init__.com/a",
    ],
)  # fmt: skip
def test_no_other_address_has_it(url: str) -> None:
    assert rule_for(url) is None


def test_dots_and_hyphens_make_one_name_and_the_hosts_tell_them_apart() -> None:
    assert file_name("a-b.co.uk") == file_name("a.b.co.uk") == "a_b_co_uk"
    assert is_below("m.a-b.co.uk", ("a-b.co.uk",))
    assert not is_below("a.b.co.uk", ("a-b.co.uk",))


def test_a_rule_is_imported_when_a_page_of_its_site_is_read_and_not_before() -> None:
    code = (
        "import sys, parsers\n"
        "from parsers.sites import rule_for\n"
        "rule_for('https://site-without-rule.example/a')\n"
        "loaded = [name for name in sys.modules if name.startswith('parsers.sites.')]\n"
        "rule_for('https://reuters.com/a')\n"
        "sys.exit(bool(loaded) or 'parsers.sites.reuters_com' not in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
