"""The web: polite, bounded, guarded HTTP."""

from fetchers.http import Fetcher, user_agent
from fetchers.ledger import Ledger, OwnLedger, RobotsRecord
from fetchers.limits import Limits

__all__ = ["Fetcher", "Ledger", "Limits", "OwnLedger", "RobotsRecord", "user_agent"]
