"""As many portals as asked for, over all platforms, each of a real county; by seed, with the truth.

    with open_country(portals=40, articles=6) as country:
        files = {name: portal_file(country, name) for name in country.portals}
        ... country.origin ... country.next_day() ... country.truth ...

A country is a province (`demo.province`) of many portals: the same three days, the same troubles, one server. It adds the
mix of formats in which reports are published, and portals to which nothing happens.
"""

from demo.country.country import MADE_BY_OFFICE, MADE_HERE, counties, open_country, portal_file

__all__ = ["MADE_BY_OFFICE", "MADE_HERE", "counties", "open_country", "portal_file"]
