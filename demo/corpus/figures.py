"""Figures that balance: what came in is what was handled and what is carried forward, column by column."""

from random import Random

from demo.corpus.forms import CorpusForm
from demo.corpus.publishers import Publisher

Figures = dict[str, int]  # cell key -> number; amounts of money are made when they are printed

# Which outcomes are common: what was asked for is mostly granted, or not there.
_WEIGHTS = {"outcome.granted": 40, "outcome.partial": 10, "outcome.unavailable.not_held": 25}


def carried_forward(seed: int, publisher: Publisher, year: int) -> tuple[int, ...]:
    """Return what a publisher carries into the next year, by applicant: the next report begins with it."""
    if publisher.scale < 10:
        return (0, 0, 0, 0, 0, 0)
    rng = Random(f"carried/{seed}/{publisher.canonical}/{year}")
    return (rng.randrange(publisher.scale // 8 + 1), rng.randrange(2), 0, 0, 0, rng.randrange(2))


def make_figures(rng: Random, form: CorpusForm, publisher: Publisher, year: int, seed: int) -> Figures:
    """Return a number for every cell of the form, 0 where nothing happened."""
    figures = {key: 0 for keys in form.keys.values() for key in keys}
    over, forward = (carried_forward(seed, publisher, at) for at in (year - 1, year))
    _requests(rng, form, publisher.scale, figures, tuple(zip(over, forward, strict=True)))
    _review(rng, form, publisher.scale, figures)
    _proactive(rng, form, publisher, figures)
    return figures


def _requests(
    rng: Random, form: CorpusForm, scale: int, figures: Figures, carried: tuple[tuple[int, int], ...]
) -> None:
    weights = [_WEIGHTS.get(leaf, 2) for leaf in form.leaves]
    for place, column in enumerate(form.applicants[:-1]):
        over, forward = carried[place]
        most = scale if place == 0 else scale // 6 if place in {1, 4, 5} else scale // 60
        new = max(rng.randrange(most + 1), forward - over)
        column_figures = {
            "requests.new": new,
            "requests.carried_over": over,
            "requests.carried_forward": forward,
            "outcome.total": new + over - forward,
        }
        for leaf in rng.choices(form.leaves, weights, k=new + over - forward):
            column_figures[leaf] = column_figures.get(leaf, 0) + 1
        for row, number in column_figures.items():
            if number:
                figures[f"{row}@{column.key}"] = number
                figures[f"{row}@total"] += number


def _review(rng: Random, form: CorpusForm, scale: int, figures: Figures) -> None:
    for group in form.groups:
        total = 0
        for outcome in form.outcomes[:-1]:
            if scale > 10 and rng.random() < 0.35:
                number = rng.randrange(1, scale // 10 + 2)
                figures[f"{group.key}.{outcome.key}"] = number
                total += number
        figures[f"{group.key}.total"] = total


def _proactive(rng: Random, form: CorpusForm, publisher: Publisher, figures: Figures) -> None:
    scale = publisher.scale
    made = rng.randrange(scale // 10 + 3)
    documents = "proactive.normative_documents."
    figures[documents + "made"] = made
    standing = made + rng.randrange(scale // 2 + 2)
    if form.id == "2019":
        figures[documents + "published"] = made
        figures[documents + "public_total"] = standing
    else:
        figures[documents + "repealed"] = rng.randrange(3)
        figures[documents + "in_force"] = standing
    for row in ("licensing", "penalties", "coercion", "other_services", "fees"):
        _row(rng, f"proactive.{row}.", scale * 40, figures)


def _row(rng: Random, row: str, most: int, figures: Figures) -> None:
    """Fill the columns that a row of items and decisions has in this form."""
    if row + "decisions" in figures and rng.random() < 0.7:
        figures[row + "decisions"] = rng.randrange(most)
    if row + "items_prev_year" in figures and rng.random() < 0.6:
        before = rng.randrange(1, 300)
        figures[row + "items_prev_year"] = before
        figures[row + "items_change"] = rng.randrange(-min(before, 20), 20)
