"""The shape of a desk file: which keys there are, and what one value alone must look like.

What needs two places of the file (names that refer to one another) is in `references.py`; what needs the
environment is in `secrets.py`. The descriptions here are what an editor shows while one types.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, Self

import soupsieve
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from flows.settings.addresses import DEFAULT_DATABASE, callback_fault, contact_fault, listening_at
from flows.settings.desk import HEALTH
from flows.settings.headers import header_fault
from flows.settings.problem import Fault, on_one_line, suggest
from flows.settings.rhythm import (
    DURATION,
    RefusedError,
    check_cron,
    check_rrule,
    check_timezone,
    parse_duration,
    parse_every,
)
from news import RefusalReason, SourceKind

NAME = r"^[\w-]+$"
WORDS = r"\S"
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
HEADER_NAME = r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$"  # RFC 9110 section 5.6.2
HEADER_VALUE = r"^[\t\x20-\x7e]*$"  # other letters have no agreed encoding there, and httpx refuses them
COOKIE_NAME = r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"  # RFC 6265 section 4.1.1: a token, as a header's name
COOKIE_VALUE = r"^[\x20-\x3a\x3c-\x7e]*$"  # more than the RFC's, as browsers take it; a `;` would begin the next one
USER_AGENT = r"^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$"
ROUTED = rf"^({HEALTH}|[\w-]+)$"
OVERRULABLE = {reason.value: reason for reason in RefusalReason if reason.can_be_overruled}
NO_COOKIE_VALUE = Fault("a cookie's value is one line of ASCII without `;`", "write it as the site sets it")
NO_HEADER_VALUE = Fault("a header's value is one line of ASCII: this one cannot be sent", "write it that way")


def refuse(fault: Fault) -> PydanticCustomError:
    return PydanticCustomError("desk", "{wrong}", {"wrong": fault.wrong, "cure": fault.cure})


def _checked(check: Callable[[str], Any]) -> Callable[[Any], Any]:
    """A check of ours as pydantic wants it. What is no text at all is left to pydantic to refuse."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "not a text")
        try:
            return check(value)
        except RefusedError as refused:
            raise refuse(refused.fault) from refused

    return validate


def _check_contact(contact: str) -> str:
    if fault := contact_fault(contact):
        raise refuse(fault)
    return contact


def _check_callback(callback: str) -> str:
    if fault := callback_fault(callback):
        raise refuse(fault)
    return callback.rstrip("/")


def _check_listen(listen: str) -> str:
    if isinstance(fault := listening_at(listen), Fault):
        raise refuse(fault)
    return listen


def _check_selector(selector: str) -> str:
    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as error:
        why = str(error).splitlines()[0].rstrip(".")
        raise refuse(Fault(f"this is no CSS selector ({why})", "write one such as `h2 a`")) from error
    return selector


def _check_header(name: str) -> str:
    if fault := header_fault(name):
        raise refuse(fault)
    return name


def _check_accepted(word: str) -> RefusalReason:
    if word in OVERRULABLE:
        return OVERRULABLE[word]
    raise refuse(
        Fault("there is nothing of this name to accept", suggest(word, OVERRULABLE, "what can be accepted is"))
    )


def _check_when(when: str) -> str:
    if when != "immediately":
        raise refuse(
            Fault(f"`{on_one_line(when)}` is not known: only `immediately` is accepted today", "write `immediately`")
        )
    return when


