"""How to ask a site, from the options of a command."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from flows.settings.addresses import login_fault, proxy_fault
from flows.settings.headers import TWO_LOGINS, header_fault, is_authorization
from flows.settings.problem import Fault
from flows.settings.secrets import expand
from flows.settings.shape import (
    COOKIE_NAME,
    COOKIE_VALUE,
    HEADER_NAME,
    HEADER_VALUE,
    NO_COOKIE_VALUE,
    NO_HEADER_VALUE,
    USER_AGENT,
)
from news import Access, WirewatchError


class _Pairs(NamedTuple):
    """What an option that names and gives a value must look like."""

    option: str
    sign: str
    name: str
    value: str
    refused: Fault


_OPTIONS = {"`user_agent:`": "--user-agent", "`cookies:`": "--cookie", "`login:`": "--login", "`proxy:`": "--proxy"}
_KEY = re.compile("|".join(_OPTIONS))
_HEADER = _Pairs("--header", ":", HEADER_NAME, HEADER_VALUE, NO_HEADER_VALUE)
_COOKIE = _Pairs("--cookie", "=", COOKIE_NAME, COOKIE_VALUE, NO_COOKIE_VALUE)


def access_of(
    *,
    login: str | None,
    headers: Iterable[str],
    cookies: Iterable[str],
    proxy: str | None,
    user_agent: str | None,
    allow_private: bool,
    environ: Mapping[str, str],
) -> Access:
    """Fill in `${NAME}` and judge what was given. Raises WirewatchError, without the value."""
    if user_agent is not None and not re.search(USER_AGENT, user_agent):
        raise _refused("--user-agent", Fault("this is not one line of ASCII", "write it that way"))
    found = _mapping(_HEADER, headers, environ)
    if login is not None and any(map(is_authorization, found)):
        raise _refused("--header", _as_option(TWO_LOGINS))
    user, _, password = (whole := _whole("--login", login, login_fault, environ) or "").partition(":")
    return Access(
        headers=found,
        cookies=_mapping(_COOKIE, cookies, environ),
        login=(user, password) if whole else None,
        user_agent=user_agent,
        proxy=_whole("--proxy", proxy, proxy_fault, environ),
        allow_private=allow_private,
    )


def _whole(
    option: str, given: str | None, fault_of: Callable[[str], Fault | None], environ: Mapping[str, str]
) -> str | None:
    if given is None:
        return None
    value = _filled(option, given, environ)
    if fault := fault_of(value):
        raise _refused(option, fault)
    return value


def _mapping(form: _Pairs, given: Iterable[str], environ: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, sign, value = (part.strip() for part in one.partition(form.sign))
        if not sign or not re.search(form.name, name):
            raise _refused(form.option, Fault("this has no name", f"write NAME{form.sign}VALUE"))
        if form is _HEADER and (fault := header_fault(name)):
            raise _refused(form.option, _as_option(fault))
        found[name] = _filled(form.option, value, environ)
        if not re.search(form.value, found[name]):
            raise _refused(form.option, form.refused)
    return found


def _filled(option: str, text: str, environ: Mapping[str, str]) -> str:
    filled = expand(text, environ)
    for fault in (*filled.broken, *filled.lacking):
        raise _refused(option, fault)
    return filled.value


def _as_option(fault: Fault) -> Fault:
    """In the words of a command line, where a key of the desk file is an option."""
    wrong, cure = (_KEY.sub(lambda key: _OPTIONS[key[0]], text) for text in (fault.wrong, fault.cure))
    return Fault(wrong, cure)


def _refused(option: str, fault: Fault) -> WirewatchError:
    return WirewatchError(f"{option}: {fault.wrong}. Cure: {fault.cure}.")
