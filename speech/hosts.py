"""Where hosts are."""


def is_here(host: str) -> bool:
    """Whether what goes to this host stays on this machine."""
    return host in ("localhost", "::1") or host.startswith("127.")
