"""What the agent can do for a dialog: each file answers some of the requests."""
