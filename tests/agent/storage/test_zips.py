"""Archives prove their content, and no crafted one gets out, blows up or passes as whole."""

import io
import json
import struct
import tracemalloc
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.storage import zips
from agent.storage.errors import ArchiveDamaged, StorageError

FIXTURE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def packed(path: Path, contents: Mapping[str, bytes]) -> Path:
    """An archive of ours."""
    members = {name: zips.from_bytes(content) for name, content in contents.items()}
    with path.open("wb") as target:
        zips.pack(target, zips.describe("datasets", "datasets", members), members)
    return path


def crafted(path: Path, contents: Mapping[str, bytes], manifest: object = None) -> Path:
    """An archive of somebody else's, with a manifest that fits unless another is given."""
    files = {name: sha256(content).hexdigest() for name, content in contents.items()}
    fits = {"kind": "datasets", "name": "datasets", "version": "0", "files": files}
    with ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(fits if manifest is None else manifest))
        for name, content in contents.items():
            archive.writestr(ZipInfo(name), content)
    return path


def left(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def fresh(tmp_path: Path) -> Path:
    """A new folder for each example that hypothesis tries."""
    return Path(mkdtemp(dir=tmp_path))


def declaring(path: Path, name: str, size: int, packed_size: int) -> Path:
    """The archive with other sizes of a member in its directory."""
    content = bytearray(path.read_bytes())
    at = content.index(name.encode(), content.index(b"PK\x01\x02")) - 46
    struct.pack_into("<II", content, at + 20, packed_size, size)
    path.write_bytes(content)
    return path


names = st.from_regex(r"[a-zé0-9_]{1,8}\.json", fullmatch=True).map("datasets/".__add__)


@given(contents=st.dictionaries(names, st.binary(max_size=300), max_size=5))
@FIXTURE
def test_what_is_packed_comes_out_and_is_the_same_every_time(
    tmp_path: Path, contents: dict[str, bytes]
) -> None:
    one = packed(tmp_path / "one.zip", contents)
    other = packed(tmp_path / "other.zip", dict(reversed(contents.items())))
    assert one.read_bytes() == other.read_bytes()
    folder = fresh(tmp_path)
    manifest = zips.unpack(one, folder)
    assert left(folder) == contents
    assert manifest.files == {n: sha256(c).hexdigest() for n, c in contents.items()}


def test_all_that_is_packed_has_the_same_date_and_mode(tmp_path: Path) -> None:
    contents = {"models/0001/tests/a.json": b"x", "models/0001/b.json": b"y"}
    path = packed(tmp_path / "x.zip", contents)
    with ZipFile(path) as archive:
        marks = {(info.date_time, info.external_attr) for info in archive.infolist()}
    assert marks == {((1980, 1, 1, 0, 0, 0), 0o644 << 16)}
    folder = fresh(tmp_path)
    zips.unpack(path, folder)
    assert left(folder) == contents


@given(where=st.integers(0, 10_000), value=st.integers(1, 255))
@FIXTURE
def test_one_changed_byte_is_noticed_or_harmless(tmp_path: Path, where: int, value: int) -> None:
    contents = {"datasets/a.json": b"one" * 50, "datasets/b.json": b"two" * 50}
    path = packed(tmp_path / "x.zip", contents)
    content = bytearray(path.read_bytes())
    content[where % len(content)] ^= value
    path.write_bytes(content)
    folder = fresh(tmp_path)
    try:
        zips.unpack(path, folder)
    except ArchiveDamaged:
        return
    assert left(folder) == contents


@given(content=st.binary(max_size=400), cut=st.integers(0, 400))
@FIXTURE
def test_bytes_that_are_no_archive_are_damaged(tmp_path: Path, content: bytes, cut: int) -> None:
    whole = packed(tmp_path / "whole.zip", {"datasets/a.json": b"x"}).read_bytes()
    path = tmp_path / "x.zip"
    for broken in (content, whole[: min(cut, len(whole) - 1)], content + whole[cut:]):
        path.write_bytes(broken)
        try:
            zips.read_manifest(path)
        except ArchiveDamaged as damaged:
            assert str(damaged).startswith("The archive x.zip cannot be used: ")


@pytest.mark.parametrize(
    "name",
    [
        "../out.txt",
        "datasets/../../out.txt",
        "/tmp/out.txt",
        "//tmp/out.txt",
        "C:/out.txt",
        "datasets\\..\\out.txt",
        "datasets/./a.json",
        "datasets//a.json",
        "datasets/.selected",
        ".hidden/a.json",
        "datasets/folder/",
        "datasets/" + "a" * 300,
        "a/" * 2_000 + "b",
        "datasets/\x1b[2J.json",
    ],
)
def test_odd_paths_are_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "deep" / "folder"
    folder.mkdir(parents=True)
    path = crafted(tmp_path / "x.zip", {"datasets/fine.json": b"fine", name: b"out"})
    with pytest.raises(ArchiveDamaged, match=r"odd path|leads outside"):
        zips.unpack(path, folder)
    assert left(tmp_path / "deep") == {}


@given(
    name=st.text(min_size=1, max_size=30)
    | st.lists(st.sampled_from(["..", ".", "", "a", "/", "\\", "C:"]), min_size=1).map("/".join)
)
@FIXTURE
def test_no_name_gets_out(tmp_path: Path, name: str) -> None:
    outer = fresh(tmp_path)
    folder = outer / "in" / "deep"
    folder.mkdir(parents=True)
    try:
        path = crafted(tmp_path / "x.zip", {name: b"out"})
    except (ValueError, struct.error):  # Python writes no such zip file
        return
    with suppress(ArchiveDamaged):
        zips.unpack(path, folder)
    assert all(file.startswith("in/deep/") for file in left(outer))


@pytest.mark.parametrize(
    "manifest", [{}, [], "x", {"kind": "virus", "name": "", "version": "", "files": {}}]
)
def test_a_manifest_of_another_shape_is_refused(tmp_path: Path, manifest: object) -> None:
    path = crafted(tmp_path / "x.zip", {"datasets/a.json": b"x"}, manifest)
    with pytest.raises(ArchiveDamaged, match="no valid manifest"):
        zips.read_manifest(path)


def test_a_manifest_nested_deep_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("manifest.json", "[" * 100_000)
    with pytest.raises(ArchiveDamaged, match="no valid manifest"):
        zips.read_manifest(tmp_path / "x.zip")


def test_a_zip_file_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.json", "x")
    with pytest.raises(ArchiveDamaged, match="no valid manifest"):
        zips.read_manifest(tmp_path / "x.zip")


def test_files_other_than_the_manifest_lists_are_refused(tmp_path: Path) -> None:
    digest = sha256(b"x").hexdigest()
    manifest = {"kind": "datasets", "name": "d", "version": "0"}
    for listed in ({"a.json": digest, "b.json": digest}, {}):
        path = crafted(tmp_path / "x.zip", {"a.json": b"x"}, {**manifest, "files": listed})
        with pytest.raises(ArchiveDamaged, match="not those of its manifest"):
            zips.read_manifest(path)


def test_a_file_other_than_its_checksum_is_refused(tmp_path: Path) -> None:
    manifest = {"kind": "datasets", "name": "d", "version": "0", "files": {"a.json": "0" * 64}}
    path = crafted(tmp_path / "x.zip", {"a.json": b"x"}, manifest)
    with pytest.raises(ArchiveDamaged, match=r"a\.json is not what the manifest says"):
        zips.unpack(path, fresh(tmp_path))


def test_two_files_of_one_path_are_refused(tmp_path: Path) -> None:
    path = crafted(tmp_path / "x.zip", {"a": b"x", "a/b": b"x"})
    with pytest.raises(ArchiveDamaged, match="the same path"):
        zips.read_manifest(path)


def test_a_name_is_at_most_as_long_as_that_of_a_file(tmp_path: Path) -> None:
    longest = "ä" * 125 + ".json"
    assert zips.read_manifest(crafted(tmp_path / "x.zip", {longest: b"x"})).files
    with pytest.raises(ArchiveDamaged, match="odd path"):
        zips.read_manifest(crafted(tmp_path / "x.zip", {f"{longest}x": b"x"}))


def test_a_manifest_is_at_most_so_large(tmp_path: Path) -> None:
    text = '{"kind": "datasets", "name": "d", "version": "0", "files": {}}'
    for size, refused in ((4 * 2**20, False), (4 * 2**20 + 1, True)):
        with ZipFile(tmp_path / "x.zip", "w") as archive:
            archive.writestr("manifest.json", text.ljust(size))
        with pytest.raises(ArchiveDamaged, match="too large") if refused else nullcontext():
            zips.read_manifest(tmp_path / "x.zip")


def test_how_tight_a_member_may_be(tmp_path: Path) -> None:
    path = crafted(tmp_path / "x.zip", {"a.json": b"x"})
    assert zips.read_manifest(declaring(path, "a.json", 2**20 + 700, 7)).files
    with pytest.raises(ArchiveDamaged, match=r"a\.json is packed more tightly"):
        zips.read_manifest(declaring(path, "a.json", 2**20 + 701, 7))


def test_as_much_as_an_archive_may_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = crafted(tmp_path / "x.zip", {"a.json": b"x"})
    with ZipFile(path) as archive:
        monkeypatch.setattr(zips, "MOST_BYTES", sum(info.file_size for info in archive.infolist()))
    monkeypatch.setattr(zips, "MOST_MEMBERS", 2)
    zips.check(path)


def test_a_bomb_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w", ZIP_DEFLATED) as archive:
        for n in range(3):
            with archive.open(f"zeros-{n}", "w") as member:
                for _ in range(32):
                    member.write(bytes(2**20))
    whole = (tmp_path / "x.zip").read_bytes()
    declared = struct.pack("<I", 32 * 2**20)
    (tmp_path / "x.zip").write_bytes(whole.replace(declared, struct.pack("<I", 2**30)))
    assert len(whole) < 120_000
    with pytest.raises(ArchiveDamaged, match="unpack to more than 1,073,741,824 bytes"):
        zips.read_manifest(tmp_path / "x.zip")


def test_a_bomb_within_the_bounds_is_refused_for_how_tight_it_is(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.json", bytes(4 * 2**20))
    with pytest.raises(ArchiveDamaged, match=r"a\.json is packed more tightly"):
        zips.read_manifest(tmp_path / "x.zip")


def test_a_bomb_that_lies_about_its_size_gives_no_more_than_it_declared(tmp_path: Path) -> None:
    zeros = bytes(8 * 2**20)
    path = packed(tmp_path / "x.zip", {"zeros": zeros})
    lying = path.read_bytes().replace(struct.pack("<I", len(zeros)), struct.pack("<I", 10))
    path.write_bytes(lying)
    with pytest.raises(ArchiveDamaged):
        zips.unpack(path, tmp_path)
    assert (tmp_path / "zeros").stat().st_size <= 10


def test_a_manifest_that_lies_about_its_size_is_not_unfolded(tmp_path: Path) -> None:
    zeros = bytes(64 * 2**20)
    with ZipFile(tmp_path / "x.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", zeros)
    content = (tmp_path / "x.zip").read_bytes()
    lying = content.replace(struct.pack("<I", len(zeros)), struct.pack("<I", 10))
    (tmp_path / "x.zip").write_bytes(lying)
    tracemalloc.start()
    with pytest.raises(ArchiveDamaged):
        zips.read_manifest(tmp_path / "x.zip")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    path = crafted(tmp_path / "x.zip", {f"{n}": b"" for n in range(zips.MOST_MEMBERS)})
    with pytest.raises(ArchiveDamaged, match="more than 10,000 files"):
        zips.read_manifest(path)


def test_unknown_compression_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "x.zip", "w", ZIP_BZIP2) as archive:
        archive.writestr("manifest.json", "{}")
    with pytest.raises(ArchiveDamaged, match="compressed in a way not known"):
        zips.read_manifest(tmp_path / "x.zip")


def test_encryption_is_refused(tmp_path: Path) -> None:
    path = crafted(tmp_path / "x.zip", {})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged, match="encrypted or compressed in a way not known"):
        zips.read_manifest(path)


