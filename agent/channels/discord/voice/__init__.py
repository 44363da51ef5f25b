"""Spoken dialogs in Discord: who is heard, and how they are answered."""
