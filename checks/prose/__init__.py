"""Prose as text: its sentences and plans, and the publisher’s own names. It knows no table."""
