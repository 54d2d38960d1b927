"""The researchers' interface: finds, shows, compares, exports. Reads only.

May import :mod:`storage`, :mod:`checks` and :mod:`parsers`; installs and runs without Scrapy.
"""
