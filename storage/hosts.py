"""Hosts and sites: when each may be asked, and by which rules. What all processes of a desk share."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, update
from sqlmodel import Session

from storage.database import insert_new
from storage.tables import HostRow, RobotsRow, table_of

KEPT = timedelta(days=7)  # after the last thing that there was to remember of a host or a site
# No silence is longer than a week, no rules are kept for longer, and two clocks differ by less than a day: what ends
# later was written by a clock that was wrong once, and does not count.
BELIEVABLE = timedelta(days=8)

# (free at, silent until, now) -> when the host may be asked
NextStart = Callable[[datetime | None, datetime | None, datetime], datetime]

_host, _robots = table_of(HostRow), table_of(RobotsRow)
_named = _host.c.name == bindparam("host")
_STANDING = select(_host.c.next_at, _host.c.silent_until).where(_named).with_for_update()
_RESERVE = update(_host).where(_named).values(next_at=bindparam("next"))
_SILENCE = update(_host).where(_named).values(silent_until=bindparam("until"))


def reserve_turn(
    session: Session, host: str, pause: timedelta, now: datetime, *, patience: timedelta, next_start: NextStart
) -> datetime:
    """When this host may be asked next. It is reserved unless it lies more than `patience` ahead.

    The one after it comes `pause` later. Two that ask at once get different turns.
    """
    free_at, silent_until = _standing(session, host, now)
    start = next_start(free_at, silent_until, now)
    if start - now <= patience:
        session.connection().execute(_RESERVE, {"host": host, "next": start + pause})
    return start


def silence(session: Session, host: str, until: datetime, now: datetime) -> None:
    """Let nobody ask this host before `until`. Never shortens a silence that can be believed."""
    _, silent_until = _standing(session, host, now)
    if silent_until is None or silent_until > now + BELIEVABLE or silent_until < until:
        session.execute(_SILENCE, {"host": host, "until": until})


def silence_of(session: Session, host: str, now: datetime) -> datetime | None:
    """When the silence of a host ends; None when there is none."""
    silent = (_host.c.name == host, _host.c.silent_until > now, _host.c.silent_until <= now + BELIEVABLE)
    return session.scalar(select(_host.c.silent_until).where(*silent))


def silences(session: Session, now: datetime) -> dict[str, datetime]:
    """Every host, and address by its hidden name, that is silent now, and until when."""
    silent = (_host.c.silent_until > now, _host.c.silent_until <= now + BELIEVABLE)
    rows = session.execute(select(_host.c.name, _host.c.silent_until).where(*silent))
    return {row.name: row.silent_until for row in rows}


def robots_record(session: Session, site: str, now: datetime) -> tuple[str | None, str | None, datetime] | None:
    """The (body, failure, until) that are kept of a site's robots.txt; None when nothing is, or no longer."""
    kept = (_robots.c.site == site, _robots.c.until > now, _robots.c.until <= now + BELIEVABLE)
    row = session.execute(select(_robots.c.body, _robots.c.failure, _robots.c.until).where(*kept)).one_or_none()
    return (row.body, row.failure, row.until) if row else None


def keep_robots(session: Session, site: str, body: str | None, failure: str | None, until: datetime) -> None:
    """Remember what a site's robots.txt says until then, in place of what was remembered."""
    values = {"body": body, "failure": failure, "until": until}
    session.execute(insert_new(session, RobotsRow), {"site": site} | values)
    session.execute(update(_robots).where(_robots.c.site == site).values(**values))


def tidy_hosts(session: Session, now: datetime) -> None:
    """Forget the hosts and sites of which nothing has been remembered for a while. Once a process is often enough."""
    past = now - KEPT
    session.execute(
        delete(_host).where(_host.c.next_at < past, or_(_host.c.silent_until.is_(None), _host.c.silent_until < past))
    )
    session.execute(delete(_robots).where(_robots.c.until < past))


def _standing(session: Session, host: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """(free at, silent until) of a host that stays locked until the transaction ends; a new one is free now."""
    row = session.connection().execute(_STANDING, {"host": host}).one_or_none()
    if row is None:
        session.execute(insert_new(session, HostRow), {"name": host, "next_at": now})
        row = session.connection().execute(_STANDING, {"host": host}).one()
    return row.next_at, row.silent_until
