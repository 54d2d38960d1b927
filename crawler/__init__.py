"""Collect captures from portals: the only package that knows Scrapy.

Hands every response to :mod:`storage` as bytes before anything reads it; never touches SQL.
"""
