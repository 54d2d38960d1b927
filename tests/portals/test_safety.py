"""What a portal, or somebody in its place, may not do to the machine that crawls it."""

import gzip
import ssl
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

COLUMN = "/col/col1/index.html"
FILE = """
title = "某县"
division_code = "330112"
hosts = ["{host}"]
scheme = "{scheme}"
delay_seconds = 1.0
{more}
[[columns]]
url = "/col/col1/index.html"
"""


@contextmanager
def serving(answer, context=None):
    """A server on loopback that answers everything but robots.txt by ``answer(handler)``; what it was asked."""

    class Server(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if self.path == "/robots.txt":
                self.send_error(404)
                return
            answer(self)

        def log_message(self, *_words):
            """Print nothing."""

    asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.handle_error = lambda *_: None  # a visitor that hangs up is what these tests are about
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def send(handler, body, *headers, length=None):
    handler.send_response(200)
    for name, value in (("Content-Type", "text/html"), *headers):
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


def crawl(desk, *options, host="www.example.gov.cn", scheme="http", more="", origin=None):
    folder = desk.database.parent / "portals"
    folder.mkdir(exist_ok=True)
    (folder / "county.toml").write_text(FILE.format(host=host, scheme=scheme, more=more), encoding="utf-8")
    desk.environment["GONGKAI_PORTALS"] = str(folder)
    where = ("-a", f"origin={origin}") if origin else ()
    return desk.scrapy("crawl", "county", *where, "-s", "RETRY_ENABLED=False", *options)


def column_capture(desk, *columns):
    query = f"select {', '.join(columns)} from capture where url like '%{COLUMN}' order by id desc limit 1"
    ((*found,),) = desk.rows(query)
    return found


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_portal_whose_name_leads_into_a_private_network_is_not_visited(desk, host):
    with serving(lambda handler: send(handler, b"secret")) as (port, asked):
        found = crawl(desk, host=f"{host}:{port}")
    assert found.code == 3, found.out
    assert f"{host} is at 127.0.0.1, which is no public address" in found.out
    assert asked == []


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:{port}/secret", "file:///etc/passwd"],
)
def test_a_redirect_leads_nowhere_but_to_hosts_of_the_portal(desk, target):
    def redirect(handler):
        handler.send_response(302)
        handler.send_header("Location", target.format(port=handler.server.server_port))
        handler.end_headers()

    with serving(redirect) as (port, asked):
        found = crawl(desk, origin=f"http://127.0.0.1:{port}")
    assert found.code == 3, found.out
    assert set(asked) == {"/robots.txt", COLUMN}
    assert desk.rows("select 1 from capture where verdict = 'fetched'") == []


def test_a_body_that_unpacks_to_more_than_the_limit_is_refused(desk):
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    with serving(lambda handler: send(handler, bomb, ("Content-Encoding", "gzip"))) as (port, _):
        found = crawl(desk, "-s", "DOWNLOAD_MAXSIZE=1000000", origin=f"http://127.0.0.1:{port}")
    assert found.code == 3, found.out
    verdict, sha256, detail = column_capture(desk, "verdict", "sha256", "detail")
    assert (verdict, sha256) == ("failed", None)
    assert "1000000" in detail


@pytest.mark.parametrize("is_announced", [True, False])
def test_a_body_that_is_larger_than_the_limit_is_cut_off(desk, is_announced):
    sent = []

    def endless(handler):
        headers = () if is_announced else (("Transfer-Encoding", "chunked"),)
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        for name, value in headers or (("Content-Length", "100000000"),):
            handler.send_header(name, value)
        handler.end_headers()
        block = bytes(100_000)
        for _ in range(1000):
            handler.wfile.write(block if is_announced else b"%x\r\n%b\r\n" % (len(block), block))
            sent.append(len(block))

    with serving(endless) as (port, _):
        found = crawl(desk, "-s", "DOWNLOAD_MAXSIZE=1000000", origin=f"http://127.0.0.1:{port}")
    assert found.code == 3, found.out
    assert column_capture(desk, "verdict", "detail") == ["failed", "larger than DOWNLOAD_MAXSIZE"]
    assert sum(sent) < 50_000_000


def test_a_server_that_sends_a_byte_now_and_then_is_left_after_the_time_limit(desk):
    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    with serving(drip) as (port, _):
        begun = time.monotonic()
        found = crawl(desk, "-s", "DOWNLOAD_TIMEOUT=1", origin=f"http://127.0.0.1:{port}")
    assert found.code == 3, found.out
    assert column_capture(desk, "verdict", "detail") == ["failed", "timeout"]
    assert time.monotonic() - begun < 9  # ten seconds is what the server would have taken


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that nobody vouches for, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "www.example.gov.cn")])
    now = datetime.now(UTC)
    names = [x509.DNSName("www.example.gov.cn"), x509.IPAddress(ip_address("127.0.0.1"))]
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    form = serialization.PrivateFormat.PKCS8
    encoding, nothing = serialization.Encoding.PEM, serialization.NoEncryption()
    path.write_bytes(signed.public_bytes(encoding) + key.private_bytes(encoding, form, nothing))
    return path


def server_side(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def page(handler):
    send(handler, b"<html><body><p>a column</p></body></html>")


def test_a_certificate_that_nobody_vouches_for_is_refused(desk, certificate):
    with serving(page, server_side(certificate)) as (port, asked):
        found = crawl(desk, scheme="https", origin=f"https://127.0.0.1:{port}")
    assert found.code == 3, found.out
    assert asked == []  # not even robots.txt
    ((detail, is_verified),) = desk.rows("select detail, is_tls_verified from capture where role = 'robots'")
    assert detail.startswith("TLS: ")
    assert is_verified


def test_a_portal_file_may_opt_out_of_certificates_and_every_capture_says_so(desk, certificate):
    with serving(page, server_side(certificate)) as (port, asked):
        crawl(desk, scheme="https", more="verify_tls = false", origin=f"https://127.0.0.1:{port}")
    assert asked == ["/robots.txt", COLUMN]
    assert desk.rows("select verdict, is_tls_verified from capture order by id") == [
        ("gone", 0),
        ("fetched", 0),
    ]


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("tls", "is_fetched"), [("modern", False), ("legacy", True)])
def test_a_server_with_nothing_better_than_tls_1_0_is_read_only_where_the_portal_file_allows_it(
    desk, certificate, tls, is_fetched
):
    context = server_side(certificate)
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with serving(page, context) as (port, asked):
        crawl(
            desk,
            scheme="https",
            more=f'verify_tls = false\ntls = "{tls}"',
            origin=f"https://127.0.0.1:{port}",
        )
    assert (COLUMN in asked) is is_fetched
    assert (
        bool(desk.rows("select 1 from capture where verdict = 'fetched' and role = 'listing'")) is is_fetched
    )


def test_a_crawl_listens_on_no_port(desk, replica):
    """Neither telnet nor the remote control of Scrapy: the only sockets are those it dials."""
    replica.trouble("timeout", "www.fuyang.gov.cn", where="site")
    with desk.start("fuyang") as running:
        deadline = time.monotonic() + 30
        while not replica.log and time.monotonic() < deadline:
            time.sleep(0.1)
        assert replica.log, "the crawl asked for nothing"
        listening = listening_sockets(running.pid)
        running.terminate()
        running.communicate(timeout=60)
    assert listening == set()


def listening_sockets(pid):
    """The sockets of a process that listen: by the tables of Linux, as there is no library for it here."""
    inodes = {str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    lines = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:]
    ]
    return {line[1] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in inodes}
