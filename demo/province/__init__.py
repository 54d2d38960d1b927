"""Eight portals on eight platforms, as many articles as asked for, and trouble of every kind; by seed, with the truth.

    with Province(seed=7, articles=500) as province: ... province.origin ... province.next_day() ...

Three days: on the first the portals are crawled for the first time; on the second reports were edited,
touched, withdrawn and posted again, and portals turn visitors away; on the third all is calm, some edits were
taken back, and one portal has moved to another platform. What an archive must hold then is in `Truth`, which is
told by the replica alone: by what there is, and by what it answered.
"""

from demo.province.portals import HOSTS, PLATFORMS, Portal
from demo.province.province import Asked, Province
from demo.province.truth import Served, Truth

__all__ = ["HOSTS", "PLATFORMS", "Asked", "Portal", "Province", "Served", "Truth"]