_DurationText = Annotated[str, Field(pattern=DURATION, examples=["90s", "2m", "1h", "1d"])]
Duration = Annotated[timedelta, BeforeValidator(_checked(parse_duration), json_schema_input_type=_DurationText)]
Every = Annotated[timedelta, BeforeValidator(_checked(parse_every), json_schema_input_type=_DurationText)]
Cron = Annotated[str, AfterValidator(_checked(check_cron))]
RRule = Annotated[str, AfterValidator(_checked(check_rrule))]
TimeZone = Annotated[str, AfterValidator(_checked(check_timezone))]
Contact = Annotated[str, AfterValidator(_check_contact)]
When = Annotated[str, AfterValidator(_check_when), Field(json_schema_extra={"enum": ["immediately"]})]
Selector = Annotated[str, Field(pattern=WORDS), AfterValidator(_check_selector)]
Name = Annotated[str, Field(pattern=NAME)]
Words = Annotated[str, Field(pattern=WORDS)]
Language = Annotated[str, Field(pattern=LANGUAGE)]
UserAgent = Annotated[str, Field(pattern=USER_AGENT)]
Callback = Annotated[str, AfterValidator(_check_callback)]
Listen = Annotated[str, AfterValidator(_check_listen)]
Cookies = dict[Annotated[str, Field(pattern=COOKIE_NAME)], Annotated[str, Field(pattern=COOKIE_VALUE)]]
Accepted = Annotated[
    RefusalReason,
    BeforeValidator(
        _checked(_check_accepted),
        json_schema_input_type=Annotated[str, Field(json_schema_extra={"enum": [*OVERRULABLE]})],
    ),
]
HeaderName = Annotated[str, Field(pattern=HEADER_NAME), AfterValidator(_check_header)]
Headers = dict[HeaderName, Annotated[str, Field(pattern=HEADER_VALUE)]]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class DefaultsShape(_Shape):
    """What holds for every source, unless its schedule or the source itself says otherwise."""

    language: Language | None = Field(None, description="BCP 47, such as en or pt-BR. Counts before what a page says.")
    headers: Headers = Field({}, description="HTTP headers to send. `${NAME}` is filled in from the environment.")
    cookies: Cookies = Field({}, description="Cookies to send. `${NAME}` is filled in from the environment.")
    login: Words | None = Field(None, description="user:password of HTTP basic authentication, as `${NAME}` best.")
    user_agent: UserAgent | None = Field(None, description="To be sent instead of wirewatch's own. ASCII.")
    proxy: Words | None = Field(None, description="http://host:port, or http://user:password@host:port.")
    slowest: Every | None = Field(
        None,
        description="The longest pause between two polls of a quiet source. Fifteen times `every`, but at most 30m.",
    )
    alert_backlog: Duration | None = Field(
        None,
        description="On the first pass over a source, older articles fire no alert. Counts at no later pass. "
        "24h when not given.",
    )
    allow_private: bool | None = Field(None, description="Let sources live on private addresses. Off when not given.")
    look_again: bool | None = Field(
        None, description="Look again at pages that were read, for corrections and other changes. On when not given."
    )


class ScheduleShape(DefaultsShape):
    """When a group of sources is read: exactly one of every, cron and rrule."""

    every: Every | None = Field(
        None,
        description="The shortest pause between two polls, at least 10s: 90s, 2m, 1h, 1d. Quiet ones wait longer.",
    )
    cron: Cron | None = Field(None, description="Five fields: minute hour day-of-month month day-of-week.")
    rrule: RRule | None = Field(None, description="A recurrence rule of RFC 5545, such as FREQ=HOURLY;BYMINUTE=30.")
    timezone: TimeZone = Field("UTC", description="IANA name, such as Europe/Amsterdam. UTC when not given.")

    @model_validator(mode="after")
    def _one_rhythm(self) -> Self:
        given = [name for name in ("every", "cron", "rrule") if getattr(self, name) is not None]
        if len(given) == 1:
            return self
        wrong = f"a schedule has one rhythm, this one has {len(given)}"
        raise refuse(Fault(wrong, "give exactly one of `every`, `cron` and `rrule`"))