def test_what_the_system_refuses_is_no_damage(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        zips.check(tmp_path / "gone.zip")
    with pytest.raises(IsADirectoryError):
        zips.check(tmp_path)


def test_why_an_archive_is_not_used(tmp_path: Path) -> None:
    path = crafted(tmp_path / "x.zip", {"a.json": b"x"})
    early = bytearray(path.read_bytes())
    (where,) = struct.unpack_from("<I", early, len(early) - 6)
    struct.pack_into("<I", early, len(early) - 6, where + 1)
    cut = declaring(path, "a.json", 999, 999).read_bytes()
    for content, reason in (
        (b"x", "File is not a zip file"),
        (early, "it points to before its beginning"),
        (cut, "it ends too soon"),
    ):
        path.write_bytes(content)
        with pytest.raises(ArchiveDamaged, match=reason):
            zips.check(path)


def test_a_link_in_an_archive_becomes_a_plain_file(tmp_path: Path) -> None:
    target = b"/etc/passwd"
    files = {"link": sha256(target).hexdigest()}
    link = ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with ZipFile(tmp_path / "x.zip", "w", ZIP_STORED) as archive:
        archive.writestr(
            "manifest.json",
            json.dumps({"kind": "datasets", "name": "d", "version": "0", "files": files}),
        )
        archive.writestr(link, target)
    zips.unpack(tmp_path / "x.zip", tmp_path)
    assert not (tmp_path / "link").is_symlink()


def test_what_is_as_tight_as_a_bomb_comes_back(tmp_path: Path) -> None:
    contents = {"a.json": b"tight " * 500_000, "b.json": b"x" * 900_000}
    path = packed(tmp_path / "x.zip", contents)
    with ZipFile(path) as archive:
        how = [member.compress_type for member in archive.infolist()]
    assert how == [ZIP_DEFLATED, ZIP_STORED, ZIP_DEFLATED]
    assert path.read_bytes().startswith(b"PK\x03\x04")
    folder = fresh(tmp_path)
    zips.unpack(path, folder)
    assert left(folder) == contents


def test_nothing_is_packed_that_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MOST_MEMBERS", 2)
    packed(tmp_path / "x.zip", {"a.json": b"x"})
    with pytest.raises(StorageError, match="could not be restored: it holds more than 2 files"):
        packed(tmp_path / "x.zip", {"a.json": b"x", "b.json": b"x"})


def test_a_file_changing_while_it_is_packed_is_noticed() -> None:
    contents = iter([b"before", b"after"])
    members = {"a": lambda: io.BytesIO(next(contents))}
    manifest = zips.describe("datasets", "datasets", members)
    with pytest.raises(StorageError, match="a changed while it was archived; please try again"):
        zips.pack(io.BytesIO(), manifest, members)
