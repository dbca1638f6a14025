"""How long a server says that its answer stays as it is (RFC 9111)."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from fetchers.silences import read_date

LONGEST = timedelta(days=365)  # RFC 9111's predecessor allowed no more; some servers say "for ever"
DIRECTIVE = re.compile(r'([a-z-]+)\s*(?:=\s*("[^"]*"|[^\s,"]*))?', re.IGNORECASE)
SECONDS = re.compile(r"[0-9]{1,12}")


def max_age(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """From Cache-Control and Age, else from Expires and Date. None: not said, or it must be asked each time.

    Header names are lower case. What is said of shared caches (s-maxage) is not for us.
    """
    if said := headers.get("cache-control"):
        found = {name.lower(): value.strip('"') for name, value in DIRECTIVE.findall(said)}
        if "no-store" in found or found.get("no-cache") == "":  # no-cache="set-cookie" speaks of one header only
            return None
        if "max-age" in found:
            whole = _seconds(found["max-age"])
            return None if whole is None else _within(whole - (_seconds(headers.get("age", "")) or timedelta()))
    expires = read_date(headers.get("expires"))
    return _within(expires - (read_date(headers.get("date")) or now)) if expires else None


def _seconds(said: str) -> timedelta | None:
    return timedelta(seconds=int(said)) if SECONDS.fullmatch(said) else None


def _within(length: timedelta) -> timedelta:
    return min(max(length, timedelta()), LONGEST)
