"""Judge a parsed report: a ``ParsedReport`` (and its neighbours) in, ``Outcome`` objects out.

Pure functions over the values that :mod:`parsers` makes; may import nothing else of ours.
"""
