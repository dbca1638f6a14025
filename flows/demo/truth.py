"""What is true about the demo newsroom: what a desk that watches `rafah` and `arms-sales` must find in it.

Written by hand, not taken from the articles: it judges them, and the pipeline that reads them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from flows.demo.outlets import (
    DELTA_DISPATCH,
    EAST_SHORE,
    HARBOUR_COURIER,
    LAKESIDE_CHRONICLE,
    MERIDIAN_POST,
    NORTHERN_WIRE,
)


class Place(NamedTuple):
    """An article by its outlet's name and its path there."""

    outlet: str
    path: str


RAFAH, ARMS_SALES = "rafah", "arms-sales"

ARTICLES = MappingProxyType(
    {
        NORTHERN_WIRE.name: 8,
        HARBOUR_COURIER.name: 7,
        MERIDIAN_POST.name: 7,
        DELTA_DISPATCH.name: 5,
        EAST_SHORE.name: 5,
        LAKESIDE_CHRONICLE.name: 5,
    }
)
"""How many articles each outlet lists, gone pages included."""

TOTAL = sum(ARTICLES.values())

LEAD = Place(NORTHERN_WIRE.name, "/world/washington-weighs-f-15s-as-rafah-burns")
LEAD_IN_COURIER = Place(HARBOUR_COURIER.name, "/world/fifty-jets-and-a-third-night-of-strikes.html")
LEAD_IN_POST = Place(MERIDIAN_POST.name, "/stories/israel-asks-for-f-15s-congress-asks-questions/")
CROSSING = Place(EAST_SHORE.name, "/world/iadat-fath-maabar-rafah")
FLOUR = Place(NORTHERN_WIRE.name, "/world/flour-reaches-rafah-bakeries")
FERRY = Place(NORTHERN_WIRE.name, "/business/ferry-line-returns-to-outer-skerries")

COPIES: Mapping[Place, tuple[Place, ...]] = MappingProxyType({LEAD: (LEAD_IN_COURIER, LEAD_IN_POST)})
"""Wire copies by their original: one story, so one alert. Everything else is a story of its own."""

MATCHES: Mapping[Place, frozenset[str]] = MappingProxyType(
    {
        LEAD: frozenset({RAFAH, ARMS_SALES}),
        LEAD_IN_COURIER: frozenset({RAFAH, ARMS_SALES}),
        LEAD_IN_POST: frozenset({RAFAH, ARMS_SALES}),
        CROSSING: frozenset({RAFAH}),
        FLOUR: frozenset({RAFAH}),
    }
)
"""The topics that each article matches; an article that is not named matches none."""

BACKLOG = frozenset({FLOUR})
"""Matches that a first pass holds: older than three days."""

STORIES_TOLD: tuple[frozenset[Place], ...] = (
    frozenset({LEAD, LEAD_IN_COURIER, LEAD_IN_POST}),
    frozenset({CROSSING}),
)
"""What a first pass within a day of the epoch tells: one alert a story, whichever of its articles comes first."""

GONE = frozenset({FERRY})
"""Listed by the feed, with a summary that tells the story, but the page answers 404."""

SILENT: Mapping[Place, str] = MappingProxyType(
    {
        Place(NORTHERN_WIRE.name, "/business/halvorsen-sells-fewer-cars-earns-more"): "sales of cars, not of arms",
        Place(MERIDIAN_POST.name, "/stories/a-store-says-goodbye/"): "a clearance sale",
        Place(
            HARBOUR_COURIER.name, "/sport/rowers-arms-are-not-the-secret.html"
        ): "the arms of a rower, sold-out seats",
        Place(HARBOUR_COURIER.name, "/port/dredgers-widen-the-eastern-channel.html"): "only a related headline says it",
        Place(MERIDIAN_POST.name, "/stories/a-studio-archive-comes-home/"): "only a picture caption says it",
        Place(LAKESIDE_CHRONICLE.name, "/sport/anglers-return-a-borrowed-trophy/"): "only a newsletter box says it",
    }
)
"""The traps, and why each must stay silent. The other articles are ordinary news."""
