"""The archive: bytes on disk by digest, facts in SQL, nothing ever deleted.

The one place that runs bytes -> parse -> check -> rows, so that everything can be read again,
offline, with a better parser. May import :mod:`checks` and :mod:`parsers`.
"""
