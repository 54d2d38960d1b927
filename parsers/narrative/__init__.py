"""Reading numbers in prose: clauses, figures, channels, rules. The door is ``parsers.mentions``."""
