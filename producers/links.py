"""Addresses: which links may be kept, when two are the same, and what must not be told of them."""

import re
from hashlib import blake2b
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

MAX_LINK_CHARS = 2048  # browsers and servers give up around here; what is longer is no article's address

_TRACKING = re.compile(
    r"utm_\w+|at_(medium|campaign|link\w*|custom\w*|bbc_team|format|ptr\w*)|fbclid|gclid|yclid|dclid|msclkid|igshid"
    r"|mc_(cid|eid)|_openstat|ysclid|cmp(id)?|ocid|ncid|smid|partner|ftag|ito|rss|from_rss|traffic_source|taid",
    re.IGNORECASE,
)
"""Query parameters that tell who sent the reader, not what is read."""

_SECRET = re.compile(
    r"(access_?)?(token|key)|api_?key|auth\w*|pass(word|wd)?|pwd|secret|sig(nature)?", re.IGNORECASE
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PLAIN = re.compile(
    r"(?P<scheme>https?):(?P<canonical>//[a-z0-9](?:[a-z0-9.-]*+(?<![.-]))?/[A-Za-z0-9/._~!$'()*+,=:@%-]*+)(?:\?[A-Za-z0-9/._~!$'()*+,=:@%&-]++)?"
)
"""An address that is its own normal form, as nearly all links of articles are."""

_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029<>\"\\^`{|}]")


def web_link(link: str | None, base: str | None = None) -> str | None:
    """The absolute http(s) address a link means, without credentials; None where it means none.

    Characters that must not stand in an address are percent-encoded; a relative link is resolved against `base`.
    """
    if not link or len(link := link.strip()) > MAX_LINK_CHARS:
        return None
    if _PLAIN.fullmatch(link):
        return link
    try:
        parts = urlsplit(urljoin(base, link) if base else link)
        if parts.scheme.lower() not in _DEFAULT_PORTS or not (parts.hostname or "").rstrip("."):
            return None
        address = urlunsplit(parts._replace(scheme=parts.scheme.lower(), netloc=_netloc(parts)))
    except ValueError:  # a broken IPv6 host or port
        return None
    return _UNSAFE.sub(lambda found: quote(found.group()), address)


def canonical_link(link: str) -> str:
    """What two addresses of one page have in common: host and path without scheme, tracking parameters,
    fragment and default port. `link` is what `web_link` gave."""
    plain = _PLAIN.fullmatch(link)
    if plain and plain.end("canonical") == len(link):
        return plain["canonical"]
    parts = urlsplit(link)
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""  # pages made by scripts
    query = "&".join(
        piece
        for piece in parts.query.split("&")
        if piece and not _TRACKING.fullmatch(piece.partition("=")[0])
    )
    path = parts.path or "/"
    return f"//{_netloc(parts)}{path}{'?' + query if query else ''}{fragment}"


def feed_key(address: str) -> str:
    """The name of a feed in state, records and logs: its address without credentials.

    User names and passwords are left out; the value of a parameter named like a secret becomes a short hash,
    so that two feeds that differ only there stay apart.
    """
    parts = urlsplit(address)
    pieces = []
    for piece in parts.query.split("&"):
        name, equals, value = piece.partition("=")
        if value and _SECRET.fullmatch(name):
            value = "~" + blake2b(value.encode(), digest_size=4).hexdigest()
        pieces.append(name + equals + value)
    path = parts.path or "/"
    return urlunsplit(parts._replace(netloc=_netloc(parts), path=path, query="&".join(pieces), fragment=""))


def credentials_of(address: str) -> tuple[str, str] | None:
    """User name and password in an address, without their percent-encoding."""
    parts = urlsplit(address)
    return (unquote(parts.username or ""), unquote(parts.password or "")) if "@" in parts.netloc else None


def host_of(address: str) -> str:
    """The host of an address, lower case; the owner of politeness."""
    return urlsplit(address).hostname or ""


def address_fault(address: str) -> str | None:
    """Why an address cannot be a feed's, as the end of a sentence; None where it can."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        return f"is not a web address ({error})"
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        return "does not start with http:// or https://"
    if not parts.hostname or port == 0 or re.search(r"[\s\x00-\x1f\x7f-\x9f]", address):
        return "names no host" if not parts.hostname else "is not a web address"
    return None


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return host if port is None or port == _DEFAULT_PORTS.get(parts.scheme.lower()) else f"{host}:{port}"
