"""A real mail server on loopback."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message as Mail

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

KEY = "X-Wirewatch-Delivery"


def _nothing() -> None:
    pass


@dataclass
class Inbox:
    """Takes every mail. `arrived` is called when one is in and the sender does not know it yet."""

    mails: list[Mail] = field(default_factory=list)
    arrived: Callable[[], None] = _nothing
    port: int = 0

    @property
    def url(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?mode=insecure&from=desk@example.org&to=editor@example.org&cto=5"

    @property
    def keys(self) -> list[str]:
        return [str(mail[KEY]) for mail in self.mails]

    @property
    def subjects(self) -> list[str]:
        return [str(make_header(decode_header(mail["Subject"]))) for mail in self.mails]

    @property
    def texts(self) -> list[str]:
        """All that each mail says, in all its forms."""
        return [_text(mail) for mail in self.mails]

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content))
        self.arrived()
        return "250 OK"


def _text(mail: Mail) -> str:
    parts = (part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart())
    return "\n".join(part.decode() for part in parts if isinstance(part, bytes))


class _AnyPort(Controller):
    """Listens where there is room."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]  # the base class would knock at port 0
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def running_inbox() -> Iterator[Inbox]:
    box = Inbox()
    controller = _AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    yield box
    controller.stop()
