"""The pure core: a turn in, effects out; no clock, no I/O."""
