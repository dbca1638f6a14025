"""The address that hubs call: they make sure that we want a subscription, and push what is new."""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from fetchers import Limits
from flows.house import House
from flows.lease import lease_of, pushed, refused, verified
from flows.push.intake import Houses, Intake
from flows.push.signature import is_signed
from news import Page, StorageError, Subscription, SubscriptionState
from storage.subscriptions import forget_subscription, mark_missed, subscription_at, write_subscription

TOKEN = re.compile(r"[\w-]{20,100}", re.ASCII)
BODY_BYTES = Limits().body_bytes  # as of a page that we fetch
BODY_SECONDS = 30  # hubs send from fast machines; a drip must not hold one of the readers
READERS = 8  # bodies that are read at a time, so that memory is bounded
CHALLENGE_CHARACTERS = 1_000  # a hub's random text; the answer to it is all that anybody can make us say
LATER = {"Retry-After": "60"}

_log = logging.getLogger(__name__)


class Receipt(StrEnum):
    """What became of a call. A closed list."""

    VERIFIED = "verified"
    ENDED = "unsubscribed"
    DENIED = "denied"
    UNWANTED = "verification refused"
    ACCEPTED = "push accepted"
    UNSIGNED = "push ignored: signature missing or wrong"
    UNKNOWN = "push refused: no such subscription"
    TOO_LARGE = "push refused: too large"
    TOO_SLOW = "push refused: too slow"
    TOO_MANY = "push put off: too many"


WELL = (Receipt.VERIFIED, Receipt.ENDED, Receipt.ACCEPTED)


class Callback:
    """Answers hubs. `receipts` counts what became of their calls since it began; each line of the log has its count."""

    def __init__(self, houses: Houses, intake: Intake) -> None:
        self._houses, self._intake = houses, intake
        self._readers = asyncio.Semaphore(READERS)
        self.receipts: Counter[Receipt] = Counter()
        # the path before the token is up to the proxy before us: it may be cut off or not
        routes = [
            Route("/{path:path}", self._verify, methods=["GET"]),
            Route("/{path:path}", self._receive, methods=["POST"]),
        ]
        self.app = Starlette(routes=routes, exception_handlers={StorageError: _try_later})

    async def _verify(self, request: Request) -> Response:
        """Verification of intent (WebSub 5.3): the challenge comes back only for what we asked for. Else 404."""
        asked = dict(request.query_params)
        async with self._houses() as house:
            receipt, source = await asyncio.to_thread(_confirm, house, _token(request), asked)
        self._count(receipt, source)
        if receipt is Receipt.UNWANTED:
            return PlainTextResponse("not asked for", 404)
        challenge = "" if receipt is Receipt.DENIED else asked["hub.challenge"]
        return PlainTextResponse(challenge, headers={"X-Content-Type-Options": "nosniff"})

    async def _receive(self, request: Request) -> Response:
        """Content distribution (WebSub 7): taken as soon as it is known to be the hub's, worked off afterwards.

        A wrong signature gets the same answer as a right one, as WebSub wants it.
        """
        async with self._houses() as house:
            subscription = await asyncio.to_thread(_wanted, house, _token(request))
            if subscription is None:
                raise self._refusal(Receipt.UNKNOWN, 410)  # so that the hub may forget it
            body = await self._body(request, subscription.source)
            signed = is_signed(request.headers.get("x-hub-signature"), subscription.secret, body)
            if signed and not self._intake.has_room(len(body)):
                raise self._refusal(Receipt.TOO_MANY, 503, subscription.source)
            await asyncio.to_thread(_note, house, subscription, signed)
            if signed:
                content_type = request.headers.get("content-type", "")
                self._intake.add(subscription.source, _page(subscription, content_type, body, house.clock()))
        self._count(Receipt.ACCEPTED if signed else Receipt.UNSIGNED, subscription.source)
        return Response(status_code=202)

    async def _body(self, request: Request, source: str) -> bytes:
        if _number(request.headers.get("content-length")) > BODY_BYTES:
            raise self._refusal(Receipt.TOO_LARGE, 413, source)
        try:
            async with asyncio.timeout(BODY_SECONDS), self._readers:
                body = bytearray()
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > BODY_BYTES:
                        raise self._refusal(Receipt.TOO_LARGE, 413, source)
                return bytes(body)
        except (TimeoutError, ClientDisconnect):
            raise self._refusal(Receipt.TOO_SLOW, 408, source) from None

    def _refusal(self, receipt: Receipt, status: int, source: str = "") -> HTTPException:
        self._count(receipt, source)
        # the rest of the body is not wanted
        return HTTPException(status, headers={"Connection": "close"} | (LATER if status == 503 else {}))

    def _count(self, receipt: Receipt, source: str = "") -> None:
        self.receipts[receipt] += 1
        # anybody can call: what is of a hub of ours alone is worth a warning
        level = logging.WARNING if source and receipt not in WELL else logging.INFO
        _log.log(level, "source=%s step=push outcome=%r count=%s", source, str(receipt), self.receipts[receipt])


