"""The replica's HTTP server: one loopback port, the host is what the Host header says."""

import socket
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from demo.exchange import Delivery, Reply, Request

Answer = Callable[[Request], Reply]

_ABORT = struct.pack("ii", 1, 0)  # SO_LINGER on, no time: closing sends RST instead of FIN


class ReplicaServer(ThreadingHTTPServer):
    """Serves until closed; closing lets go of visitors who are kept waiting or keep a connection open."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, port: int, answer: Answer, patience: float) -> None:
        self.answer = answer
        self.patience = patience
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base class
        """Remember the connection, so that closing can end it."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as the base class
        """Forget the connection and close it."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Wake every handler that waits, on a visitor or for one."""
        self.closing.set()
        with self._lock:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the visitor was faster

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base class
        """Stay quiet about visitors who left in the middle; a fault of ours is answered with 500."""


class Serving:
    """What serves while it is open: `with Replica() as replica: ... replica.origin ...`."""

    def __init__(self, name: str, answer: Answer, patience: float, port: int = 0) -> None:
        self._server = ReplicaServer(port, answer, patience)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name=name)

    @property
    def origin(self) -> str:
        """Where to send requests, with the Host of the portal that is meant."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: ReplicaServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server_version = "Apache-Coyote/1.1"
    sys_version = ""

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class
        """Write nothing: what was asked is in `Replica.log`."""

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            self.command,
            (self.headers.get("Host") or "").rpartition("@")[2].split(":")[0].lower(),
            self.path,
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(length),
        )
        reply = self.server.answer(request)
        if reply.delivery is Delivery.SEND:
            self._send(reply)
            return
        self.close_connection = True
        if reply.delivery is Delivery.HANG:
            self.server.closing.wait(self.server.patience)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(
                name, value.decode("latin-1")
            )  # the base class encodes latin-1: bytes pass unchanged
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD" and reply.status != 304:
            self.wfile.write(reply.body)
