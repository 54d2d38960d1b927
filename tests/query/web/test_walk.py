"""A walk over the site in a real browser: every kind of page that its links lead to, in two languages, wide and narrow.

``GONGKAI_SCREENSHOTS`` names a folder for the pictures of the pages; they are there to be looked at.
"""

import os
import re
import threading
import time
from pathlib import Path
from shutil import which
from urllib.parse import urljoin, urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import iter_route_contexts
from parsel import Selector
from playwright.sync_api import sync_playwright

from query.web.app import create_app

pytestmark = pytest.mark.needs("web", "browser")
STARTS = (
    "/",
    "/?q=公开",
    "/search?q=行政复议",
    "/explore?figure=rate.disclosure",
    "/r/渌渚镇/2021",
    "/r/昌化镇/2020",
    "/nowhere",
)
WIDTHS = {"desktop": (1280, 900), "phone": (360, 740)}
GRAVE = {"serious", "critical"}
LOOK = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
MOST_LOOKED_AT = 400  # addresses that the search for kinds of pages asks for


@pytest.fixture(scope="module")
def address(archive_path):
    """The site on loopback, as `gongkai serve` serves it."""
    config = uvicorn.Config(
        create_app(archive_path, archive_path.parent), host="127.0.0.1", port=0, log_level="warning"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def pages(site):
    """One address of every kind of page: a route, with or without questions in the address."""
    routes = [
        (one.path, re.compile(one.path_regex.pattern))
        for one in iter_route_contexts(site.app.routes)
        if one.path and not one.path.startswith("/static")
    ]
    found, seen, waiting = {}, set(), list(STARTS)
    while waiting and len(seen) < MOST_LOOKED_AT:
        path = waiting.pop(0)
        bare = urlsplit(path)
        route = next((name for name, fits in routes if fits.match(bare.path)), bare.path)
        kind = (route, bool(bare.query))
        if path in seen or (kind in found and path not in STARTS):
            continue
        seen.add(path)
        response = site.get(path)
        if not response.headers["content-type"].startswith("text/html"):
            continue
        found.setdefault(kind, path)
        for link in Selector(response.text).css("a::attr(href)").getall():
            target = urlsplit(urljoin(path, link))
            query = "&".join(one for one in target.query.split("&") if not one.startswith("lang="))
            if not target.netloc and target.path.startswith("/") and not target.path.startswith("/static"):
                waiting.append(target._replace(query=query, fragment="").geturl())
    return found


def opened(browser, address, path, lang, size):
    """Open a page and return it with all that went wrong on the way."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    wrong = []
    page.on(
        "console",
        lambda said: wrong.append(f"console: {said.text}") if said.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on("response", lambda got: wrong.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={lang}", wait_until="load")
    return page, wrong


def pictured(page, folder, kind, name):
    route, has_query = kind
    written = re.sub(r"[^a-z0-9]+", "-", f"{route}{'-q' if has_query else ''}".lower()).strip("-") or "home"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{written}.{name}.png", full_page=True)


@pytest.mark.parametrize(("lang", "judged"), [("zh", "desktop"), ("en", "phone")])
def test_every_kind_of_page_is_whole_in_a_browser(*, browser, address, pages, lang, judged):
    folder = Path(os.environ["GONGKAI_SCREENSHOTS"]) if "GONGKAI_SCREENSHOTS" in os.environ else None
    assert len(pages) >= 10
    wrong = []
    for kind, path in pages.items():
        page, said = opened(browser, address, path, lang, WIDTHS["desktop"])
        if path == "/nowhere":  # it is there to be not there
            said = [one for one in said if "404" not in one]
        for name, (width, height) in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            said += [f"{name}: {one}" for one in looked_at(page)]
            if name == judged:
                found = Axe().run(page).response["violations"]
                grave = [one for one in found if one["impact"] in GRAVE]
                said += [f"axe {one['id']}: {one['nodes'][0]['html'][:150]}" for one in grave]
            if folder is not None:
                pictured(page, folder, kind, f"{lang}.{name}")
        page.close()
        wrong += [f"{path}: {one}" for one in said]
    assert not wrong, "\n".join(wrong)


def looked_at(page):
    """What of the page lies outside, over something else, or has no glyph."""
    look = page.evaluate(LOOK)
    if page.locator("html").get_attribute("lang") == "zh-Hans" and look["characters"] < 20:
        yield "hardly a Chinese character on it"
    if look["wide"] > 0:
        yield f"{look['wide']} pixels wider than the window"
    if look["over"]:
        yield f"over one another: {look['over']}"
    if look["tofu"]:
        yield f"no glyph: {look['tofu']}"


def test_a_character_without_a_font_would_be_seen(browser):
    page = browser.new_page()
    page.set_content("<html lang='zh'><body>公开\U000e0ffe\U0010fffc</body></html>")
    assert page.evaluate(LOOK)["tofu"] == ["\U000e0ffe", "\U0010fffc"]
    page.close()


def test_the_keyboard_reaches_everything_and_shows_where_it_is(browser, address):
    page, _ = opened(browser, address, "/r/昌化镇/2020", "zh", WIDTHS["desktop"])
    page.keyboard.press("Tab")
    first = page.evaluate(
        "document.activeElement.className + ' ' + document.activeElement.getBoundingClientRect().left"
    )
    assert first.startswith("skip ")
    assert float(first.split()[1]) >= 0, "the link that skips is seen when it has the focus"
    page.keyboard.press("Enter")
    assert urlsplit(page.url).fragment == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.goto(f"{address}/?lang=zh")
    wanted = page.evaluate(
        "[...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,summary,[tabindex=\"0\"]')].length"
    )
    reached = page.evaluate("[]")
    for _ in range(wanted):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "(() => { const one = document.activeElement, style = getComputedStyle(one);"
                " return [one.outerHTML.slice(0, 200), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0]; })()"
            )
        )
    assert [one for one, is_seen in reached if not is_seen] == []
    assert not any(one.startswith("<body") for one, _ in reached)
    page.close()
