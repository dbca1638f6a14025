"""How often: durations, cron lines, recurrence rules and time zones.

A schedule that passes here must pass in Prefect, so a cron line is judged by the very library that Prefect runs:
the croniter inside its package. It is loaded as a file, since importing `prefect` costs a second.
"""

import re
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from dateutil.rrule import rrulestr

from flows.settings.problem import Fault, on_one_line

SHORTEST = timedelta(seconds=10)  # a start of a flow takes 7-12 s: more often is a queue, not a schedule
SLOWEST = timedelta(minutes=30)  # the longest pause of a quiet source, where the desk gives none; see decision 10
TIMES = 15  # of `every`: who asks for a fast schedule does not want to wait half an hour
DURATION = r"^[0-9]{1,6}(s|m|h|d)$"

_CRON = {  # the five fields and their bounds; Sunday is 0 and 7
    "minute": (0, 59),
    "hour": (0, 23),
    "day-of-month": (1, 31),
    "month": (1, 12),
    "day-of-week": (0, 7),
}
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_RESTLESS = re.compile(r"FREQ=SECONDLY|INTERVAL=(?!0*[1-9][0-9]*(;|\s|$))", re.IGNORECASE)
_MAX_RRULE = 6500  # characters; Prefect refuses longer ones
_ANCHOR = datetime(2020, 1, 1)  # noqa: DTZ001  # Prefect's own start of a rule; the zone is applied to it later


class RefusedError(ValueError):
    """A value that cannot be used; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.wrong)
        self.fault = fault


def parse_duration(text: str) -> timedelta:
    """Read `90s`, `2m`, `1h` or `1d`. Raises RefusedError."""
    if not re.fullmatch(DURATION.strip("^$"), text):
        raise RefusedError(
            Fault(f"`{on_one_line(text)}` is no duration", "write a number and a unit, such as 90s, 2m, 1h or 1d")
        )
    return timedelta(**{_UNITS[text[-1]]: int(text[:-1])})


def parse_every(text: str) -> timedelta:
    """A duration that is long enough to be a schedule. Raises RefusedError."""
    every = parse_duration(text)
    if every < SHORTEST:
        raise RefusedError(Fault(f"`{text}` is too often", f"{SHORTEST.seconds}s is the shortest"))
    return every


def slowest_of(every: timedelta | None) -> timedelta:
    """The longest pause between two polls, unless the desk gives one."""
    return max(min(TIMES * every, SLOWEST), every) if every else SLOWEST


def check_cron(line: str) -> str:
    """Refuse what Prefect refuses, and seconds. Raises RefusedError."""
    fields = line.split()
    aliased = len(fields) == 1 and line.startswith("@")
    hashed = any(field.casefold() in {"r", "h"} for field in fields)
    if hashed or not (aliased or len(fields) == len(_CRON)) or not _croniter().is_valid(line):
        why, cure = _cron_fault(fields)
        raise RefusedError(Fault(f"`{on_one_line(line)}` is no cron line{why}", cure))
    return line


def _cron_fault(fields: list[str]) -> tuple[str, str]:
    """Blame the first of five fields that is wrong even among stars."""
    stars = ["*"] * len(_CRON)
    for at, (name, (low, high)) in enumerate(_CRON.items()):
        if len(fields) != len(_CRON) or _croniter().is_valid(" ".join([*stars[:at], fields[at], *stars[at + 1 :]])):
            continue
        beyond = next((number for number in re.findall("[0-9]+", fields[at]) if not low <= int(number) <= high), None)
        if beyond:
            return f": {name} {on_one_line(beyond)} is out of range", f"write {low} to {high}"
        return f": its {name} cannot be read", f"write {low} to {high}, `*`, or `*/n`"
    return "", "write five fields: minute hour day-of-month month day-of-week, such as `0 6-22 * * *`"


def check_rrule(rule: str) -> str:
    """Refuse what dateutil refuses, and what would run without rest: an interval of 0 never ends.

    Raises RefusedError.
    """
    cure = "write an RFC 5545 rule, such as `FREQ=HOURLY;BYMINUTE=30`"
    if len(rule) > _MAX_RRULE or _RESTLESS.search(rule):
        raise RefusedError(Fault("this rule is too long, fires each second, or has no positive interval", cure))
    try:
        rrulestr(rule, dtstart=_ANCHOR)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:  # dateutil's ways
        raise RefusedError(Fault(f"this is no recurrence rule ({_first_line(error)})", cure)) from error
    return rule


def check_timezone(name: str) -> str:
    """Refuse a name that is not in the IANA database. Raises RefusedError."""
    zones = available_timezones()
    if name in zones:
        return name
    by_city = {zone.rpartition("/")[2]: zone for zone in sorted(zones)}
    near = get_close_matches(name.rpartition("/")[2], by_city, n=1)
    cure = f"did you mean `{by_city[near[0]]}`?" if near else "write an IANA name such as `Europe/Amsterdam` or `UTC`"
    raise RefusedError(Fault(f"no time zone is called `{on_one_line(name)}`", cure))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:80] if str(error) else type(error).__name__


@cache
def _croniter() -> Any:
    prefect = find_spec("prefect")  # of a top-level name: found, not imported
    assert prefect is not None
    assert prefect.origin is not None
    path = Path(prefect.origin).parent / "_vendor" / "croniter" / "croniter.py"
    spec = spec_from_file_location("flows.settings._prefect_croniter", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.croniter
