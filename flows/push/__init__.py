"""News that is pushed to us: the subscriber's half of WebSub (https://www.w3.org/TR/websub/)."""
