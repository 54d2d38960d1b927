"""Releases: an immutable, numbered folder of an archive as of one moment, in the formats that researchers use.

Everything in it is made of the copy of the database in it, so all files tell of one moment; nothing in it comes
from the clock. Writing and verifying need the extra ``analysis``; names and codebook do not.
"""
