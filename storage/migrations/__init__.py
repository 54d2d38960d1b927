"""The history of the schema, and the code that brings an archive to its newest state."""
