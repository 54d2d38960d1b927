"""The commands of `gongkai` that write to an archive."""
