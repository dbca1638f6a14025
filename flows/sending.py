"""From the outbox to the channels."""

import logging
import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from alerts.channels import send
from alerts.message import compose
from flows.house import House
from flows.progress import Progress
from news import Attempt, Channel, Delivery, Outcome, Step, Tally, Word
from storage.outbox import LEASE, claim_deliveries, give_back, mark_dead, mark_retry, mark_sent

FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
MAX_ATTEMPTS = 30  # doubling to an hour with jitter on half of it: about a day

_log = logging.getLogger(__name__)


def deliver_due(house: House) -> Tally:
    """Send every message that is due. Channels work side by side; within one, messages keep their order."""
    tally, progress = Tally(), Progress("messages")
    channels = {channel.name: channel for channel in house.desk.channels}
    while batch := _claim(house, channels):
        progress.expect(len(batch))
        by_channel: dict[str, list[Delivery]] = defaultdict(list)
        for delivery in batch:
            by_channel[delivery.channel].append(delivery)
        with ThreadPoolExecutor(len(by_channel), thread_name_prefix="send") as pool:
            work = [pool.submit(_send_all, channels[name], queue, house) for name, queue in by_channel.items()]
            for sent in work:
                tally += sent.result()
        progress.done(len(batch))
    return tally


def _claim(house: House, channels: dict[str, Channel]) -> list[Delivery]:
    with house.database.writing() as session:
        return claim_deliveries(session, channels.keys(), house.owner, house.clock())


def _send_all(channel: Channel, queue: list[Delivery], house: House) -> Tally:
    tally = Tally()
    for delivery in queue:
        if house.clock() > delivery.lease_until - LEASE / 2:  # too late to be sure that it is still ours
            _give_back(delivery, house)
            continue
        attempt = _send_one(channel, delivery)
        word, detail = _mark(delivery, attempt, house)
        _log.info("channel=%s delivery=%s step=send outcome=%s", channel.name, delivery.key, attempt.outcome)
        tally.add(Step.DELIVERY, word, detail)
    return tally


def _send_one(channel: Channel, delivery: Delivery) -> Attempt:
    try:
        return send(channel.url, compose(delivery.report), delivery.key)
    except Exception as error:  # noqa: BLE001  # one message never stops the others
        _log.error("channel=%s delivery=%s step=send error=%s", channel.name, delivery.key, type(error).__name__)
        # the type only: its text may hold the address, which is a secret
        return Attempt(Outcome.TRANSIENT, f"internal error: {type(error).__name__}")


def _mark(delivery: Delivery, attempt: Attempt, house: House) -> tuple[Word, str]:
    now = house.clock()
    with house.database.writing() as session:
        if attempt.outcome is Outcome.OK:
            mark_sent(session, delivery, house.owner, now, attempt.detail)
            return Word.SENT, ""
        if attempt.outcome is Outcome.PERMANENT or delivery.attempt >= MAX_ATTEMPTS:
            mark_dead(session, delivery, house.owner, attempt.detail)
            return Word.DEAD, attempt.detail
        mark_retry(session, delivery, house.owner, now + retry_pause(delivery.attempt, random.random()), attempt.detail)  # noqa: S311  # spreads load, guards nothing
        return Word.LATER, attempt.detail


def _give_back(delivery: Delivery, house: House) -> None:
    with house.database.writing() as session:
        give_back(session, delivery, house.owner)


def retry_pause(attempt: int, chance: float) -> timedelta:
    """Doubling, with jitter over its upper half. `chance` in [0, 1)."""
    longest: timedelta = min(FIRST_RETRY * 2 ** min(attempt - 1, 12), LONGEST_RETRY)
    return longest / 2 * (1 + chance)
