"""Bytes to blocks and tables, the form not yet matched: what converters stop at."""

from benchmarks.contender import serve
from parsers.document import Table
from parsers.parse import read_document


def read(body: bytes) -> int:
    """Count the cells of all tables."""
    return sum(len(block.cells) for block in read_document(body).blocks if isinstance(block, Table))


if __name__ == "__main__":
    serve(read, "gongkai")
