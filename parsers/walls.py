"""What stands before a page, told by its own scripts and words: for whoever wanted a feed, a list or an article."""

import re

WORDY = 1_500  # characters; a wall says a few sentences, a consent page a few paragraphs
# In small letters, for `search_any_case`. What only the scripts and styles of walls have; words may be quoted.
WALL = re.compile(
    r"_cf_chl_|cf-browser-verification|cf-error-details|window\._cf_translation|attention required! \| cloudflare"
    r"|incapsula incident|captcha-delivery\.com|px-captcha|sucuri_cloudproxy|techaro\.lol",
)
# Ordinary pages carry these too, beside words of their own.
PERHAPS = re.compile(
    r"captcha|datadome|_pxappid|perimeterx|_incapsula_resource|aws-?waf|ddos-guard|robot|security check|access denied"
    r"|consent|before you continue|cookies? (?:wall|akzeptieren)|zustimmung|you are (?:a )?human|not a bot"
    r"|just a moment|bot verification|pardon our interruption|your browser before|javascript and cookies"
    r"|unusual traffic",
)
CONSENT_HOST = re.compile(r"https?://(?:consent|guce|privacy-mgmt)\.", re.I)
CAPTCHA_HOST = re.compile(r"https?://(?:captcha|challenge)\.|https?://(?:www\.)?google\.[a-z.]+/sorry/", re.I)
