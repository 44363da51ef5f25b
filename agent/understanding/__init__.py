"""Words to intent and slots."""
