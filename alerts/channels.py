"""Hand one message to one channel, and tell what became of it.

Apprise answers one bool. The reason stands only in its log, whose DEBUG lines also hold the address and the message:
each line is read once, on the thread that sends, for what it means; nothing of what it says is kept. Works without
an event loop, on Apprise 1.13 and 2.x.
"""

import logging
import re
import smtplib
import socket
import ssl
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from apprise import Apprise, AppriseAsset, NotificationManager, NotifyFormat, OverflowMode
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from news import Attempt, Message, Outcome

CONNECT_SECONDS = 5.0  # a channel's address may set its own (cto=, rto=) up to LONGEST_WAIT
READ_SECONDS = 15.0
MAIL_SECONDS = 30.0  # for each SMTP command; servers greet slowly on purpose, to tire spammers
LONGEST_WAIT = 60.0

_ASSET = AppriseAsset(
    app_id="wirewatch",
    app_desc="wirewatch",
    app_url=None,
    image_url_mask="",  # no pictures from Apprise's own site
    image_url_logo="",
    http_redirects=False,
)
_MAIL = ("mailto", "mailtos")
_KEYED = ("json", "jsons", "form", "forms", "xml", "xmls")  # the webhooks that take headers of ours

_APPRISE_LOG = logging.getLogger("apprise")
_STATUS = re.compile(r"\berror=(\d{3})\b")
_RETRY_STATUS = (408, 425, 429)  # timeout, too early, too many: the same request may pass later

# First match over an error and what caused it. "It may have arrived" holds from the first byte sent.
_NETWORK: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], Outcome, str], ...] = (
    (ssl.SSLCertVerificationError, Outcome.PERMANENT, "certificate not trusted"),
    (smtplib.SMTPNotSupportedError, Outcome.PERMANENT, "mail server lacks what the address asks for"),
    ((requests.exceptions.InvalidURL, requests.exceptions.InvalidHeader), Outcome.PERMANENT, "address not usable"),
    (socket.gaierror, Outcome.TRANSIENT, "host name not found"),
    (ConnectionRefusedError, Outcome.TRANSIENT, "connection refused"),
    ((NewConnectionError, ConnectTimeoutError), Outcome.TRANSIENT, "no connection"),
    (ssl.SSLError, Outcome.TRANSIENT, "encryption failed"),
    (TimeoutError, Outcome.UNKNOWN, "no answer in time"),
    ((requests.RequestException, smtplib.SMTPException, ConnectionError), Outcome.UNKNOWN, "connection lost"),
)


def send(url: str, message: Message, key: str) -> Attempt:
    """Send a message to an Apprise URL, once: no retry, no pause, no redirect followed.

    `key` travels along where a service has room for it, the same for every attempt: `Idempotency-Key` on plain
    webhooks, `X-Wirewatch-Delivery` on mail. A message longer than the service takes is split.
    Blocks for LONGEST_WAIT at most between two signs of life. Thread-safe.
    """
    with _listening() as ear:
        plugin = Apprise.instantiate(url, asset=_ASSET)
        if plugin is None:
            return Attempt(Outcome.PERMANENT, "channel address not usable")
        _bound(plugin)
        _label(plugin, key)
        if _notify(plugin, message):
            return Attempt(Outcome.OK)
    return ear.heard or Attempt(Outcome.TRANSIENT, "the service gave no reason")


def check_channel(url: str) -> str | None:
    """What is wrong with an Apprise URL, in words that do not repeat it; None when it can be used. No network."""
    scheme, found, _ = url.strip().partition("://")
    if not found:
        return "a channel address begins with a service and ://, like mailto:// or slack://"
    with _listening():
        plugin: Any = Apprise.instantiate(url, asset=_ASSET)
    if plugin is not None:
        nobody = plugin.schema in _MAIL and not plugin.targets  # Apprise drops what is no mail address
        return "the address names nobody to send to" if nobody else None
    services: Any = NotificationManager()  # type: ignore[no-untyped-call]
    service = next((known for known in services.plugins() if scheme.lower() in _schemes(known)), None)
    if service is None:
        return "no service is known by the word before ://"
    if not service.enabled:
        return f"{service.service_name} needs a package that is not installed"
    return f"{service.service_name} cannot read the rest of the address"


def _schemes(service: Any) -> tuple[str, ...]:
    """A service's URL schemes; Apprise states one word, several or none."""
    named = (service.protocol, service.secure_protocol)
    return tuple(word for entry in named if entry for word in ([entry] if isinstance(entry, str) else entry))


def _bound(plugin: Any) -> None:
    """Take from one plugin object all that could keep it busy or lead it elsewhere, whatever its address says."""
    plugin.redirects = False  # a followed 302 turns POST into GET: the body is lost, and the answer is 200
    plugin.throttle = lambda *_, **__: None  # pauses of up to minutes would outlive the delivery's lease
    connect = MAIL_SECONDS if plugin.schema in _MAIL else CONNECT_SECONDS  # mail knows only this one
    for name, usual in (("socket_connect_timeout", connect), ("socket_read_timeout", READ_SECONDS)):
        seconds = vars(plugin).get(name, usual)  # on the object itself only when the address sets it
        setattr(plugin, name, seconds if 0 < seconds < LONGEST_WAIT else LONGEST_WAIT)


