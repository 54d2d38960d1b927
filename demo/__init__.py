"""A small faithful replica of four portals, served on loopback.

It is what ``make demo`` crawls and what the tests crawl. It imports nothing of the product, so
that a mistake of the product cannot hide in it.
"""
