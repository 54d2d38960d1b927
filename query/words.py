"""Words in reports as they are printed, sign by sign: in the publisher's name, the title, any section.

What was read of withdrawn bytes is not looked at. `query.search` finds phrases, whatever their signs.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Subquery, exists, or_, select

from query.published import chunks
from storage.bigrams import grams_within
from storage.models import publisher, publisher_alias, result, section
from storage.search import holding, withdrawn_results

SNIPPET_BEFORE, SNIPPET_AFTER = 12, 36


def has_word(shown: Subquery, word: str, dialect: str) -> ColumnElement[bool]:
    """Tell whether a word stands anywhere in a report of `query.shown.shown_results`, joined with what it names."""
    return or_(
        publisher.c.name.icontains(word, autoescape=True),
        result.c.title.icontains(word, autoescape=True),
        exists().where(
            publisher_alias.c.publisher_id == shown.c.publisher_id,
            publisher_alias.c.name.icontains(word, autoescape=True),
        ),
        _stands_in_section(shown, word, dialect),
    )


def _stands_in_section(shown: Subquery, word: str, dialect: str) -> ColumnElement[bool]:
    grams = grams_within(word)
    if not grams:  # the index knows whole words of letters and digits only: every section is looked at
        looked_at = section.c.result_id == shown.c.result_id, section.c.result_id.not_in(withdrawn_results())
        return exists().where(*looked_at, _is_printed(word))
    index, entry, may_fit = holding(dialect, grams)
    there = select(section.c.result_id).join(index, entry == section.c.id).where(may_fit, _is_printed(word))
    return shown.c.result_id.in_(there)


def _is_printed(word: str) -> ColumnElement[bool]:
    return or_(
        section.c.heading.icontains(word, autoescape=True), section.c.text.icontains(word, autoescape=True)
    )


def snippets(connection: Connection, result_ids: Sequence[int], words: Sequence[str]) -> Mapping[int, str]:
    """Return of each result the first place of its narrative where one of the words stands."""
    found: dict[int, str] = {}
    for chunk in chunks(result_ids):
        texts = (
            select(section.c.result_id, section.c.text)
            .where(
                section.c.result_id.in_(chunk),
                section.c.result_id.not_in(withdrawn_results()),
                or_(*(section.c.text.icontains(word, autoescape=True) for word in words)),
            )
            .order_by(section.c.result_id, section.c.ordinal)
        )
        for result_id, text in connection.execute(texts):
            found.setdefault(result_id, snippet(text, words))
    return found


def snippet(text: str, words: Sequence[str]) -> str:
    """Cut out the surroundings of the first of the words that stands in the text."""
    lowered = text.lower()
    at = min((place for word in words if (place := lowered.find(word.lower())) >= 0), default=0)
    start, end = max(0, at - SNIPPET_BEFORE), at + SNIPPET_AFTER
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
