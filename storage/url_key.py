"""The canonical, scheme-less form of a URL, by which a publication is known."""

from urllib.parse import quote, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
KEPT = "%/:@!$&'()*+,;=~-._"  # may stand in a path as it is; "%" begins an escape that is there already


def url_key(url: str) -> str:
    """Return ``host[:port]/path[?query]``.

    The scheme, a default port, a fragment and a user name are dropped and the host is in lower
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
    return f"{host}{path}{query}"
