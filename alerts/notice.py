"""What a message about wirewatch itself says. Pure. Names of sources and what servers said come from strangers."""

from alerts.forms import FORMS, cut, isolated, tame
from news import Message, Notice

MAX_SUBJECT = 150
MAX_LINE = 220  # a source's name and what is wrong with it
ROOM = 1_800  # the narrowest of the big chats takes 2,000 characters
_LINES = (20, 10, 5, 2, 1)  # of a section; the first that fits ROOM

_TEXT, _MD, _HTML = (form.get_template(f"notice.{ending}") for ending, form in FORMS.items())


def compose_notice(notice: Notice) -> Message:
    """Say a notice in every form. What there is no room for is counted."""
    for most in _LINES:
        content = {
            "subject": cut(notice.subject, MAX_SUBJECT),
            "sections": [
                (heading, [cut(line, MAX_LINE) for line in lines[:most]], max(0, len(lines) - most))
                for heading, lines in notice.sections
            ],
        }
        text, markdown, html = (form.render(content).strip() for form in (_TEXT, _MD, _HTML))
        if max(len(text), len(markdown)) <= ROOM:
            break
    return Message(isolated(tame(cut(notice.subject, MAX_SUBJECT))), text, markdown, html)
