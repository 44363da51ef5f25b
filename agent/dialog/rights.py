"""What a request needs, by what it is: in a server, what is shared takes a right of its own."""


class Reads:
    """Changes nothing."""

    __slots__ = ()


class WritesOwn:
    """Changes only what is the asker's."""

    __slots__ = ()


class WritesShared:
    """Changes what all people of a workspace get, or shows what they asked."""

    __slots__ = ()


class Governs:
    """Shows or changes how the agent works in a workspace, which only who manages it may."""

    __slots__ = ()
