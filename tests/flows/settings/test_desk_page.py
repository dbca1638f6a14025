"""docs/desk.md against the code: every key, no other, and addresses that Apprise understands."""

import re
from pathlib import Path

import pytest

from alerts.channels import check_channel
from flows.check import check_desk
from flows.settings.shape import (
    ChannelShape,
    DefaultsShape,
    DeskShape,
    ExampleShape,
    RouteShape,
    ScheduleShape,
    SourceShape,
    TopicShape,
    WebSubShape,
)

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # Apprise's plugins

PAGE = (Path(__file__).parents[3] / "docs" / "desk.md").read_text(encoding="utf-8")
CASCADE = set(DefaultsShape.model_fields)
SECRETS = {
    "DESK_MAIL": "mailtos://desk:pw@mail.example.org?to=desk@example.org",
    "DESK_CHAT": "jsons://chat.example.org",
    "DB_PASSWORD": "pw",
    "RELIEF_PASSWORD": "pw",
}


def tables(heading: str) -> list[list[str]]:
    """The first cells of each table below a heading, without their heads and backticks."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)
    return [re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) for table in found]


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("At the top", [set(DeskShape.model_fields)]),
        ("The cascade", [CASCADE]),
        ("A schedule", [set(ScheduleShape.model_fields) - CASCADE]),
        ("A source", [set(SourceShape.model_fields) - CASCADE]),
        ("A topic", [set(TopicShape.model_fields), set(ExampleShape.model_fields)]),
        ("A channel", [set(ChannelShape.model_fields), set()]),
        ("A route", [set(RouteShape.model_fields)]),
        ("Push", [set(WebSubShape.model_fields)]),
    ],
)
def test_each_key_of_the_desk_file_is_on_the_page_and_no_other(heading: str, keys: list[set[str]]) -> None:
    assert [set(names) for names in tables(heading)] == keys


def test_each_channel_address_on_the_page_is_understood() -> None:
    addresses = re.findall(r"^\|[^|]+\| `(\w+://\S+)` \|$", PAGE, re.MULTILINE)

    assert {address.partition(":")[0] for address in addresses} == {"mailtos", "slack", "matrixs", "ntfys", "jsons"}
    assert [check_channel(address) for address in addresses] == [None] * 5


def test_the_whole_desk_on_the_page_is_in_order(tmp_path: Path) -> None:
    desk = tmp_path / "wirewatch.yaml"
    desk.write_text(PAGE.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")

    findings = check_desk(desk, SECRETS)

    assert (findings.errors, findings.warnings) == ((), ())
    assert findings.examples_tested == 5
