"""Blocks moved to another place in their document."""

from dataclasses import replace

from parsers.document import Block, Table


def at_block(block: Block, number: int) -> Block:
    """Return a block as the one of that number, its cells with it."""
    place = block.place._replace(block=number)
    if not isinstance(block, Table):
        return replace(block, place=place)
    cells = tuple(cell._replace(place=cell.place._replace(block=number)) for cell in block.cells)
    return replace(block, cells=cells, place=place)
