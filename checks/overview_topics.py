"""S09: the first part speaks of the five subjects that the notices ask for."""

import re
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed
from parsers.wordings import TOPICS, Topic

_REQUIRED = ("topic.proactive", "topic.requests", "topic.management", "topic.platform", "topic.supervision")
_BETWEEN = "[^。；]{0,6}?"  # 平台建设 is also 平台规范化建设, 监督保障 also 监督和保障


def overview_topics(case: Case) -> Iterator[Judgement]:
    """Look for the words of each subject, sub-heading or not; the two halves may stand a little apart."""
    overview = case.section("overview")
    if overview is None:
        yield not_assessable()
        return
    text = "".join(overview.text.split())
    silent = [topic for topic in TOPICS.root if topic.key in _REQUIRED and not _speaks_of(text, topic)]
    yield failed(quotes=(topic.words[0] for topic in silent)) if silent else passed()


def _speaks_of(text: str, topic: Topic) -> bool:
    return any(re.search(f"{word[:-2]}{_BETWEEN}{word[-2:]}", text) for word in topic.words)