class SourceShape(DefaultsShape):
    """One address that is read for news."""

    name: Words = Field(description="Its identity: a source that moves to another url keeps its name.")
    url: Words = Field(description="http(s) address. `${NAME}` is filled in from the environment.")
    kind: SourceKind = Field(SourceKind.AUTO, description="auto decides by what the address answers.")
    schedule: Name | None = Field(None, description="One of `schedules`. The first one when not given.")
    selector: Selector | None = Field(None, description="CSS selector of the headline links of a listing.")
    accept: list[Accepted] = Field([], description="What is not held against its pages, though they look like that.")
    tags: list[Words] = Field([], description="Categories, as OPML files have them.")
    owner: Words | None = Field(
        None, description="Who publishes it: outlets of one owner count once. The site's domain when not given."
    )

    @model_validator(mode="after")
    def _selector_is_for_listings(self) -> Self:
        if self.selector is None or self.kind in (SourceKind.LISTING, SourceKind.AUTO):
            return self
        raise refuse(Fault(f"a {self.kind} has no `selector`", "remove it, or write `kind: listing`"))


class ExampleShape(_Shape):
    """An article that a topic is tested with."""

    title: str = ""
    body: str = ""
    language: Language | None = Field(None, description="BCP 47. That of `defaults`, or English, when not given.")
    source: str = Field("", description="Name of the source, for queries that ask for `source:`.")
    author: str = ""
    section: str = ""
    url: str = ""

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if (self.title + self.body).strip():
            return self
        raise refuse(Fault("this example has no words", "give it a `title` or a `body`"))


def _example(value: Any) -> Any:
    return {"body": value} if isinstance(value, str) else value


Example = Annotated[ExampleShape, BeforeValidator(_example, json_schema_input_type=str | ExampleShape)]


class TopicShape(_Shape):
    """What to watch for, with the articles that prove the query right."""

    query: Words = Field(description="Words, phrases, NEAR/n, wildcards and @lists; see docs/query-language.md.")
    title: Words | None = Field(None, description="What readers see. The name when not given.")
    should_match: list[Example] = Field([], description="Articles that must fire.")
    should_not_match: list[Example] = Field([], description="Articles that must stay silent.")


class ChannelShape(_Shape):
    """One place that messages go to."""

    url: Words = Field(description="One Apprise URL. A secret: write `${NAME}` and set NAME or NAME_FILE.")


class RouteShape(_Shape):
    """Which topics go to which channels."""

    to: list[Name] = Field(min_length=1, description="Channels.")
    topics: list[Annotated[str, Field(pattern=ROUTED)]] = Field(
        [], description=f"All topics when not given. {HEALTH} (what breaks and recovers) goes only where it is named."
    )
    when: When = Field("immediately", description="Only `immediately` today.")


class WebSubShape(_Shape):
    """How hubs push what is new to us."""

    callback: Callback = Field(description="Public https:// address that leads to `listen`.")
    listen: Listen = Field("127.0.0.1:8765", description="Where `serve` listens; a proxy with TLS stands before it.")


class DeskShape(_Shape):
    """Everything a news desk watches, and whom it tells."""

    database: Words = Field(
        DEFAULT_DATABASE, description="sqlite:///… (counted from this file) or postgresql+psycopg://…"
    )
    contact: Contact | None = Field(None, description="https:// or mailto: address that publishers can reach you at.")
    ca_file: Words | None = Field(
        None, description="PEM file, counted from this one: authorities to trust beside the usual ones."
    )
    websub: WebSubShape | None = Field(None, description="Take what hubs push, beside polling.")
    schedules: dict[Name, ScheduleShape] = Field(min_length=1, description="When sources are read.")
    defaults: DefaultsShape = Field(DefaultsShape(), description="What holds for every source.")
    sources: list[SourceShape] = Field(min_length=1, description="Where news comes from.")
    lists: dict[Name, Annotated[list[Words], Field(min_length=1)]] = Field(
        {}, description="Words and phrases that a query names as @list."
    )
    library: list[Name] = Field(
        [], description="Topics that ship with wirewatch; `wirewatch topics library` lists them."
    )
    topics: dict[Name, TopicShape] = Field({}, description="What to watch for.")
    channels: dict[Name, ChannelShape] = Field({}, description="Where messages go.")
    routes: list[RouteShape] = Field([], description="Which topics go to which channels.")
