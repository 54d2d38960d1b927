"""What checks of the narrative share: sentences, figures beside the table, and the publisher's own names."""
