"""The nouns. Frozen values and the error tree; the standard library only."""

from news.alert import Alert, Attempt, Channel, Decision, Delivery, Hold, Message, Notice, Outcome, Reason, Report, Route
from news.article import Article, Evidence, Refusal, RefusalReason
from news.count import Step, Tally, Word
from news.errors import DeskError, FeedError, FetchError, ParsingError, QueryError, StorageError, WirewatchError
from news.page import Entry, Feed, Hub, Lead, NotModified, Page, Pointer, Wishes
from news.poll import (
    Claim,
    Health,
    Identity,
    Keys,
    Memory,
    Move,
    Pick,
    Pulse,
    Subscription,
    SubscriptionState,
)
from news.source import Access, Source, SourceKind
from news.status import Held, Problem, SourceStatus, Status
from news.story import Candidate, Likeness, Placement
from news.topic import Match, Passage, Span, Topic

__all__ = [
    "Access",
    "Alert",
    "Article",
    "Attempt",
    "Candidate",
    "Channel",
    "Claim",
    "Decision",
    "Delivery",
    "DeskError",
    "Entry",
    "Evidence",
    "Feed",
    "FeedError",
    "FetchError",
    "Health",
    "Held",
    "Hold",
    "Hub",
    "Identity",
    "Keys",
    "Lead",
    "Likeness",
    "Match",
    "Memory",
    "Message",
    "Move",
    "NotModified",
    "Notice",
    "Outcome",
    "Page",
    "ParsingError",
    "Passage",
    "Pick",
    "Placement",
    "Pointer",
    "Problem",
    "Pulse",
    "QueryError",
    "Reason",
    "Refusal",
    "RefusalReason",
    "Report",
    "Route",
    "Source",
    "SourceKind",
    "SourceStatus",
    "Span",
    "Status",
    "Step",
    "StorageError",
    "Subscription",
    "SubscriptionState",
    "Tally",
    "Topic",
    "WirewatchError",
    "Wishes",
    "Word",
]
