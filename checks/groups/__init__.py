"""Which rule answers for which check, group by group as in the catalogue."""
