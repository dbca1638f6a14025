"""Topics to matches to messages to channels. The deciding half is pure; only `channels` acts.

Import from the file that is meant: `alerts.channels` loads Apprise, which the rest has no need of.
"""
