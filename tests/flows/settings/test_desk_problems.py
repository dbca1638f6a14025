"""Every way in which a desk file can be wrong, told at the exact spot. `‸` marks the spot and is not in the file."""

from pathlib import Path

import pytest

from flows.settings import load_desk
from news import DeskError

SCHEDULES = "schedules: {wires: {every: 2m}}\n"
SOURCE = "sources: [{name: Courier, url: https://courier.example/feed.xml}]\n"
REST = SCHEDULES + SOURCE

CASES = {
    "an unknown key": (REST + "‸sauces: []\n", "unknown key `sauces`", "did you mean `sources`?"),
    "an unknown key of a source": (
        SCHEDULES + "sources:\n  - name: A\n    url: https://a.example/\n    ‸shedule: wires\n",
        "unknown key `shedule`",
        "did you mean `schedule`?",
    ),
    "an unknown key of a topic": (
        REST + "topics:\n  ferries:\n    query: ferry\n    ‸shuld_match: []\n",
        "unknown key `shuld_match`",
        "did you mean `should_match`?",
    ),
    "an unknown key of an example": (
        REST + "topics:\n  ferries:\n    query: ferry\n    should_match:\n      - {body: a ferry, ‸titel: x}\n",
        "unknown key `titel`",
        "did you mean `title`?",
    ),
    "an unknown key that resembles none": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, ‸zzz: 1}]\n",
        "unknown key `zzz`",
        "the keys here are `accept`, ",
    ),
    "a key of sources among the defaults": (
        REST + "defaults: {‸kind: feed}\n",
        "unknown key `kind`",
        "the keys here are",
    ),
    "a missing section": ("‸" + SCHEDULES, "`sources` is missing", "add `sources:`"),
    "a missing url": (SCHEDULES + "sources:\n  - ‸name: A\n", "`url` is missing", "add `url:`"),
    "a missing query": (REST + "topics:\n  ‸ferries: {title: Ferries}\n", "`query` is missing", "add `query:`"),
    "a value left empty": (REST + "topics:\n  ferries:\n    ‸query:\n", "the value is empty", "write one"),
    "a value of white space": (REST + "topics: {ferries: {query: ‸' '}}\n", "the value is empty", "write a text"),
    "a key that stands twice": (
        REST + "topics: {}\n‸topics: {}\n",
        "this key stands twice, first on line 3",
        "keep one",
    ),
    "a list in the place of a text": (
        SCHEDULES + "sources: [{name: A, ‸url: [b]}]\n",
        "one text belongs here",
        "write one value",
    ),
    "a text in the place of a list": (SCHEDULES + "sources: ‸none\n", "a list belongs here", "begin each entry"),
    "a text in the place of keys": (REST + "channels: {mail: ‸mailto}\n", "keys and values belong here", "write"),
    "a list in the place of keys": (REST + "‸topics: [a]\n", "keys and values belong here", "write"),
    "neither true nor false": (REST + "defaults: {allow_private: ‸maybe}\n", "neither true nor false", "true or false"),
    "a kind that is none": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, kind: ‸feeed}]\n",
        "there is no such kind of source",
        "did you mean `feed`?",
    ),
    "a selector beside a feed": (
        SCHEDULES + "sources:\n  - ‸name: A\n    url: https://a.example/\n    kind: feed\n    selector: h2 a\n",
        "a feed has no `selector`",
        "kind: listing",
    ),
    "a refusal that is none": (
        SCHEDULES + "sources:\n  - name: A\n    url: https://a.example/\n    accept: [too short, ‸list pages]\n",
        "there is nothing of this name to accept",
        "did you mean `list page`?",
    ),
    "a refusal with nothing behind it": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, accept: [‸empty]}]\n",
        "there is nothing of this name to accept",
        "what can be accepted is `bot wall`, `consent wall`, `error page`, `list page`, `too short`",
    ),
    "a refusal in the place of a list of them": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, accept: ‸too short}]\n",
        "a list belongs here",
        "write [one, two]",
    ),
    "a list in the place of a refusal": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, accept: [‸[too short]]}]\n",
        "one text belongs here",
        "write one value",
    ),
    "no language tag": (REST + "defaults: {language: ‸English please}\n", "no language tag", "BCP 47"),
    "a header in another script": (
        REST + "defaults: {headers: {X-Desk: ‸Zürich}}\n",
        "one line of ASCII",
        "write it that way",
    ),
    "a contact in another script": (REST + "contact: ‸https://bücher.example/\n", "outside ASCII", "percent-encoded"),
    "no selector": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, selector: ‸'a[['}]\n",
        "no CSS selector",
        "such as `h2 a`",
    ),
    "an hour that no day has": (
        "schedules: {w: {cron: ‸'*/30 6-25 * * *'}}\n" + SOURCE,
        "is no cron line: hour 25 is out of range",
        "write 0 to 23",
    ),
    "a month that no year has": (
        "schedules: {w: {cron: ‸'0 6 * foo *'}}\n" + SOURCE,
        "is no cron line: its month cannot be read",
        "write 1 to 12",
    ),
    "no schedules at all": (
        "‸sources: [{name: A, url: https://a.example/, schedule: wires}]\n",
        "`schedules` is missing",
        "add `schedules:`",
    ),
    "a password inside an address": (
        SCHEDULES + "sources: [{name: A, url: ‸'https://desk:pw@a.example/'}]\n",
        "an address holds no user or password",
        "use `login:",
    ),
    "no cookie name": (REST + "defaults: {cookies: {‸'a b': z}}\n", "no name of a cookie", "as the site sets it"),
    "a cookie that holds two": (
        REST + "defaults: {cookies: {a: ‸'b; c=d'}}\n",
        "one line of ASCII without `;`",
        "as the site sets it",
    ),
    "cookies in one text": (REST + "defaults: {cookies: ‸a=b}\n", "keys and values belong here", "write"),
    "a login without a password": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, login: ‸desk}]\n",
        "a login is a user, a colon and a password",
        'write "user:password"',
    ),
    "a login without a user": (REST + "defaults: {login: ‸':pw'}\n", "a login is a user", 'write "user:password"'),
    "a login of two lines": (REST + 'defaults: {login: ‸"a:b\\nc"}\n', "on one line", 'write "user:password"'),
    "a login left empty": (REST + "defaults: {login: ‸' '}\n", "the value is empty", "write a text"),
    "a user agent in another script": (
        REST + "defaults: {user_agent: ‸Zürich}\n",
        "a user agent is one line of ASCII",
        "write it that way",
    ),
    "a proxy of another kind": (
        REST + "defaults: {proxy: ‸'socks5://proxy:1080'}\n",
        "no address of a proxy",
        "http://host:port",
    ),
    "a proxy with a path": (REST + "defaults: {proxy: ‸'http://p:1/x'}\n", "no address of a proxy", "http://host:port"),
    "a slowest that is none": (REST + "defaults: {slowest: ‸never}\n", "`never` is no duration", "such as 90s"),
    "a slowest that is too often": (REST + "defaults: {slowest: ‸5s}\n", "`5s` is too often", "10s is the shortest"),
    "a source that waits less than its schedule": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, slowest: ‸60s}]\n",
        "`slowest` is shorter than the `every` of schedule `wires`",
        "write at least 2m",
    ),
    "a source that waits less than the schedule it names": (
        "schedules: {a: {every: 2m}, b: {every: 1h}}\n"
        "sources: [{name: A, url: https://a.example/, schedule: b, slowest: ‸10m}]\n",
        "`slowest` is shorter than the `every` of schedule `b`",
        "write at least 1h",
    ),
    "a schedule that contradicts itself": (
        "schedules: {w: {every: 1h, slowest: ‸59m}}\n" + SOURCE,
        "`slowest` is shorter than the `every` of schedule `w`",
        "write at least 1h",
    ),
    "defaults that contradict a schedule": (
        "schedules: {a: {every: 2h}, b: {every: 1h, slowest: 2h}}\ndefaults: {slowest: ‸90m}\n" + SOURCE,
        "`slowest` is shorter than the `every` of schedule `a`",
        "write at least 2h",
    ),
    "tags in one text": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, tags: ‸Africa}]\n",
        "a list belongs here",
        "[one, two]",
    ),
    "an empty tag": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, tags: [a, ‸'']}]\n",
        "the value is empty",
        "write a text",
    ),
    "an empty owner": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, owner: ‸' '}]\n",
        "the value is empty",
        "write a text",
    ),
    "an owner of all": (REST + "defaults: {‸owner: a}\n", "unknown key `owner`", "the keys here are"),
    "tags for all": (REST + "defaults: {‸tags: [a]}\n", "unknown key `tags`", "the keys here are"),
    "push without a callback": (
        REST + "‸websub: {listen: '127.0.0.1:80'}\n",
        "`callback` is missing",
        "add `callback:`",
    ),
    "an unknown key of push": (
        REST + "websub: {callback: https://a.example/, ‸lisen: x}\n",
        "unknown key `lisen`",
        "did you mean `listen`?",
    ),
    "a callback that is no address": (
        REST + "websub: {callback: ‸news.example}\n",
        "this is no web address",
        "write the whole address",
    ),
    "a callback with a query": (
        REST + "websub: {callback: ‸'https://a.example/?x=1'}\n",
        "the callback has a query",
        "write it plainly",
    ),
    "a place to listen without a port": (
        REST + "websub: {callback: https://a.example/, listen: ‸localhost}\n",
        "no place to listen at",
        "such as `127.0.0.1:8765`",
    ),
    "a place to listen with an impossible port": (
        REST + "websub: {callback: https://a.example/, listen: ‸'127.0.0.1:99999'}\n",
        "no place to listen at",
        "such as `127.0.0.1:8765`",
    ),
    "authorities that are not there": (
        REST + "ca_file: ‸gone.pem\n",
        "`ca_file` cannot be read (No such file or directory)",
        "counted from this file",
    ),
    "authorities that are none": (REST + "ca_file: ‸wirewatch.yaml\n", "holds no certificate", "a PEM file"),
    "a topic of ours that begins with @": (REST + "topics: {‸'@health': {query: a}}\n", "letters, digits", "that way"),
    "a route for an unknown topic of the system": (
        REST + "channels: {m: {url: a}}\nroutes: [{to: [m], topics: [‸'@helth']}]\n",
        "a route takes topics of this desk, and `@health`",
        "write the name of one",
    ),
    "the topic of the system without quotes": (
        REST + "channels: {m: {url: a}}\nroutes: [{to: [m], topics: [‸@health]}]\n",
        "a text cannot begin with `@`",
        'write "@health" in quotes',
    ),
    "no header name": (REST + "defaults: {headers: {‸'X Y': z}}\n", "no header name", "as in HTTP"),
    "a header that tells how a request travels": (
        REST + "defaults: {headers: {‸Host: a.example}}\n",
        "`Host` tells how a request travels",
        "remove it",
    ),
    "a header for the proxy": (
        REST + "defaults: {headers: {‸Proxy-Authorization: x}}\n",
        "how a request travels",
        "into `proxy:`",
    ),
    "a header that is ours to set": (
        REST + "defaults: {headers: {‸if-none-match: x}}\n",
        "`if-none-match` is set by wirewatch itself",
        "remove it",
    ),
    "a user agent among the headers": (
        REST + "defaults: {headers: {‸user-agent: x}}\n",
        "`user-agent` has a key of its own",
        "write it as `user_agent:`",
    ),
    "a cookie among the headers": (
        REST + "defaults: {headers: {‸Cookie: a=b}}\n",
        "`Cookie` has a key of its own",
        "write it as `cookies:`",
    ),
    "a header that logs in beside a login": (
        SCHEDULES + "defaults: {login: 'a:b'}\n"
        "sources: [{name: A, url: https://a.example/, headers: {‸authorization: Bearer x}}]\n",
        "`Authorization` stands beside a `login:`",
        "keep one of the two",
    ),
    "a name of a topic with a space": (REST + "topics: {‸two words: {query: a}}\n", "letters, digits", "that way"),
    "no duration": ("schedules: {wires: {every: ‸soon}}\n" + SOURCE, "`soon` is no duration", "such as 90s"),
    "a duration without a unit": ("schedules: {wires: {every: ‸90}}\n" + SOURCE, "`90` is no duration", "a unit"),
    "too often": ("schedules: {wires: {every: ‸9s}}\n" + SOURCE, "`9s` is too often", "10s is the shortest"),
    "no rhythm": ("schedules:\n  ‸wires: {timezone: UTC}\n" + SOURCE, "this one has 0", "exactly one of `every`"),
    "two rhythms": (
        "schedules:\n  ‸wires:\n    every: 2m\n    cron: '0 * * * *'\n" + SOURCE,
        "this one has 2",
        "exactly one of `every`",
    ),
    "a cron line out of range": (
        "schedules: {w: {cron: ‸'61 * * * *'}}\n" + SOURCE,
        "`61 * * * *` is no cron line: minute 61 is out of range",
        "write 0 to 59",
    ),
    "a cron line with seconds": (
        "schedules: {w: {cron: ‸'* * * * * *'}}\n" + SOURCE,
        "is no cron line",
        "five fields",
    ),
    "no recurrence rule": (
        "schedules: {w: {rrule: ‸FREQ=OFTEN}}\n" + SOURCE,
        "no recurrence rule",
        "RFC 5545",
    ),
    "a rule that never ends": (
        "schedules: {w: {rrule: ‸FREQ=DAILY;INTERVAL=0}}\n" + SOURCE,
        "no positive interval",
        "RFC 5545",
    ),
    "no time zone": (
        "schedules: {w: {every: 1h, timezone: ‸Europe/Amsterdm}}\n" + SOURCE,
        "no time zone is called `Europe/Amsterdm`",
        "did you mean `Europe/Amsterdam`?",
    ),
    "a source on an unknown schedule": (
        SCHEDULES + "sources: [{name: A, url: https://a.example/, schedule: ‸wire}]\n",
        "no schedule is called `wire`",
        "did you mean `wires`?",
    ),
    "a route for an unknown topic": (
        REST + "topics: {ferries: {query: ferry}}\nchannels: {m: {url: a}}\n"
        "routes:\n  - topics: [ferries, ‸feries]\n    to: [m]\n",
        "no topic is called `feries`",
        "did you mean `ferries`?",
    ),
    "a route to an unknown channel": (
        REST + "channels: {desk: {url: a}}\nroutes: [{to: [‸dsk]}]\n",
        "no channel is called `dsk`",
        "did you mean `desk`?",
    ),
    "a route to nowhere": (REST + "routes: [{‸to: []}]\n", "at least one entry belongs here", "add one"),
    "a route that waits": (
        REST + "channels: {m: {url: a}}\nroutes: [{to: [m], when: ‸daily}]\n",
        "only `immediately` is accepted today",
        "write `immediately`",
    ),
    "a source name given twice": (
        SCHEDULES + "sources:\n  - {name: A, url: https://a.example/}\n  - {name: ‸A, url: https://b.example/}\n",
        "a source called `A` stands already on line 3",
        "a name of its own",
    ),
    "a source address given twice": (
        SCHEDULES + "sources:\n  - {name: A, url: https://a.example/}\n  - {name: B, url: ‸HTTPS://A.example/#top}\n",
        "this address stands already on line 3",
        "keep one source",
    ),
    "an address without a scheme": (
        SCHEDULES + "sources: [{name: A, url: ‸a.example/feed}]\n",
        "this is no web address",
        "write the whole address",
    ),
    "an address that is not of the web": (
        SCHEDULES + "sources: [{name: A, url: ‸ftp://a.example/feed}]\n",
        "must begin with http:// or https://",
        "write the whole address",
    ),
    "an address with a space": (
        SCHEDULES + "sources: [{name: A, url: ‸https://a.example/a b}]\n",
        "no spaces inside",
        "write the whole address",
    ),
    "an address with an impossible port": (
        SCHEDULES + 'sources: [{name: A, url: ‸"https://a.example:port/"}]\n',
        "this is no web address",
        "write the whole address",
    ),
    "a contact that is no address": (REST + "contact: ‸the desk\n", "`contact` is no address", "https://"),
    "a database of another make": (REST + "database: ‸mysql://h/n\n", "only SQLite and PostgreSQL", "sqlite:///"),
    "a database that forgets": (REST + "database: ‸'sqlite:///:memory:'\n", "would forget everything", "sqlite:///"),
    "a database without a name": (
        REST + "database: ‸postgresql+psycopg://h\n",
        "this is no database URL",
        "postgresql+psycopg://",
    ),
    "a secret that is not set": (
        REST + 'channels:\n  desk: {url: ‸"${DESK_MAIL}"}\n',
        "`DESK_MAIL` is not set",
        "set DESK_MAIL, or let DESK_MAIL_FILE name a file",
    ),
    "a placeholder without a name": (
        REST + 'channels: {desk: {url: ‸"${DESK MAIL}"}}\n',
        "without a name",
        "write `${NAME}`",
    ),
    "a placeholder without an end": (REST + "defaults: {headers: {X: ‸'${A'}}\n", "without a name", "write `${NAME}`"),
    "a query that begins with a quote and goes on": (
        REST + 'topics:\n  a:\n    query: "arms sales" ‸AND b\n',
        "this is no YAML",
        "below `key: >-`",
    ),
    "a list's name without quotes": (
        REST + "topics: {a: {query: ‸@b}}\n",
        "a text cannot begin with `@`",
        'write "@b" in quotes',
    ),
    "a list's name without quotes in a list": (
        REST + "lists: {a: [F-15*, ‸@b], b: [x]}\n",
        "a text cannot begin with `@`",
        'write "@b" in quotes',
    ),
    "a query that begins with a list's name": (
        REST + "topics:\n  a:\n    query: ‸@b AND ferry\n",
        "a text cannot begin with `@`",
        "below `key: >-`",
    ),
    "a wildcard at the beginning of an entry": (
        REST + "lists: {a: [F-15*, ‸*jet]}\n",
        "anchors and aliases are not read",
        "in quotes",
    ),
    "a wildcard at both ends of an entry": (
        REST + "lists: {a: [F-15*, ‸*jet*]}\n",
        "anchors and aliases are not read",
        "in quotes",
    ),
    "a wildcard at the beginning of a phrase": (
        REST + "lists:\n  a:\n    - ‸*jet fighter\n",
        "anchors and aliases are not read",
        "in quotes",
    ),
    "an address that is an alias": (
        SCHEDULES + "sources: [{name: A, url: ‸*b}]\n",
        "anchors and aliases are not read",
        "use `defaults:`",
    ),
    "a query that begins with !": (REST + "topics: {a: {query: ‸!fuel}}\n", "tags (`!…`)", "put the text in quotes"),
    "a tab at the beginning of a line": (
        "schedules:\n‸\twires: {every: 2m}\n" + SOURCE,
        "indented with a tab",
        "use spaces",
    ),
    "a tab after spaces": (
        SCHEDULES + "sources:\n  - name: A\n    ‸\turl: https://a.example/\n",
        "indented with a tab",
        "use spaces",
    ),
    "a tab in a text of several lines": (
        REST + "topics:\n  a:\n    query: >-\n‸\t  ferry\n",
        "indented with a tab",
        "use spaces",
    ),
    "a no-break space that begins a key": (
        "schedules:\n‸\u00a0\u00a0wires: {every: 2m}\n" + SOURCE,
        "indented with U+00A0 NO-BREAK SPACE",
        "use spaces",
    ),
    "a no-break space that glues a line to the one above": (
        SCHEDULES + "sources:\n  - name: A\n   ‸\u00a0url: https://a.example/\n",
        "indented with U+00A0 NO-BREAK SPACE",
        "use spaces",
    ),
    "a no-break space that is noticed a line later": (
        REST + "topics:\n  a:\n  ‸\u00a0 query: ferry\n    title: Ferries\n",
        "indented with U+00A0 NO-BREAK SPACE",
        "use spaces",
    ),
    "a wide space of Chinese or Japanese": (
        "schedules:\n‸\u3000wires: {every: 2m}\n" + SOURCE,
        "indented with U+3000 IDEOGRAPHIC SPACE",
        "use spaces",
    ),
    "a quote that the next one closes, lines below": (
        REST + 'topics:\n  a:\n    query: ‸"ferry\n    title: Ferries\n  b:\n    query: "tug"\n',
        "the quote that opens here is closed only on line 8",
        "close it where its text ends",
    ),
    "a quote that empty quotes close": (
        REST + 'topics:\n  a:\n    query: ‸"ferry\n    title: ""\n  b:\n    query: "tug"\n',
        "the quote that opens here is closed only on line 6",
        "close it where its text ends",
    ),
    "a quote that an apostrophe closes": (
        REST + "topics:\n  a:\n    query: ‸'ferry\n    title: it's\n",
        "the quote that opens here is closed only on line 6",
        "close it where its text ends",
    ),
    "a quote in a list that the next one closes": (
        REST + 'lists:\n  a: [‸"b, c]\n  d: ["e", f]\n',
        "the quote that opens here is closed only on line 5",
        "close it where its text ends",
    ),
    "a quote that is never closed": (
        REST + 'topics:\n  a:\n    query: ‸"ferry\n    title: Ferries\n',
        "this quote is never closed",
        "close it where its text ends",
    ),
    "an anchor": (REST + "lists: {a: ‸&x [b]}\n", "anchors and aliases are not read", "use `defaults:`"),
    "a tag": (REST + "lists: {a: ‸!!set [b]}\n", "tags (`!…`) are not read", "put the text in quotes"),
    "a second document": (REST + "‸---\na: b\n", "a second document begins here", "remove the line"),
    "no keys at all": ("‸- a\n- b\n", "made of keys and values", "begin with `sources:`"),
    "a key that is a list": (REST + "‸[a]: b\n", "a key must be a text", "write `name:`"),
    "a control character": (REST + "contact: a‸\x07b\n", "a control character", "save it as UTF-8"),
    "nesting without end": ("[" * 20 + "‸[" + "[" * 5_000 + "\n", "nested too deep", "less than 20 levels"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_problem_is_told_at_its_spot_with_its_cure(case, load):
    marked, wrong, cure = case
    before, _, after = marked.partition("‸")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    with pytest.raises(DeskError) as caught:
        load(before + after)

    here = [told for told in caught.value.problems if told.startswith(f"wirewatch.yaml:{line}:{column}: ")]
    assert len(here) == 1, caught.value.problems
    said, _, advice = here[0].partition(" Cure: ")
    assert wrong in said
    assert cure in advice


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_mistake_is_one_problem(case, load):
    with pytest.raises(DeskError) as caught:
        load(case[0].replace("‸", ""))

    assert len(caught.value.problems) == 1


def test_all_problems_are_told_at_once_in_the_order_of_the_file(load):
    with pytest.raises(DeskError) as caught:
        load("database: x\ncontact: x\nschedules: {a: {every: 1s}}\nsources: [{url: x, schedule: b}]\nfoo: 1\n")

    places = [told.split(":", 3)[1:3] for told in caught.value.problems]
    assert [line for line, _ in places] == ["1", "2", "3", "4", "4", "4", "5"]


def test_an_empty_file_lacks_its_two_needful_sections(load):
    with pytest.raises(DeskError) as caught:
        load("# nothing yet\n")

    assert [told.partition(" Cure")[0] for told in caught.value.problems] == [
        "wirewatch.yaml:1:1: `schedules` is missing.",
        "wirewatch.yaml:1:1: `sources` is missing.",
    ]


def test_a_file_that_is_not_there_names_the_way_to_get_one(desk_path):
    with pytest.raises(DeskError, match=r"^wirewatch.yaml:1:1: the desk file cannot be read .*`wirewatch init`"):
        load_desk(desk_path, {})


@pytest.mark.parametrize(
    ("asked", "there"),
    [("wirewatch.yaml", "wirewatch.yml"), ("wirewatch.yml", "wirewatch.yaml"), ("desk", "desk/wirewatch.yaml")],
)
def test_a_file_that_is_there_under_another_name_is_pointed_to(asked, there, desk_path):
    Path("desk").mkdir()
    Path(there).write_text(REST)

    with pytest.raises(DeskError, match=f"cannot be read .* there is a {there}: use --desk {there}"):
        load_desk(Path(asked), {})


def test_a_missing_folder_has_no_other_name(desk_path):
    with pytest.raises(DeskError, match="`wirewatch init`"):
        load_desk(Path("."), {})


def test_a_file_in_another_encoding_is_refused(desk_path):
    desk_path.write_bytes("contact: é".encode("latin-1"))

    with pytest.raises(DeskError, match="is not UTF-8"):
        load_desk(desk_path, {})
