"""How the figures of one national form compare with those of another, and what can be computed of them."""

from parsers.crosswalk.quantities import Quantity, Rate, Sum, quantities, quantity
from parsers.crosswalk.rules import Comparability
from parsers.crosswalk.stand_ins import stand_ins, stand_ins_among
from parsers.crosswalk.ways import Way, ways

__all__ = [
    "Comparability",
    "Quantity",
    "Rate",
    "Sum",
    "Way",
    "quantities",
    "quantity",
    "stand_ins",
    "stand_ins_among",
    "ways",
]
