"""The web: polite, bounded, guarded HTTP."""

from fetchers.http import Fetcher, Limits, user_agent

__all__ = ["Fetcher", "Limits", "user_agent"]
