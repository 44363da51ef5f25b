"""Typed dialogs in Discord: messages, slash commands, buttons and forms."""
