"""From the outbox to the channels."""

import logging
import queue
import random
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from threading import Thread

from alerts.channels import send
from alerts.message import compose
from alerts.notice import compose_notice
from flows.doubling import doubled
from flows.house import House
from flows.progress import Progress
from news import Attempt, Channel, Delivery, Notice, Outcome, Step, Tally, Word
from storage.outbox import LEASE, claim_deliveries, give_back, mark_dead, mark_retry, mark_sent

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
SEND_SECONDS = 150  # the slowest honest mail server: five commands of 30 s
MAX_THREADS = 32  # more channels than this at once only compete for the processor
MAX_ATTEMPTS = 30  # about a day: time to mend a channel, also one that refuses for good

_log = logging.getLogger(__name__)


def deliver_due(house: House) -> Tally:
    """Send every message that is due. Channels work side by side: a slow one delays no other."""
    tally, progress = Tally(), Progress("messages")
    if not house.desk.channels:
        return tally
    with ThreadPoolExecutor(min(len(house.desk.channels), MAX_THREADS), thread_name_prefix="send") as pool:
        # each in a copy of our context: whoever watches is told from there too
        work = [pool.submit(copy_context().run, _drain, channel, house, progress) for channel in house.desk.channels]
        for drained in work:
            tally += drained.result()
    return tally


def _drain(channel: Channel, house: House, progress: Progress) -> Tally:
    """Send what is due to one channel, in the order it was queued."""
    tally = Tally()
    while batch := _claim(house, channel):
        progress.expect(len(batch))
        tally += _send_all(channel, batch, house)
        progress.done(len(batch))
    return tally


def _claim(house: House, channel: Channel) -> list[Delivery]:
    with house.database.writing() as session:
        return claim_deliveries(session, [channel.name], house.owner, house.clock())


def _send_all(channel: Channel, deliveries: list[Delivery], house: House) -> Tally:
    tally = Tally()
    for delivery in deliveries:
        if house.clock() > delivery.lease_until - LEASE / 2:  # too late to be sure that it is still ours
            _give_back(delivery, house)
            continue
        attempt = _send_one(channel, delivery)
        word, detail = _mark(delivery, attempt, house)
        _log.info("channel=%s delivery=%s step=send outcome=%s", channel.name, delivery.key, attempt.outcome)
        tally.add(Step.DELIVERY, word, detail)
    return tally


def _send_one(channel: Channel, delivery: Delivery) -> Attempt:
    """Send under one deadline: a receiver that drips never ends by itself. The waiting thread is left behind."""
    attempts: queue.SimpleQueue[Attempt] = queue.SimpleQueue()
    Thread(target=lambda: attempts.put(_attempt(channel, delivery)), daemon=True).start()
    try:
        return attempts.get(timeout=SEND_SECONDS)
    except queue.Empty:
        return Attempt(Outcome.UNKNOWN, "no answer in time")


def _attempt(channel: Channel, delivery: Delivery) -> Attempt:
    try:
        told = delivery.report
        message = compose_notice(told) if isinstance(told, Notice) else compose(told)
        return send(channel.url, message, delivery.key)
    except Exception as error:  # noqa: BLE001  # one message never stops the others
        _log.error("channel=%s delivery=%s step=send error=%s", channel.name, delivery.key, type(error).__name__)
        # the type only: its text may hold the address, which is a secret
        return Attempt(Outcome.TRANSIENT, f"internal error: {type(error).__name__}")


def _mark(delivery: Delivery, attempt: Attempt, house: House) -> tuple[Word, str]:
    now = house.clock()
    with house.database.writing() as session:
        if attempt.outcome is Outcome.OK:
            mark_sent(session, delivery, now, attempt.detail)
            return Word.SENT, ""
        if delivery.attempt >= MAX_ATTEMPTS:
            mark_dead(session, delivery, house.owner, attempt.detail)
            return Word.DEAD, attempt.detail
        chance = random.random()  # noqa: S311  # spreads load, guards nothing
        pause = LONGEST_RETRY if attempt.outcome is Outcome.PERMANENT else retry_pause(delivery.attempt, chance)
        mark_retry(session, delivery, house.owner, now + pause, attempt.detail)
        return Word.LATER, attempt.detail


def _give_back(delivery: Delivery, house: House) -> None:
    with house.database.writing() as session:
        give_back(session, delivery, house.owner)


def retry_pause(attempt: int, chance: float) -> timedelta:
    """Doubling, with jitter over its upper half. `chance` in [0, 1)."""
    return doubled(FIRST_RETRY, attempt - 1, LONGEST_RETRY) / 2 * (1 + chance)
