"""Command a running replica over HTTP, through a host that no portal has."""

import http.client
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from demo.exchange import Reply, Request, json_reply

HOST = "replica.invalid"
CHANGES = (
    "edit_cell",
    "touch",
    "repost",
    "withdraw",
    "restore",
    "republish_template",
    "trouble",
    "calm",
    "forget_requests",
)


class Commanded(Protocol):
    """What can be commanded: a replica."""

    requests: Counter[tuple[str, str]]

    @property
    def cases(self) -> tuple[str, ...]:
        """The names of the cases."""

    def column_url(self, case: str) -> str:
        """Where a report is listed."""

    def page_url(self, case: str) -> str:
        """Where its page stands."""

    def file_url(self, case: str) -> str | None:
        """Where its file stands."""


class ReplicaRefused(Exception):
    """The replica did not make a change; the message says why."""


def answer(replica: Commanded, request: Request) -> Reply:
    """Make a change (POST /change) or tell what was asked so far (GET /requests)."""
    if request.path == "/requests":
        return json_reply([[host, path, count] for (host, path), count in sorted(replica.requests.items())])
    if request.path == "/urls":
        return json_reply({case: _urls(replica, case) for case in replica.cases})
    if request.path != "/change" or request.method != "POST":
        return Reply(404)
    try:
        return json_reply(_changed(replica, json.loads(request.body)))
    except (ValueError, KeyError, TypeError) as fault:
        return Reply(400, str(fault).encode(), (("Content-Type", b"text/plain;charset=UTF-8"),))


def _changed(replica: Commanded, wanted: Mapping[str, Any]) -> dict[str, object]:
    name = wanted["change"]
    if name not in CHANGES:
        raise ValueError(f"no change {name!r}; there are {', '.join(CHANGES)}")
    return {"done": name, "result": getattr(replica, name)(**wanted.get("arguments", {}))}


def _urls(replica: Commanded, case: str) -> dict[str, str | None]:
    return {
        "column": replica.column_url(case),
        "page": replica.page_url(case),
        "file": replica.file_url(case),
    }


def change(origin: str, name: str, arguments: Mapping[str, object]) -> Any:  # noqa: ANN401 - JSON
    """Ask a running replica for a change and return its result."""
    return ask(origin, "POST", "/change", {"change": name, "arguments": arguments}).get("result")


def ask(origin: str, method: str, path: str, content: object = None) -> Any:  # noqa: ANN401 - JSON
    """Send one command to a running replica and return what it answers."""
    address = urlsplit(origin)
    connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port, timeout=10)
    try:
        connection.request(method, path, json.dumps(content).encode(), {"Host": HOST, "Connection": "close"})
        response = connection.getresponse()
        body = response.read().decode()
        if response.status != 200:
            raise ReplicaRefused(body or f"the replica answered {response.status}")
        return json.loads(body)
    finally:
        connection.close()
