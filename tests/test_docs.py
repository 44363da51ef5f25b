"""The pages say what is: whatever file of ours they name is there."""

import re
import subprocess

import pytest

from agent.settings import ROOT

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (ROOT, ROOT / "docs", ROOT / "tests", ROOT / "agent")
    for path in (folder.glob("*.md") if folder in (ROOT, ROOT / "docs") else folder.rglob("*.md"))
)
NAMED = re.compile(r"`((?:\.\./)*[\w/-]+\.(?:py|toml|ftl))`")
"""Files of code and words; what a home or a model folder holds has other endings."""


def ours() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("this is no checkout: which files are ours is not known")
    return listed.stdout.splitlines()


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    files = [f"/{path}" for path in ours()]
    named = {name.replace("../", "") for name in NAMED.findall((ROOT / page).read_text("utf-8"))}
    missing = {name for name in named if not any(file.endswith(f"/{name}") for file in files)}
    assert missing == set()
