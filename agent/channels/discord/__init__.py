"""Discord: text, and voice that is encrypted end to end."""
