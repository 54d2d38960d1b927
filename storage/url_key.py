"""The canonical, scheme-less form of a URL, by which a publication is known."""

from urllib.parse import quote, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
MEMBER = "member="  # the fragment that names a file in a bundle: the one fragment that tells two publications apart
KEPT = "%/:@!$&'()*+,;=~-._"  # may stand in a path as it is; "%" begins an escape that is there already


def url_key(url: str) -> str:
    """Return ``host[:port]/path[?query]``, of a member of a bundle with ``#member=name``.

    The scheme, a default port, any other fragment and a user name are dropped and the host is in lower
    case, so that a portal which moves to https keeps its publications. The order of the query is
    kept: some portals answer differently. Raises ValueError for a URL without a host.
    """
    parts = urlsplit(url.strip())
    if not parts.hostname:
        message = f"no host in URL {url!r}"
        raise ValueError(message)
    host = parts.hostname.lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host.encode("idna").decode("ascii")
    port = parts.port
    if port is not None and port != DEFAULT_PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    path = quote(parts.path or "/", safe=KEPT)
    query = f"?{quote(parts.query, safe=KEPT + '?')}" if parts.query else ""
    member = f"#{quote(parts.fragment, safe=KEPT)}" if parts.fragment.startswith(MEMBER) else ""
    return f"{host}{path}{query}{member}"


def member_url(bundle_url: str, name: str) -> str:
    """Return the address of a file in a bundle, by its name there with the folders before it."""
    return f"{bundle_url.partition('#')[0]}#{MEMBER}{quote(name, safe='/')}"


def is_member(url: str) -> bool:
    """Whether an address names a file in a bundle: it cannot be visited but through the bundle."""
    return f"#{MEMBER}" in url
