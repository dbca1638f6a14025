"""Pauses that double."""

from datetime import timedelta

ENOUGH = 20  # doublings: a second has become twelve days; more would only overflow


def doubled(first: timedelta, times: int, longest: timedelta) -> timedelta:
    """`first`, doubled that many times, at most `longest`."""
    pause: timedelta = first * 2 ** min(times, ENOUGH)
    return min(pause, longest)
