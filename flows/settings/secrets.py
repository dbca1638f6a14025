"""`${NAME}` in a desk file: from the environment, or from the file that `NAME_FILE` names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.settings.problem import Fault

_PLACEHOLDER = re.compile(r"\$\{([^}]*)(\}?)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")  # a line break would end a header, or begin a second one


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with its placeholders filled in. `value` is a secret. With `lacking`, it is the text as written."""

    value: str = field(repr=False)
    lacking: tuple[Fault, ...] = ()  # variables that are not set: bearable in `check`
    broken: tuple[Fault, ...] = ()  # never bearable


def expand(text: str, environ: Mapping[str, str]) -> Expanded:
    """Fill in each `${NAME}`. A value is taken as it is: `${…}` inside it stays."""
    lacking: list[Fault] = []
    broken: list[Fault] = []

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if not found[2] or not _NAME.fullmatch(name):
            broken.append(Fault("`${` without a name and `}`", "write `${NAME}`: letters, digits and _"))
            return ""
        value = secret(name, environ)
        if isinstance(value, str):
            return value
        (lacking if _is_unset(name, environ) else broken).append(value)
        return ""

    value = _PLACEHOLDER.sub(fill, text)
    return Expanded(text if lacking or broken else value, tuple(lacking), tuple(broken))


def secret(name: str, environ: Mapping[str, str]) -> str | Fault:
    """The value of one variable. Empty counts as not set, since compose files pass unset variables that way."""
    value: str | Fault | None = environ.get(name) or None
    if value is None and environ.get(f"{name}_FILE"):
        value = _from_file(name, environ[f"{name}_FILE"])
    if value is None:
        return Fault(f"`{name}` is not set", f"set {name}, or let {name}_FILE name a file that holds it")
    if isinstance(value, str) and _CONTROL.search(value):
        return Fault(f"the value of `{name}` has a line break or control character inside", "make it one line")
    return value


def _is_unset(name: str, environ: Mapping[str, str]) -> bool:
    return not environ.get(name) and not environ.get(f"{name}_FILE")


def _from_file(name: str, path: str) -> str | Fault | None:
    try:
        return Path(path).read_text(encoding="utf-8").rstrip("\r\n") or None
    except OSError as error:
        why = error.strerror or type(error).__name__
    except ValueError:  # not UTF-8, or no path at all
        why = "not a text file"
    return Fault(
        f"the file that {name}_FILE names cannot be read ({why})", f"mend {name}_FILE, or set {name} instead of it"
    )
