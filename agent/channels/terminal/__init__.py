"""The dialog in a terminal that people sit at; `console.py` is the same through a pipe."""
