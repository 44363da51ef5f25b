"""Files that are too large to ship: from the first place that has them, resumed, and checked."""