def _token(request: Request) -> str:
    return str(request.path_params["path"]).rpartition("/")[2]


def _number(length: str | None) -> int:
    return int(length) if length and len(length) < 20 and length.isascii() and length.isdigit() else 0


def _page(subscription: Subscription, content_type: str, body: bytes, now: datetime) -> Page:
    topic = subscription.topic
    return Page(topic, topic, 200, content_type, body, fetched_at=now)


def _wanted(house: House, token: str) -> Subscription | None:
    """The subscription under a token, if its source is still on the desk."""
    if not TOKEN.fullmatch(token):
        return None
    with house.database.reading() as session:
        found = subscription_at(session, token)
    left = found is None or found.state is SubscriptionState.LEAVING or found.source not in house.sources
    return None if left else found


def _confirm(house: House, token: str, asked: Mapping[str, str]) -> tuple[Receipt, str]:
    """What becomes of it, and the source that it is about ("": none)."""
    if not TOKEN.fullmatch(token):
        return Receipt.UNWANTED, ""
    with house.database.reading() as session:  # anybody can call, and a transaction that writes holds up the others
        known = subscription_at(session, token)
    if known is None or verdict(known, asked) is Receipt.UNWANTED:
        return Receipt.UNWANTED, known.source if known else ""
    with house.database.writing() as session:
        subscription = subscription_at(session, token, change=True)
        if subscription is None:
            return Receipt.UNWANTED, ""
        receipt = verdict(subscription, asked)
        if receipt is Receipt.VERIFIED:
            lease = lease_of(asked.get("hub.lease_seconds"))
            write_subscription(session, verified(subscription, lease, house.clock()))
        if receipt is Receipt.DENIED:
            why = f"denied: {asked.get('hub.reason', '')}"
            write_subscription(session, refused(subscription, why, house.clock()))
        if receipt is Receipt.ENDED:
            forget_subscription(session, token)
    return receipt, subscription.source


def verdict(subscription: Subscription, asked: Mapping[str, str]) -> Receipt:
    """Whether a hub may do what it says it was asked for (`hub.mode` and the rest of its query)."""
    mode, leaving = asked.get("hub.mode"), subscription.state is SubscriptionState.LEAVING
    if unquote(asked.get("hub.topic", "")) != unquote(subscription.topic):  # the largest hub writes its escapes anew
        return Receipt.UNWANTED
    if mode == "denied" and not leaving:
        return Receipt.DENIED
    if not 0 < len(asked.get("hub.challenge", "")) <= CHALLENGE_CHARACTERS:
        return Receipt.UNWANTED
    if mode == "subscribe" and not leaving:
        return Receipt.VERIFIED
    return Receipt.ENDED if mode == "unsubscribe" and leaving else Receipt.UNWANTED


def _note(house: House, subscription: Subscription, signed: bool) -> None:
    with house.database.writing() as session:
        if signed and (seen := subscription_at(session, subscription.token, change=True)):
            write_subscription(session, pushed(seen, house.clock()))
        if not signed:
            mark_missed(session, subscription.source, "pushed without a right signature")


async def _try_later(_request: Request, error: Exception) -> Response:
    _log.error("step=push error=%s", error)
    return Response(status_code=503, headers=LATER)
