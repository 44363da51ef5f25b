"""Dialogs held by voice, wherever the voice comes from."""
