"""Read a published document into the cells of the national form: bytes in, values out.

Parsers know nobody: no network, no database, no clock, no randomness. The only door is
:func:`parsers.parse.parse`; the same bytes and the same parser release give the same result.
"""
