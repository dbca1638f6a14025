"""A newsroom and an inbox on loopback: the whole path with real HTTP, SMTP and webhooks, and nothing to set up."""
