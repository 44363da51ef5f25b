"""Model versions appear whole, one of them is in use, and the one before can come back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.storage.atomic import write_file
from agent.storage.errors import NotThere, StorageError
from agent.storage.home import Home
from agent.storage.quota import Quota
from agent.storage.registry import ModelRegistry
from agent.storage.scratch import sweep
from agent.storage.workspace import Workspace
from tests.agent.storage.conftest import forbidden, small_disk

NOON = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def registry(workspace: Workspace) -> ModelRegistry:
    return ModelRegistry(workspace)


def made(registry: ModelRegistry, content: bytes = b"onnx") -> str:
    temp = registry.begin()
    (temp / "model.onnx").write_bytes(content)
    return registry.publish(temp)


def used(registry: ModelRegistry, *versions: str) -> None:
    for version in versions:
        registry.use(version)


def test_versions_are_numbered_and_nothing_is_in_use_until_said(registry: ModelRegistry) -> None:
    assert registry.versions() == []
    assert registry.current() is None
    assert [made(registry), made(registry)] == ["0001", "0002"]
    assert registry.current() is None
    assert registry.use("0001") == registry.current()


def test_a_model_being_made_is_no_version(registry: ModelRegistry, workspace: Workspace) -> None:
    temp = registry.begin()
    (temp / "model.onnx").write_bytes(b"half")
    assert registry.versions() == []
    assert workspace.files() == []
    registry.abandon(temp)
    assert not temp.exists()


def test_numbers_go_on_after_the_longest_that_is_restored(
    registry: ModelRegistry, workspace: Workspace
) -> None:
    (workspace.models / "999999999").mkdir(parents=True)
    (workspace.models / "٠٠٠٧").mkdir()
    assert registry.use(made(registry)) == workspace.models / "1000000000"
    assert registry.versions() == ["999999999", "1000000000"]


def test_the_pointer_survives_the_process(registry: ModelRegistry, workspace: Workspace) -> None:
    registry.use(made(registry))
    assert ModelRegistry(workspace).current() == workspace.models / "0001"


def test_data_that_no_better_model_came_of_is_remembered(
    registry: ModelRegistry, workspace: Workspace
) -> None:
    assert not registry.is_futile("a")
    registry.use(made(registry))
    registry.mark_futile("a")
    again = ModelRegistry(workspace)
    assert (again.is_futile("a"), again.is_futile("b"), again.is_futile("")) == (True, False, False)
    again.mark_futile("b")
    assert (again.is_futile("a"), again.is_futile("b")) == (False, True)
    assert again.current() == workspace.models / "0001"


def test_to_use_what_is_in_use_changes_nothing(
    registry: ModelRegistry, workspace: Workspace
) -> None:
    used(registry, made(registry), made(registry), made(registry))
    before = (workspace.models / ".current").read_bytes()
    used(registry, "0003", "0003")
    registry.heal("0003")
    assert (workspace.models / ".current").read_bytes() == before


def test_rollback_goes_back_step_by_step(registry: ModelRegistry) -> None:
    one, two, three = made(registry), made(registry), made(registry)
    used(registry, one, two, two, three)
    assert registry.rollback() == two
    assert registry.rollback() == one
    with pytest.raises(NotThere, match="There is no earlier model to go back to"):
        registry.rollback()
    current = registry.current()
    assert current is not None
    assert current.name == one


def test_after_a_rollback_a_new_model_has_the_old_one_before_it(registry: ModelRegistry) -> None:
    one, two, three = made(registry), made(registry), made(registry)
    used(registry, one, two)
    registry.rollback()
    registry.use(three)
    assert registry.rollback() == one


def test_rollback_passes_over_versions_that_are_gone(registry: ModelRegistry) -> None:
    one, two, three = made(registry), made(registry), made(registry)
    used(registry, one, two, three, two, three)
    registry.discard(two)
    assert registry.rollback() == one


def in_use(registry: ModelRegistry) -> str | None:
    """The version in use."""
    current = registry.current()
    return current.name if current else None


def test_what_was_put_away_can_be_had_back_for_a_day_the_latest_first(
    registry: ModelRegistry,
) -> None:
    one, two, three = made(registry), made(registry), made(registry)
    for hours, version in ((0, one), (1, two), (2, three)):
        registry.put_away(version, NOON + timedelta(hours=hours))
    registry.discard(three)
    assert registry.latest_discarded(NOON + DAY) == two
    assert registry.latest_discarded(NOON + DAY + timedelta(hours=1)) == two
    with pytest.raises(NotThere, match="none was put away within a day"):
        registry.latest_discarded(NOON + DAY + timedelta(hours=1, seconds=1))
    registry.use(two)
    assert registry.latest_discarded(NOON + DAY) == one


def test_what_was_put_away_for_more_than_a_day_is_removed_unless_it_is_in_use(
    registry: ModelRegistry,
) -> None:
    one, two, three = made(registry), made(registry), made(registry)
    used(registry, three, one, two)
    for version in (one, two):
        registry.put_away(version, NOON)
    assert registry.remove_put_away(NOON + DAY) == 0
    assert registry.versions() == [one, two, three]
    assert registry.remove_put_away(NOON + DAY + timedelta(seconds=1)) == 1
    assert registry.versions() == [two, three]
    registry.use(three)
    assert registry.remove_put_away(NOON + 2 * DAY) == 1
    assert registry.versions() == [three]
    assert made(registry) == "0004"


def test_no_model_is_in_use_when_that_is_taken_back(registry: ModelRegistry) -> None:
    registry.use(made(registry))
    registry.use_none()
    assert registry.current() is None
    assert registry.versions() == ["0001"]


@pytest.mark.parametrize("version", ["0001", None])
def test_a_pointer_that_cannot_be_read_is_begun_anew(
    registry: ModelRegistry, workspace: Workspace, version: str | None
) -> None:
    used(registry, made(registry), made(registry))
    (workspace.models / ".current").write_bytes(b"{")
    registry.heal(version)
    assert in_use(registry) == version
    assert made(registry) == "0003"
    registry.discard("0003")
    assert made(registry) == "0004"


def test_a_pointer_to_what_is_gone_is_set_to_what_was_in_use_before(
    registry: ModelRegistry, workspace: Workspace
) -> None:
    (workspace.models).mkdir(parents=True, exist_ok=True)
    (workspace.models / ".current").write_bytes(b"{")
    registry.heal(None)
    used(registry, made(registry), made(registry), made(registry))
    (workspace.models / "0003").rename(workspace.models / "by-hand")
    registry.heal(None)
    assert in_use(registry) == "0002"
    registry.heal("0001")
    assert in_use(registry) == "0001"
    assert registry.rollback() == "0002"


def test_what_is_in_use_is_not_discarded(registry: ModelRegistry, workspace: Workspace) -> None:
    used(registry, made(registry), made(registry), made(registry))
    with pytest.raises(StorageError, match="Model 0003 is in use; use another one or roll back"):
        registry.discard("0003")
    assert (workspace.models / "0003" / "model.onnx").read_bytes() == b"onnx"
    registry.discard("0002")
    assert registry.versions() == ["0001", "0003"]


def test_a_discarded_number_is_never_given_again(registry: ModelRegistry) -> None:
    registry.use(made(registry))
    registry.discard(made(registry))
    assert made(registry) == "0003"
    assert registry.versions() == ["0001", "0003"]


@pytest.mark.parametrize("version", ["0007", "", "../0001", ".current", "1"])
def test_an_unknown_version_is_said(registry: ModelRegistry, version: str) -> None:
    made(registry)
    for ask in (registry.use, registry.discard):
        with pytest.raises(NotThere, match="There is no model"):
            ask(version)
    assert registry.versions() == ["0001"]


def test_a_model_in_use_that_vanished_is_said(registry: ModelRegistry) -> None:
    used(registry, made(registry), made(registry))
    current = registry.current()
    assert current is not None
    current.rename(current.with_name("moved-by-hand"))
    with pytest.raises(NotThere, match="There is no model “0002”"):
        registry.current()
    assert registry.rollback() == "0001"


@pytest.mark.parametrize("content", [b"{", b'{"put_away": {"0001": "2026-01-02T12:00"}}'])
def test_a_damaged_pointer_is_said(
    registry: ModelRegistry, workspace: Workspace, content: bytes
) -> None:
    registry.use(made(registry))
    (workspace.models / ".current").write_bytes(content)
    with pytest.raises(StorageError, match=r"\.current is damaged; remove it and choose a model"):
        registry.current()


def test_a_pointer_that_the_system_does_not_read_is_said(
    registry: ModelRegistry, workspace: Workspace
) -> None:
    made(registry)
    (workspace.models / ".current").mkdir()
    looks = (
        registry.current, lambda: registry.is_futile("a"),
        lambda: registry.latest_discarded(NOON), lambda: registry.remove_put_away(NOON),
    )  # fmt: skip
    for look in looks:
        with pytest.raises(StorageError, match="Is a directory"):
            look()


def test_a_sweep_removes_what_a_crash_left_and_spares_a_training(
    registry: ModelRegistry, workspace: Workspace
) -> None:
    made(registry)
    write_file(workspace.models / ".new-crashed" / "model.onnx", b"half")
    training = registry.begin()
    assert sweep(workspace.models) == 1
    assert training.is_dir()
    assert registry.publish(training) == "0002"
    assert sweep(workspace.models) == 0


def test_no_model_is_begun_where_there_is_no_room_for_it(tmp_path: Path) -> None:
    few, small = (Home(tmp_path / str(quota), quota) for quota in (Quota(12, 9), Quota(99, 2)))
    for home, name, size in (
        (few, "a", 1), (few, "b", 1), (few, "c", 1), (small, "a", 1_000_000), (small, "b", 100_000),
    ):  # fmt: skip
        registry = ModelRegistry(home.workspace("club"))
        registry.abandon(registry.begin())
        write_file(home.workspace("club").datasets / name, bytes(size))
    for home in (few, small):
        with pytest.raises(StorageError, match="There is no room left"):
            ModelRegistry(home.workspace("club")).begin()
        assert not any(home.workspace("club").models.iterdir())


def test_many_threads_publish_and_use_without_losing_one(registry: ModelRegistry) -> None:
    def teach(_: int) -> None:
        registry.use(made(registry))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(teach, range(24)))
    assert len(registry.versions()) == 24
    assert len({registry.rollback() for _ in range(23)}) == 23


def test_a_full_disk_discards_nothing(registry: ModelRegistry) -> None:
    used(registry, made(registry))
    version = made(registry)
    with small_disk(5), pytest.raises(StorageError, match="would be larger"):
        registry.discard(version)
    assert registry.versions() == ["0001", "0002"]


def test_a_read_only_disk_says_so(registry: ModelRegistry, tmp_path: Path) -> None:
    version = made(registry)
    with forbidden(tmp_path):
        with pytest.raises(
            StorageError, match="make a folder for the model: I'm missing permission"
        ):
            registry.begin()
        with pytest.raises(
            StorageError, match="change which model is in use: I'm missing permission"
        ):
            registry.use(version)
