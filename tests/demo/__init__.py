"""The agent in a voice channel of the loopback Discord, with a synthetic person who talks to it."""
