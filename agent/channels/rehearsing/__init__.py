"""Dialogs of several people with the agent, held in a time of their own."""
