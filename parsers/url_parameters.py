"""What the parameters of news addresses are for, as far as their names tell."""

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """What a parameter may do to a page, by its name."""

    TRACKER = "tells where a reader came from, or how it is shown to him"
    MARK = "the same, unless it is a number where nothing else names the page"
    SOURCE = "the same, unless it is a number"
    UNSURE = "the same, where the path names the article"
    PERSON = "tells who reads, or which mailing brought him; may be a page's own where nothing else names that"
    CONTEXT = "tells in which list it stands, or chooses that list"
    PAGE = "chooses a page of several"
    CHOOSES = "may choose the page even where the path seems to name it"
    UNKNOWN = "nobody knows"


def _names(*lines: str) -> frozenset[str]:
    return frozenset(name for line in lines for name in line.split())


_LONGEST = 64  # characters of a name; what is longer is a text
# Collected from links that newsletters, social networks and front pages put on news addresses; half of those in real
# news links are in no tracker list of the ad blockers.
_TRACKERS = _names(
    # what networks, mail programs and shops put on a click
    "_ga _gac _gl _kx _fsig _openstat _branch_match_id _bhlid bhlid __source _osource __tn__ __xts__ __vfz vfz _hsenc",
    "_hsmi __hssc __hstc __hsfp hsctatracking awc awesm bbeml bbepid bbejrid bblinkid bbmailid cftoken",
    "ck_subscriber_id dicbo epik fb_ref fb_source fbaid fbrefresh gbraid gclsrc hc_location hc_ref hootpostid igsh",
    "igshid isappinstalled mc_cid mc_eid mibextid mkt_tok mkwid nsukey oborigurl s_kwcid sfnsn soc_src soc_trk",
    "spjobid spmailingid spreportid spuserid srsltid ss_email_id ss_source sthash tblci .tsrc tsrc usqp wbraid",
    "wickedid wtsid zanpid",
    # how it is shown: print, AMP, telephone, on one page, afresh
    "_ amp _amp amp_view ampview isamp is_amp noamp no_amp outputtype printpagedarticle singlepage single_page",
    "fullsite nomobile ismobile is_mobile nocache no_cache ts_cache tscache showcomment showcomments viewallcomments",
    "like_comment replytocom _wpnonce autoplay autostart",
    # sessions
    "phpsessid jsessionid sessionid sess_id sessid sessionkey session_key cfid oscsid zenid xtcsid asp.net_sessionid",
)
_TRACKER_FAMILIES = (
    "utm", "mtm", "matomo_", "piwik_", "hsa_", "itm_", "stm_", "echobox", "guce_", "__cft__", "elqtrack", "amp_",
    "amp-", "__twitter_", "_x_tr_", "_branch_", "_bta_", "pinned_post_", "fb_action_", "fb_comment_", "action_object_",
    "aspsessionid", "adobe_mc", "ss_campaign_", "wt.", "crlt.", "mrf",
)  # fmt: skip
_CLICK = re.compile(r"(?:fb|g|d|dc|ms|tw|y|ys|yc|yad|ig|li|tt|ep|sc|q|ob|rb_?|tbl|ir|vm|tik)cl(?:|k|ick)id")
# What newsrooms and their mailings put on their own links, and how they print.
_MARKS = _names(
    "_r ac_bid ac_cid adxnnl adxnnlx bcmt bt_ee bt_ts btis camp_id campaign_id campaignid campid cb clickedelement",
    "clicksource clienttype cmp_id cmpgn cmpid comment_id commentid consent contentcollection contentplacement",
    "cookieconsent csp cvid dcmp dcr ec_carp em_pos emc eref ex_cid extpar feedname feedtype filterkeyevents for-guid",
    "fsrc ftag ftcamp gdpr gift_id giftcode giftcopy giftid gifttoken google_editors_picks gps-source guccounter gwh",
    "gwp gwt hpid hpw icid icmp icmp_id id_externo_rsoc iesrc in_source int_ref intc intcid intcmp intref ipid iref",
    "itid ito leadsource liveblogref mbid mktcid mktcval mtrref n_cid ncid nlid noredirect ocid onwardjourney oref",
    "pfmredir pgtype pnespid postshare print print_friendly print_mode print_page print_version print_view printable",
    "printer printer_friendly printerfriendly printingpage printpage printversion printview prnt promo_code promocode",
    "promotion-code pwapi_token recirc recruiter redirected reduced ref_src ref_url refer_flag referer referral",
    "referrer referrerpath referringsource reflink refpartner refresh refresh_ce refsrc refurl regi_id registersource",
    "reload rnd rpc rref rssfeed s_cid s_src s_subsrc s_tnt scm scp searchresultposition share_code share_from",
    "share_id share_medium share_plat share_token share_type share_via sharecode shared_by shared_id sharedby",
    "sharefrom shareid sharetoken sharetype showwelcome sltsgmt smid smprod smtyp smvar spm spref sref srnd ssm",
    "tag_src taid tid_src track_id trackback trackid tracking_id trackingid triedredirect ueid unlocked_article_code",
    "verso virtualbrandchannel wpisrc wpmm wprss wpsrc wtrid x_icid xcust xicid xtcr xtor xtref xts yptr",
)
_MARK_FAMILY = re.compile(
    r"(?:ns|mc|pk|hs|_hs|__hs|at|ga|gad|gaa|vero|oly|mkt|int|trk|wt|sara|cx|li|cm|ob|ef|sc|sfmc|et|dm|ml|rb|tse|gca|gnt"
    r"|xing|bbc|__s|_ke|bxid|dlv|csg|tpcc|lotame|ak|rdt|ttc|ito)[_.-].*"
    r"|(?:elq|asc_|wtmc|cachebust).*|sf\d{3,}|tntemail\d?|\w*tracking_?code"
)
_SOURCES = _names("ref cid src source_type sourcetype hp hpt sh shr xid mod")
_UNSURE = _names(
    "source s sid ss tid cn from tag sr c r n cmp feature via partner origin medium channel campaign share shared app",
    "platform rel si pos position placement location module nid iid region session_id",
)
_PERSONS = re.compile(
    r"(?:instance|segment|user|visitor|client|device|reader|subscriber|member|cust(?:omer)?|contact|recipient|e?mail"
    r"|mailing|message|newsletter|ad|adgroup|creative|placement|affiliate|aff|partner|promo|referr?er|ref|source|src"
    r"|click|link|token|request|correlation|transaction|experiment|variant|test|event_log|publication|isfreemail)_?id"
    r"|te|nl|nav|menu|menugroup|rss|token|access_?token|auth|login|timestamp|time|ts|oc"
)
_CONTEXTS = _names("cat category section topic rubric rubrique ressort")
_PAGES = re.compile(r"p|pg|pn|page|paged|page_?(?:no|nr|num|number)|seite|pagina|sida|strona|start|offset|skip")
_CHOOSES = re.compile(
    r".*id\d?|id.*|.*(?:no|nr|num|number|key|code|idx|seq)|uuid|guid|v|k|q|query|search|art(?:icle|icolo|ikel)?"
    r"|story|post|entry|item|news|noticia|nota|doc|document|file"
    r"|lang.*|lng|lg|ln|l|idioma|taal|sprache|locale|hl|edition|country|date|day|year|month|d|t|title|slug|name"
    r"|video|vid|episode|part|gallery|slide|image|photo|issue|type|a|x|i|u|url"
    r"|sort|order|filter|tab|cursor|after|before|view|show|chapter|segment|comments?_?page|cpage"
)
_PRINT = r"print(?:er|able|art|article|version|view|page|preview|_?friendly)?|amp(?:html)?"
_VIEWS = (
    (r"view|mode|layout|output|display|style|action|do|task|op|cmd|skin|theme|template|variant|render|rel|type|version"
     r"|format|service|pagewanted|tmpl", _PRINT),
    (r"view|skin|theme|layout|display", r"mobile"), (r"view|mode|display", r"full|all"), (r"format", r"html"),
    (r"m|mobile|desktop", r"[01]|true|false|on|off"),
    (r"page|pg", r"all|full|1"), (r"pagewanted", r"all"), (r"tmpl", r"component"),
)  # fmt: skip
_VIEW = re.compile("|".join(f"(?:(?:{names})=(?:{values}))" for names, values in _VIEWS), re.I)
_BY_CHANNEL = re.compile(
    r"source|from|feature|via|partner|origin|medium|channel|campaign|share|shared|app|platform|rel|module", re.I
)
_CHANNEL = re.compile(
    r"(?:the_?)?(?:rss|feed|atom|twitter|tw|facebook|fb|whatsapp|telegram|linkedin|instagram|reddit|flipboard|pocket"
    r"|e?mail|newsletter|push|social|share|sharebar|homepage|home|hp|front|related|recirc|trending|popular"
    r"|most_?(?:viewed|read|popular)|top_?news|ios|android|iphone|app|web|mobile|google_?news|googlenews|smartnews|msn)"
    r"(?:[_-]\w*)?",
    re.I,
)


