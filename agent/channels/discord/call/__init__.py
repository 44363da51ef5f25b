"""A voice call: encrypted packets in, each speaker's sound out, and back; no dialogs."""
