"""Reading back what the demo inbox has kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as it arrived. `text` and `html` are the decoded bodies, "" where there is none.

    `headers` go by lower-case name, decoded; of a repeated one the last counts.
    """

    subject: str
    sender: str
    to: tuple[str, ...]  # bare addresses
    text: str
    html: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hook:
    """One webhook POST as it arrived. `headers` go by lower-case name."""

    path: str
    headers: Mapping[str, str]
    body: str


def read_mail(directory: Path) -> list[Mail]:
    """All mail kept in the inbox's directory, in order of arrival."""
    return [_mail(file.read_bytes()) for file in _numbered(directory / "mail", ".eml")]


def read_hooks(directory: Path) -> list[Hook]:
    """All hooks kept in the inbox's directory, in order of arrival."""
    return [Hook(**json.loads(file.read_bytes())) for file in _numbered(directory / "hooks", ".json")]


def _numbered(folder: Path, suffix: str) -> list[Path]:
    return sorted(folder.glob(f"*{suffix}"), key=lambda file: int(file.stem))  # 10000 comes after 9999


def _mail(source: bytes) -> Mail:
    message = message_from_bytes(source, policy=policy.default)
    headers = {name.lower(): str(value) for name, value in message.items()}
    addresses = message["To"].addresses if message["To"] else ()
    return Mail(
        subject=headers.get("subject", ""),
        sender=headers.get("from", ""),
        to=tuple(address.addr_spec for address in addresses),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        headers=headers,
    )


def _body(message: EmailMessage, form: str) -> str:
    part = message.get_body((form,))
    return str(part.get_content()) if part is not None else ""
