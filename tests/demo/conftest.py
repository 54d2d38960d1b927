"""A replica per test, and a visitor that sends the original host."""

import http.client
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit

import pytest

from demo.replica import Replica


@dataclass(frozen=True)
class Got:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")


class Visitor:
    def __init__(self, origin):
        self._address = urlsplit(origin)

    def get(self, url, method="GET", body=None, **headers):
        """Ask for an original URL: the connection goes to the replica, the Host header to the portal."""
        asked = urlsplit(url)
        target = asked.path + (f"?{asked.query}" if asked.query else "")
        connection = http.client.HTTPConnection(self._address.hostname, self._address.port, timeout=5)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, target, body, {"Host": asked.netloc, **named})
            response = connection.getresponse()
            return Got(response.status, response.headers, response.read())
        finally:
            connection.close()


@pytest.fixture
def replica():
    with Replica(patience=0.2) as opened:
        yield opened


@pytest.fixture
def visitor(replica):
    return Visitor(replica.origin)
