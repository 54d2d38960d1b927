"""Tidy views for people who write SQL themselves. Derived: made anew after every migration."""

from sqlalchemy import Connection, text

# The result that each report shows now.
SHOWN = """
    SELECT r.id AS report_id, r.publisher_id, p.name AS publisher, p.type AS publisher_type,
           p.division_code, r.year, r.result_id,
           (SELECT s.recorded_at FROM selection s WHERE s.report_id = r.id
            ORDER BY s.seq DESC LIMIT 1) AS selected_at
    FROM report r
    JOIN publisher p ON p.id = r.publisher_id
    WHERE r.result_id IS NOT NULL
"""

# In order: a view may stand on those before it.
VIEWS = {
    "shown_reports": SHOWN,
    "cells": """
        SELECT s.publisher_id, s.publisher, s.publisher_type, s.division_code, s.year, t.form,
               k.key, c.num, c.unit, c.amount_yuan, c.text, c.mark, c.annotation, c.certainty,
               c.result_id
        FROM shown_reports s
        JOIN result t ON t.id = s.result_id
        JOIN cell c ON c.result_id = s.result_id
        JOIN form_cell k ON k.id = c.cell_id
    """,
    "mentions": """
        SELECT s.publisher_id, s.publisher, s.year, m.key, m.label, m.value, m.unit, m.qualifier,
               m.scope, m.period, m.channel, m.quote, m.result_id
        FROM shown_reports s JOIN mention m ON m.result_id = s.result_id
    """,
    "findings": """
        SELECT s.publisher_id, s.publisher, s.year, o.check_id, o.member, o.severity, o.left_value,
               o.right_value, o.is_assumed_zero, o.cell_keys, o.quotes, o.result_id
        FROM shown_reports s JOIN outcome o ON o.result_id = s.result_id
        WHERE o.verdict = 'failed'
        UNION ALL
        SELECT s.publisher_id, s.publisher, s.year, o.check_id, o.member, o.severity, o.left_value,
               o.right_value, o.is_assumed_zero, o.cell_keys, o.quotes, s.result_id
        FROM shown_reports s
        JOIN comparison c ON c.report_id = s.report_id
        JOIN neighbour_outcome o ON o.comparison_id = c.id
        WHERE o.verdict = 'failed'
          AND c.seq = (SELECT max(later.seq) FROM comparison later WHERE later.report_id = c.report_id)
    """,
    "problems": """
        SELECT s.publisher_id, s.publisher, s.year, p.kind, p.message, p.cell_keys, p.place, p.result_id
        FROM shown_reports s JOIN problem p ON p.result_id = s.result_id
    """,
}


def drop_views(connection: Connection) -> None:
    """Drop every view: a table that a view reads cannot be rebuilt."""
    for name in reversed(VIEWS):
        connection.execute(text(f"DROP VIEW IF EXISTS {name}"))


def create_views(connection: Connection) -> None:
    """Create every view."""
    for name, body in VIEWS.items():
        connection.execute(text(f"CREATE VIEW {name} AS {body}"))
