"""The example of the manual works as it is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

MANUAL = Path(__file__).parents[3] / "docs" / "loopback.md"


async def test_the_manuals_example() -> None:
    found = re.search(r"```python\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    names: dict[str, Any] = {}
    exec(found[1], names)
    await names["test_a_greeting"]()
