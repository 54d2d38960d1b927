"""The national forms as data, one file per official notice, and how a table is matched to them."""
