"""The nouns. Frozen values and the error tree; the standard library only."""

from news.alert import Alert, Attempt, Channel, Decision, Delivery, Hold, Message, Outcome, Reason, Report, Route
from news.article import Article, Evidence, Refusal, RefusalReason
from news.count import Step, Tally, Word
from news.errors import DeskError, FeedError, FetchError, QueryError, StorageError, WirewatchError
from news.page import Entry, Feed, Lead, NotModified, Page, Pointer
from news.source import Claim, Source, SourceKind
from news.status import Held, Problem, SourceStatus, Status
from news.story import Candidate, Likeness, Placement
from news.topic import Match, Passage, Span, Topic

__all__ = [
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
    "Held",
    "Hold",
    "Lead",
    "Likeness",
    "Match",
    "Message",
    "NotModified",
    "Outcome",
    "Page",
    "Passage",
    "Placement",
    "Pointer",
    "Problem",
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
    "Tally",
    "Topic",
    "WirewatchError",
    "Word",
]
