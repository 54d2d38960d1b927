"""D10: a sentence of twenty characters or more printed twice."""

from collections import Counter
from collections.abc import Iterator

from checks.case import Case, Judgement, failed, not_assessable, passed

_LEAST = 20  # characters, full stop not counted


def repeated_sentence(case: Case) -> Iterator[Judgement]:
    """Count the sentences, white space aside."""
    count = Counter(sentence.text.rstrip("。！？") for sentence in case.sentences)
    if not count:
        yield not_assessable()
        return
    found = [text for text, times in count.items() if times > 1 and len(text) >= _LEAST]
    yield failed(quotes=found) if found else passed()
