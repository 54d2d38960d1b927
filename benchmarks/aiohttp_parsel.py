"""Crawl addresses with aiohttp and parsel: the small crawler that people write, to compare with in `benchmarks.crawl`.

    python -m benchmarks.aiohttp_parsel FILE ORIGIN

FILE has a host and a target in each line. As the documentation of both shows: one session, each page read whole,
its links by a selector. Robots.txt is not read and nothing is kept; one request at a time, as our crawls, without
a delay. Needs nothing of ours: it runs in a peer's environment.
"""

import asyncio
import sys
from pathlib import Path

import aiohttp
from parsel import Selector


async def crawl(addresses: list[tuple[str, str]], origin: str) -> int:
    """Fetch every address in turn; return how many links the pages had."""
    found: set[str] = set()
    async with aiohttp.ClientSession() as session:
        for host, target in addresses:
            # Where an answer leads is an address of the file, too, or a host that only the replica knows.
            asked = session.get(f"{origin}{target}", headers={"Host": host}, allow_redirects=False)
            async with asked as response:
                body = await response.read()
                if response.content_type == "text/html":
                    text = body.decode(response.charset or "utf-8", "replace")
                    found.update(Selector(text).css("a::attr(href)").getall())
    return len(found)


def main() -> None:
    """Fetch what the file names."""
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    addresses = [(host, target) for host, _, target in (line.partition(" ") for line in lines)]
    sys.stdout.write(f"{asyncio.run(crawl(addresses, sys.argv[2]))} links\n")


if __name__ == "__main__":
    main()
