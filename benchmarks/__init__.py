"""What we claim about speed, as scripts that anyone can run, with peers beside us."""
