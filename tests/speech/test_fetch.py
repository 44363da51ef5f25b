"""Fetching models from a server of our own that speaks the vendor's list format."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from downloads.errors import DownloadError
from messages import Message
from speech.fetch import VoskModel, choose, fetch, installed, language_of, vosk_models
from speech.recognition import RecognizerOptions, create
from tests.speech.voices import MODEL, hear, padded, say
from tests.speech.web import Answer, Request, served
from tests.told import raises_telling, told

NAME = "vosk-model-small-en-us-0.15"


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def tiny_model() -> bytes:
    files = (path for path in MODEL.rglob("*") if path.is_file())
    return zipped({f"{NAME}/{path.relative_to(MODEL)}": path.read_bytes() for path in files})


def silent(_part: float, _what: Message) -> None:
    pass


class Vendor:
    """A list with a few models, and the archive of one; `cut` breaks a download off once."""

    def __init__(self) -> None:
        self.archive = tiny_model()
        self.cut: int | None = None
        self.ranges = True
        self.asked: list[Request] = []
        self.address = ""

    def entry(self, **changes: Any) -> dict[str, Any]:
        return {
            "lang": "en-us",
            "lang_text": "US English",
            "md5": hashlib.md5(self.archive).hexdigest(),
            "name": NAME,
            "obsolete": "false",
            "size": len(self.archive),
            "size_text": "40M",
            "type": "small",
            "url": f"{self.address}/{NAME}.zip",
            "version": "0.15",
            **changes,
        }

    def listed(self) -> list[dict[str, Any]]:
        return [
            self.entry(name="vosk-model-small-en-us-0.3", obsolete="true"),
            self.entry(name="vosk-model-en-us-0.22", type="big"),
            self.entry(),
            self.entry(name="vosk-model-small-de-0.15", lang="de", lang_text="German"),
        ]

    def __call__(self, request: Request) -> Answer:
        self.asked.append(request)
        if request.path.endswith(".json"):
            return Answer(json.dumps(self.listed()).encode())
        span = request.headers.get("Range")
        if span and self.ranges:
            return Answer(self.archive[int(span[6:-1]) :], 206)
        if self.cut is not None:
            cut, self.cut = self.cut, None
            return Answer(self.archive[:cut], headers={"Content-Length": str(len(self.archive))})
        return Answer(self.archive)

    def model(self) -> VoskModel:
        return choose(vosk_models(f"{self.address}/model-list.json"))


@pytest.fixture
def vendor() -> Iterator[Vendor]:
    vendor = Vendor()
    with served(vendor) as vendor.address:
        yield vendor


def test_the_list_shows_what_is_on_offer(vendor: Vendor) -> None:
    models = vosk_models(f"{vendor.address}/model-list.json")
    assert [model.name for model in models][:2] == ["vosk-model-en-us-0.22", NAME]
    model = models[1]
    assert (model.language, model.language_name, model.size_text) == ("en-us", "US English", "40M")


def test_the_small_one_is_chosen_for_a_language_and_any_by_name(vendor: Vendor) -> None:
    models = vosk_models(f"{vendor.address}/model-list.json")
    assert choose(models).name == NAME
    assert choose(models, language="de").language == "de"
    assert choose(models, "vosk-model-en-us-0.22").kind == "big"
    with raises_telling(DownloadError, r"did you mean .*vosk-model-en-us-0\.22"):
        choose(models, "vosk-model-en-us-0.21")
    with raises_telling(DownloadError, r"no small Vosk model for “xx”; there are de, en-us"):
        choose(models, language="xx")


def test_a_model_is_fetched_and_hears(vendor: Vendor, tmp_path: Path) -> None:
    told: list[float] = []
    folder = fetch(vendor.model(), tmp_path / "vosk", lambda part, _: told.append(part))
    assert folder.name == NAME
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert [path.name for path in folder.parent.iterdir()] == [NAME]
    recognizer = create(["auto"], RecognizerOptions(vosk_models=installed(folder.parent)))
    assert hear(recognizer.stream(), padded(say("yes"))).text == "yes"
    asked = len(vendor.asked)
    assert fetch(vendor.model(), folder.parent, lambda part, _: told.append(part)) == folder
    assert len(vendor.asked) == asked + 1  # the list only


@pytest.mark.parametrize("ranges", [True, False], ids=["resumes", "starts over"])
def test_a_download_that_broke_off_is_gone_on_with(
    vendor: Vendor, tmp_path: Path, ranges: bool
) -> None:
    vendor.cut, vendor.ranges = 500_000, ranges
    with raises_telling(DownloadError, r"broke off .*try again to go on"):
        fetch(vendor.model(), tmp_path, silent)
    (part,) = tmp_path.iterdir()
    kept = part.stat().st_size
    assert 0 < kept <= 500_000
    assert (fetch(vendor.model(), tmp_path, silent) / "am" / "final.mdl").is_file()
    assert vendor.asked[-1].headers["Range"] == f"bytes={kept}-"


def test_a_damaged_download_is_refused_and_removed(vendor: Vendor, tmp_path: Path) -> None:
    model = vendor.model()
    vendor.archive = vendor.archive[:-10] + bytes(10)
    with raises_telling(DownloadError, "was damaged; try again"):
        fetch(model, tmp_path, silent)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        (zipped({f"{NAME}/a": b"", "../../evil": b"x"}), r"outside its folder, “\.\./\.\./evil”"),
        (zipped({f"{NAME}/a": b"", "/etc/evil": b"x"}), "outside its folder"),
        (zipped({f"{NAME}/a": b"", "..\\evil": b"x"}), "outside its folder"),
        (zipped({f"{NAME}/a": bytes(9_000_000)}), "would fill the disk"),
        (zipped({"one/a": b"", "two/a": b""}), "does not hold one folder"),
        (b"no zip at all", "not a zip archive"),
    ],
    ids=["up", "absolute", "backslash", "bomb", "two folders", "no zip"],
)
def test_hostile_archives_are_refused_and_leave_nothing(
    vendor: Vendor, tmp_path: Path, archive: bytes, said: str
) -> None:
    vendor.archive = archive
    folder = tmp_path / "deep" / "vosk"
    with raises_telling(DownloadError, said):
        fetch(vendor.model(), folder, silent)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.suffix for path in left] == [".zip"]


def test_a_link_in_an_archive_is_refused(vendor: Vendor, tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo(f"{NAME}/am")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc")
    vendor.archive = file.getvalue()
    with raises_telling(DownloadError, "outside its folder"):
        fetch(vendor.model(), tmp_path, silent)


@pytest.mark.parametrize(
    "body",
    [b"<html>", b"{}", b"[1]", b'[{"name": "x"}]', b'["obsolete"]', b"\xff"],
)
def test_what_is_no_list_is_said(body: bytes) -> None:
    with (
        served(lambda _: Answer(body)) as address,
        raises_telling(DownloadError, "not a list"),
    ):
        vosk_models(address)


@pytest.mark.parametrize(
    "changes", [{"name": "../evil"}, {"name": ".hidden"}, {"url": "file:///etc/passwd"}]
)
def test_names_that_are_paths_are_no_list(vendor: Vendor, changes: dict[str, str]) -> None:
    body = json.dumps([vendor.entry(**changes)]).encode()
    refused = raises_telling(DownloadError, "not a list")
    with served(lambda _: Answer(body)) as address, refused:
        vosk_models(address)


def test_a_list_that_does_not_come_is_said() -> None:
    refused = raises_telling(DownloadError, "did not come")
    with served(lambda _: Answer(status=404)) as address, refused:
        vosk_models(address)
    with raises_telling(DownloadError, "did not come"):
        vosk_models("http://127.0.0.1:9/list.json")


def test_an_unwritable_folder_is_said(vendor: Vendor, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with raises_telling(DownloadError, "cannot be written"):
        fetch(vendor.model(), tmp_path / "file", silent)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("vosk-model-small-en-us-0.15", "en-us"),
        ("vosk-model-en-us-0.22-lgraph", "en-us"),
        ("vosk-model-de-0.21", "de"),
        ("vosk-model-small-pt-0.3", "pt"),
        ("vosk-model-tl-ph-generic-0.6", "tl-ph"),
        ("my-model", None),
    ],
)
def test_the_language_is_in_the_name(name: str, language: str | None) -> None:
    assert language_of(Path(name)) == language


def test_installed_models_are_found_by_language(tmp_path: Path) -> None:
    names = ("vosk-model-small-en-us-0.15", "vosk-model-en-us-0.22", "vosk-model-small-de-0.15")
    for name in (*names, "notes"):
        (tmp_path / name).mkdir()
    found = {language: path.name for language, path in installed(tmp_path).items()}
    assert found == {"en-us": "vosk-model-en-us-0.22", "de": "vosk-model-small-de-0.15"}
    assert installed(tmp_path / "gone") == {}


def test_no_connection_is_said_in_a_few_words() -> None:
    address = "http://127.0.0.1:9/model-list.json"
    with pytest.raises(DownloadError) as raised:
        vosk_models(address)
    assert told(raised.value) == (
        f"The list of models at {address} did not come: there is no connection to it."
    )
