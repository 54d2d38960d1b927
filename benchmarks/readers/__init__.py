"""The readers that are compared. Each module is run as a process of its own."""
