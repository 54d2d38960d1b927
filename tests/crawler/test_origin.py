import pytest
from scrapy import Request
from scrapy.http import Response

from crawler.breaker import CircuitBreaker
from crawler.origin import PortalHostsOnly, _redirected
from crawler.portal import load_portals
from crawler.refusals import HostForeign, HostStopped
from storage.portal_folders import BUNDLED

LINAN = load_portals([BUNDLED])["linan"]


def test_a_request_is_dialled_elsewhere_with_its_own_host_path_and_query():
    url = "https://www.linan.gov.cn/api?paramJson=%7B%22pageNo%22%3A1%7D&x=%25E5"
    dialled = _redirected(Request(url, method="POST", body=b"a=1"), "http://127.0.0.1:8000")
    assert dialled.url == "http://127.0.0.1:8000/api?paramJson=%7B%22pageNo%22%3A1%7D&x=%25E5"
    assert dialled.headers["Host"] == b"www.linan.gov.cn"
    assert (dialled.method, dialled.body) == ("POST", b"a=1")


@pytest.mark.parametrize("host", [*LINAN.hosts, *LINAN.file_hosts])
def test_hosts_of_the_portal_and_of_its_files_are_reached(host):
    assert PortalHostsOnly(LINAN).process_request(Request(f"https://{host}/x")) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://mp.weixin.qq.com/s/x",
        "https://evil.www.linan.gov.cn/",
        "https://www.linan.gov.cn.evil.example/",
        "http://127.0.0.1:8000/",
        "http://169.254.169.254/latest/meta-data",
        "https://www.linan.gov.cn@evil.example/",
        "https://www.linan.gov.cn:8443/",
    ],
)
def test_every_other_host_is_refused(url):
    with pytest.raises(HostForeign):
        PortalHostsOnly(LINAN).process_request(Request(url))


def test_after_a_challenge_the_host_is_left_alone_and_other_hosts_are_not():
    breaker = CircuitBreaker()
    request = Request("https://www.linan.gov.cn/a")
    breaker.process_request(request)
    answer = Response(request.url, status=521, body=b"<script>document.cookie=('_')</script>")
    assert breaker.process_response(request, answer) is answer  # archived all the same
    with pytest.raises(HostStopped, match="521"):
        breaker.process_request(Request("https://www.linan.gov.cn/b"))
    breaker.process_request(Request("https://www.fuyang.gov.cn/"))


def test_a_robots_txt_that_is_refused_stops_nothing_but_one_that_is_a_challenge_does():
    breaker = CircuitBreaker()
    request = Request("https://www.linan.gov.cn/robots.txt")
    breaker.process_response(request, Response(request.url, status=403))
    breaker.process_request(Request("https://www.linan.gov.cn/"))
    breaker.process_response(request, Response(request.url, status=521))
    with pytest.raises(HostStopped):
        breaker.process_request(Request("https://www.linan.gov.cn/"))
