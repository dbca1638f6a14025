"""What stands before a page, told by its own scripts and words: for whoever wanted a feed, a list or an article."""

import re

WORDY = 1_500  # characters; a wall says a few sentences, a consent page a few paragraphs
# Scripts and words of walls themselves, found on no page behind them.
WALL = re.compile(
    r"_cf_chl_|cf-browser-verification|cf-error-details|window\._cf_translation|<title>\s*just a moment"
    r"|attention required! \||incapsula incident|captcha-delivery\.com|px-captcha|sucuri_cloudproxy"
    r"|<title>\s*(?:ddos-guard|access denied|bot verification)|pardon our interruption|techaro\.lol"
    r"|making sure you(?:&#39;|')re not a bot|checking your browser before"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|enable javascript and cookies to continue"
    r"|unusual traffic from your computer",
    re.I,
)
# Ordinary pages carry these too, beside words of their own.
PERHAPS = re.compile(
    r"captcha|datadome|_pxappid|perimeterx|_incapsula_resource|aws-?waf|ddos-guard|robot|security check|access denied"
    r"|consent|before you continue|cookies? (?:wall|akzeptieren)|zustimmung",
    re.I,
)
CONSENT_HOST = re.compile(r"https?://(?:consent|guce|privacy-mgmt)\.", re.I)
CAPTCHA_HOST = re.compile(r"https?://(?:captcha|challenge)\.|https?://(?:www\.)?google\.[a-z.]+/sorry/", re.I)
