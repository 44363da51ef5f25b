"""Learners measured side by side: ours and others people would use instead."""