def _label(plugin: Any, key: str) -> None:
    if plugin.schema in _MAIL:
        plugin.headers["X-Wirewatch-Delivery"] = key  # Message-ID cannot be set: Apprise adds one of its own
    elif plugin.schema in _KEYED:
        plugin.headers["Idempotency-Key"] = key


def _notify(plugin: Any, message: Message) -> bool:
    form, declared = _forms(plugin)
    split = plugin.overflow_mode is OverflowMode.UPSTREAM  # "as it is": services refuse it, or cut off the link
    return bool(
        plugin.notify(
            body=_body(plugin, form, message),
            # where a service has no titles Apprise puts them into the body as they are; ours begins with the headline
            title=message.subject if plugin.title_maxlen > 0 else "",
            body_format=declared,
            overflow=OverflowMode.SPLIT if split else plugin.overflow_mode,
        )
    )


def _forms(plugin: Any) -> tuple[NotifyFormat, NotifyFormat]:
    """The form that a service wants, and what to tell its plugin that it is.

    Apprise 1.x turns CommonMark into a service's own dialect (Slack, Google Chat, Telegram) only when told that it
    was made from HTML; Markdown goes out as it is.
    """
    if hasattr(plugin, "resolve_format"):  # 2.x
        form = plugin.resolve_format()
        return form, form
    form = plugin.notify_format
    return form, NotifyFormat.HTML if form is NotifyFormat.MARKDOWN else form


def _body(plugin: Any, form: NotifyFormat, message: Message) -> str:
    if form is NotifyFormat.MARKDOWN:
        return message.markdown
    if form is NotifyFormat.TEXT:
        return message.text
    if plugin.schema == "tgram":  # Telegram refuses a message with a tag that it does not know
        return message.html.replace("<mark>", "<b>").replace("</mark>", "</b>")
    return message.html


class _Ear:
    """What one call on one thread learned from the log: the last thing that went wrong."""

    def __init__(self, outside: BaseException | None) -> None:
        self.heard: Attempt | None = None
        self._outside = outside  # what our caller is handling is no news

    def hear(self, record: logging.LogRecord) -> None:
        """Read a line by its HTTP status, or by the exception that is being handled while it is written."""
        # never from DEBUG: those lines hold the message, in which an article may say anything
        codes = _STATUS.findall(record.getMessage()) if record.levelno >= logging.WARNING else []
        error = sys.exc_info()[1]
        if codes:
            self.heard = _of_status(int(codes[-1]))
        elif error is not None:
            self.heard = _of_error(error, self._outside) or self.heard


_THREAD = threading.local()


def _overhear(record: logging.LogRecord) -> bool:
    """Give a line to the call that runs on this thread, and to nobody else."""
    ear: _Ear | None = getattr(_THREAD, "ear", None)
    if ear is not None:
        ear.hear(record)
    return ear is None


# For good, and one for all threads: a list of filters or handlers that changes while another thread walks it skips
# one. urllib3 writes the path of every request at DEBUG, and many services have their token there.
_APPRISE_LOG.addFilter(_overhear)
logging.getLogger("urllib3.connectionpool").addFilter(_overhear)


@contextmanager
def _listening() -> Iterator[_Ear]:
    _APPRISE_LOG.setLevel(logging.DEBUG)  # stays so: setting it back would deafen another thread
    _THREAD.ear = _Ear(sys.exc_info()[1])
    try:
        yield _THREAD.ear
    finally:
        _THREAD.ear = None


def _of_status(status: int) -> Attempt:
    if 300 <= status < 500 and status not in _RETRY_STATUS:
        return Attempt(Outcome.PERMANENT, f"http {status}")
    return Attempt(Outcome.TRANSIENT, f"http {status}")


def _of_error(error: BaseException, outside: BaseException | None) -> Attempt | None:
    causes = list(_causes(error, outside))
    for cause in causes:
        if isinstance(cause, (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)):
            return _of_smtp(cause)
    for kind, outcome, words in _NETWORK:
        if any(isinstance(cause, kind) for cause in causes):
            return Attempt(Outcome.TRANSIENT if outcome is Outcome.UNKNOWN and _unsent(error) else outcome, words)
    return None


def _causes(error: BaseException | None, outside: BaseException | None) -> Iterator[BaseException]:
    while error is not None and error is not outside:
        yield error
        error = error.__cause__ or error.__context__


def _of_smtp(refusal: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> Attempt:
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in refusal.recipients.values()]
    else:
        codes = [refusal.smtp_code]
    lasting = all(500 <= code < 600 for code in codes)
    return Attempt(Outcome.PERMANENT if lasting else Outcome.TRANSIENT, f"smtp {min(codes)}")


def _unsent(error: BaseException) -> bool:
    """Whether a mail server was lost before DATA: smtplib tells the stage by the method that was running only."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    running = [f.f_code.co_name for f in frames if f.f_globals.get("__name__") == smtplib.__name__]
    return bool(running) and "data" not in running
