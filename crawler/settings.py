"""Every setting of the crawler that differs from Scrapy's, each with its reason.

Measurements: docs/decisions. A portal file raises the delay; nothing lowers it below the portal's.
"""

import os

BOT_NAME = "gongkai"
ADDONS = {"crawler.addon.GongkaiAddon": 300}
SPIDER_LOADER_CLASS = "crawler.loader.PortalSpiderLoader"  # portal files make spiders
SPIDER_MODULES: list[str] = []
COMMANDS_MODULE = "crawler.commands"  # `crawl` whose exit code tells the truth

# Who we are and what for. GONGKAI_CONTACT is the address of whoever runs this crawl, so that a webmaster
# can reach a person and not only the authors of a program; whoever crawls a real portal should set it.
_CONTACT = os.environ.get("GONGKAI_CONTACT", "").strip()
USER_AGENT = "gongkai/0.1 (archive of government disclosure annual reports" + (
    f"; +{_CONTACT})" if _CONTACT else ")"
)
ROBOTSTXT_USER_AGENT = "gongkai"
ROBOTSTXT_OBEY = True

# Politeness. One request at a time to a host, two seconds apart; jitter only lengthens (politeness.py).
# One at a time altogether: requests that wait behind another one have passed the circuit breaker already.
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.2
AUTOTHROTTLE_ENABLED = False  # it undoes per-host delays: gaps fell from 0.47 s to 0.00 s when measured
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # the capture and the verdict say it; the console need not
DOWNLOAD_TIMEOUT = 60

# Headers. Some portals answer 403 without them; br and zstd are left out as older WARC readers lack them.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}
COOKIES_ENABLED = True  # fuyang's balancer keeps its session in acw_tc; one portal is one process

# TLS is verified (Scrapy's default is not to); a portal file may opt out, and captures say so.
DOWNLOAD_VERIFY_CERTIFICATES = True

# Pages are untrusted input: they may reach no file, no other protocol, no other host, no memory without end.
DOWNLOAD_HANDLERS = {
    "http": "crawler.origin.OriginDownloadHandler",
    "https": "crawler.origin.OriginDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_MAXSIZE = 128 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0  # large scans are ordinary here
METAREFRESH_ENABLED = False  # challenge pages refresh themselves; they are to be seen, not followed
REMOTE_CONTROL_ENABLED = False  # 2.19 opens a port in every crawl that executes code
TELNETCONSOLE_ENABLED = False

# Every answer is evidence: no status is dropped before the spider has seen it.
HTTPERROR_ALLOW_ALL = True
HTTPCACHE_ENABLED = False  # its RFC 2616 policy calls a five-year-old page fresh for six months
REFERRER_POLICY = "same-origin"

# Speed: with 4 instead of 100 tasks per response, 863 instead of 605 pages/s were measured.
CONCURRENT_ITEMS = 4

# A quiet console: the verdict at the end is the report; `-L DEBUG` shows everything. LOG_FORMAT and
# LOG_DATEFORMAT are Scrapy's, and only of the console; the log for machines is JSON, whatever they say.
LOG_LEVEL = "WARNING"
LOG_FORMAT = "%(asctime)s [%(name)s] %(levelname)s: %(message)s"
LOGSTATS_INTERVAL = 0
GONGKAI_LOG_FILES = True  # data/logs/PORTAL.jsonl
GONGKAI_LOG_LEVEL = "INFO"
GONGKAI_LOG_BYTES = 10_000_000  # of one file; then it becomes PORTAL.jsonl.1
GONGKAI_LOG_FILES_KEPT = 9  # beside the one that is written
GONGKAI_PROGRESS = True  # a line of what is being done, where standard error is a terminal
GONGKAI_QUIET = False  # True prints only reports of runs that need a look: cron mails what is printed

# Who is told of a run that needs a look (Apprise addresses, spaces between), and where its figures go.
GONGKAI_NOTIFY = os.environ.get("GONGKAI_NOTIFY", "")
GONGKAI_METRICS = os.environ.get("GONGKAI_METRICS")

# No request is made with less room left than this where the bytes are kept. 0 asks for no room at all.
GONGKAI_FREE_SPACE_MB = 500

# Evidence: every exchange goes into data/warc, where that can be written. REPLAY=<folder or file> crawls out of it.
GONGKAI_WARC = True
REPLAY = None

# One check of so many is made without validators, as servers lie; 0 never, 1 always.
GONGKAI_FULL_CHECK_EVERY = 20

# Ours; the spider sets them from the portal file and its arguments before the crawl begins.
GONGKAI_DELAY_FLOOR = 2.0
GONGKAI_ORIGIN = None
GONGKAI_WINDOW = None
GONGKAI_HOLD = None
GONGKAI_LOCK_PATIENCE = 0  # seconds to wait for a portal that another process holds
GONGKAI_IS_TETHERED = False  # True ends the crawl when its standard input ends, see crawler/tether.py

# Documents are untrusted input too: they are read in a process of its own, with limits (storage/isolation.py).
GONGKAI_READS_APART = True