def kind_of(name: str) -> Kind:
    """What a parameter may do, by its name alone."""
    return _kind_of(name[:_LONGEST].lower())


@lru_cache(maxsize=4096)  # the web has few names for its parameters
def _kind_of(name: str) -> Kind:
    for kind, is_one in _KINDS:
        if is_one(name):
            return kind
    return Kind.UNKNOWN


def _is_tracker(name: str) -> bool:
    return name in _TRACKERS or name.startswith(_TRACKER_FAMILIES) or bool(_CLICK.fullmatch(name))


def _is_mark(name: str) -> bool:
    return name in _MARKS or bool(_MARK_FAMILY.fullmatch(name))


_KINDS: tuple[tuple[Kind, Callable[[str], object]], ...] = (  # the first that it is
    (Kind.SOURCE, _SOURCES.__contains__), (Kind.UNSURE, _UNSURE.__contains__), (Kind.TRACKER, _is_tracker),
    (Kind.MARK, _is_mark), (Kind.PERSON, _PERSONS.fullmatch), (Kind.CONTEXT, _CONTEXTS.__contains__),
    (Kind.PAGE, _PAGES.fullmatch), (Kind.CHOOSES, _CHOOSES.fullmatch),
)  # fmt: skip


def is_view(name: str, value: str) -> bool:
    """Whether it asks for the page in another dress: printed, on AMP, whole instead of in parts."""
    return bool(_VIEW.fullmatch(f"{name}={value}"))


def tells_a_channel(name: str, value: str) -> bool:
    """Whether it says which network, feed or list brought the reader."""
    return bool(_CHANNEL.fullmatch(value) and _BY_CHANNEL.fullmatch(name))
