"""Schedules that pass here pass in Prefect, which is what runs them."""

import subprocess
import sys
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.settings.rhythm import RefusedError, check_cron, check_rrule, check_timezone, parse_duration, parse_every

CRON_LINES = ["0 6-22 * * *", "*/5 * * * *", "15 3 1 * mon", "@hourly", "0 0 L * *", "0 0 * * 5#2", "30 4 1,15 * 5"]
RULES = [
    "FREQ=HOURLY;BYMINUTE=30",
    "RRULE:FREQ=DAILY;BYHOUR=6,18;BYMINUTE=0;BYSECOND=0",
    "DTSTART:20260101T000000\nRRULE:FREQ=WEEKLY;BYDAY=MO,FR;INTERVAL=2",
    "FREQ=MINUTELY;INTERVAL=15",
]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90s", timedelta(seconds=90)),
        ("2m", timedelta(minutes=2)),
        ("1h", timedelta(hours=1)),
        ("1d", timedelta(days=1)),
        ("0s", timedelta(0)),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text, length):
    assert parse_duration(text) == length


@pytest.mark.parametrize("text", ["", "2", "m", "-2m", "1.5h", "2 m", "2m3s", "1w", "٢m", "9999999d", "2m\n"])
def test_anything_else_is_no_duration(text):
    with pytest.raises(RefusedError, match="is no duration"):
        parse_duration(text)


def test_ten_seconds_are_often_enough():
    assert parse_every("10s") == timedelta(seconds=10)
    with pytest.raises(RefusedError, match="too often"):
        parse_every("9s")


@pytest.mark.parametrize("line", CRON_LINES)
def test_prefect_takes_the_cron_lines_that_we_take(line):
    from prefect.client.schemas.schedules import CronSchedule

    assert CronSchedule(cron=check_cron(line)).cron == line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "* * * *",
        "* * * * * *",
        "61 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * * 13 *",
        "* * * * x",
        "H * * * *",
        "@now",
    ],
)
def test_other_cron_lines_are_refused(line):
    with pytest.raises(RefusedError, match="is no cron line"):
        check_cron(line)


@pytest.mark.parametrize("rule", RULES)
def test_prefect_takes_the_rules_that_we_take(rule):
    from prefect.client.schemas.schedules import RRuleSchedule

    assert RRuleSchedule(rrule=check_rrule(rule)).to_rrule()[0]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "hourly",
        "FREQ=OFTEN",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=-1",
        "FREQ=DAILY;INTERVAL=00;COUNT=3",
        "FREQ=DAILY;BYHOUR=99",
        "FREQ=DAILY;" + "BYHOUR=1;" * 1000,
    ],
)
def test_other_rules_are_refused(rule):
    with pytest.raises(RefusedError):
        check_rrule(rule)


def refusal(check, text):
    try:
        check(text)
    except RefusedError as refused:
        return refused.fault.cure
    return "none"


@given(st.text(alphabet="0123456789*/,-@#LRH adhourlymn", max_size=25))
def test_a_cron_line_passes_or_is_refused(line):
    assert refusal(check_cron, line)


RULE_SCRAPS = [
    "FREQ=",
    "INTERVAL=",
    "BYDAY=",
    "BYHOUR=",
    "UNTIL=",
    "COUNT=",
    "RDATE:",
    "RRULE:",
    "=",
    ";",
    ":",
    ",",
    "\n",
]
RULE_VALUES = ["DAILY", "HOURLY", "MO", "0", "1", "99", "-1", "20260101T000000Z", "20260101"]


@given(st.lists(st.sampled_from(RULE_SCRAPS + RULE_VALUES), max_size=12))
def test_a_rule_passes_or_is_refused(parts):
    assert refusal(check_rrule, "".join(parts))


def test_a_city_alone_is_answered_with_its_zone():
    with pytest.raises(RefusedError) as caught:
        check_timezone("Amsterdam")

    assert caught.value.fault.cure == "did you mean `Europe/Amsterdam`?"


def test_reading_a_desk_does_not_import_prefect(tmp_path):
    desk = tmp_path / "wirewatch.yaml"
    desk.write_text("schedules: {w: {cron: '0 * * * *'}}\nsources: [{name: A, url: https://a.example/}]\n")
    program = (
        "import sys; from pathlib import Path; from flows.settings import load_desk; "
        "load_desk(Path(sys.argv[1]), {}); print([name for name in sys.modules if name.split('.')[0] == 'prefect'])"
    )

    run = subprocess.run([sys.executable, "-c", program, str(desk)], capture_output=True, text=True, check=True)

    assert run.stdout == "[]\n"
