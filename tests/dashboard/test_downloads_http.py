"""Files over HTTP: the very release and view asked for, and a sentence where there is none."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import duckdb
import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard.core import release
from dashboard.core.view import View
from dashboard.serving.downloads import maker, routes
from dashboard.serving.downloads.routes import ROUTES
from dashboard.ui import links
from dashboard.wording import words
from tests.dashboard import tiny_fixture
from tests.dashboard.conftest import RELEASE_ID, ViewOf
from tests.dashboard.release_fixture import publish, swap

_PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8-sig")


Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The routes alone, served on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=ROUTES), port=number, log_level="critical")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_until(lambda: server.started)
    yield number
    server.should_exit = True
    thread.join(_PATIENCE_SECONDS)


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def ask(port: int) -> Ask:
    """Asks for a path with parameters."""

    def asked(
        path: str, method: str = "GET", accept: str = "en", **parameters: str
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request(
            method,
            f"{path}?{urlencode(parameters)}" if parameters else path,
            headers={"Accept-Language": accept, "Accept-Encoding": "gzip"},
        )
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    return asked


@pytest.fixture
def company(home: Path) -> Path:
    """The hand-counted company, published; its release's folder."""
    return publish(home, RELEASE_ID, tiny_fixture.company(RELEASE_ID))


def names(answer: Answer) -> list[str]:
    return [line.split(",")[0] for line in answer.text.split("\r\n")[1:-1]]


def test_file_is_of_the_view(ask: Ask, company: Path) -> None:
    answer = ask("/download/prospects.csv", as_of="2026-09-30", grade="A", lang="zh")
    assert answer.status == 200
    assert names(answer) == ["恒达电子", "锦程化工"]
    assert answer.text.startswith("名称,")


def test_codes_are_called_as_the_release_calls_them(ask: Ask, company: Path) -> None:
    answer = ask("/download/prospects.csv", as_of="2026-09-30", grade="A", lang="zh")
    (first, _second) = answer.text.split("\r\n")[1:-1]
    assert {"中型", "电子"} <= set(first.split(","))


def test_headers_keep_it_from_caches_and_from_being_shown(
    ask: Ask, company: Path
) -> None:
    headers = ask("/download/prospects.csv", team="East", as_of="2026-09-30").headers
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == (
        'attachment; filename="prospects_2026-09-30_team-East.csv"'
    )
    assert headers["Content-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("team", "plain", "encoded"),
    [
        ("苏州部", "team-", "team-%E8%8B%8F%E5%B7%9E%E9%83%A8"),
        ('a/..\\b";\r\nX: 1', "team-a-..-b-X-1", None),
        ("é", "team-e", "team-%C3%A9"),
        ("x" * 300, "team-" + "x" * 35, None),
    ],
)
def test_names_of_files_are_safe(
    ask: Ask, company: Path, team: str, plain: str, encoded: str | None
) -> None:
    header = ask("/download/prospects.csv", team=team).headers["Content-Disposition"]
    expected = f'attachment; filename="prospects_2026-10-31_{plain}.csv"'
    if encoded is not None:
        expected += f"; filename*=UTF-8''prospects_2026-10-31_{encoded}.csv"
    assert header == expected


def test_workbook_and_report_have_their_types(ask: Ask, company: Path) -> None:
    workbook = ask("/download/list_by_grade.xlsx")
    assert workbook.body.startswith(b"PK")
    assert workbook.headers["Content-Type"].endswith(".sheet")
    page = ask("/report/overview.html", lang="zh")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.headers["Content-Disposition"].startswith(
        'attachment; filename="overview_2026-10-31.html"'
    )
    assert "<title>总览" in page.text


def test_links_lead_to_the_release_that_the_reader_looks_at(
    ask: Ask, home: Path, tiny_view: ViewOf
) -> None:
    with words.speaking("zh"):
        link = links.table_link(tiny_view(grade="A"), "prospects", "csv")
        report = links.report_link(tiny_view(grade="A"), "overview")
    publish(home, "newer", tiny_fixture.prospects_only("newer"))
    assert names(ask(link)) == ["恒达电子"]
    assert RELEASE_ID in ask(report).text
    assert ask(link).text.startswith("名称,")


def test_head_has_the_headers_alone(ask: Ask, company: Path) -> None:
    answer = ask("/download/prospects.csv", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert "prospects_2026-10-31.csv" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_but_reading_is_allowed(ask: Ask, company: Path, method: str) -> None:
    assert ask("/download/prospects.csv", method=method).status == 405


@pytest.mark.parametrize(
    "path",
    [
        "/download/nothing.csv",
        "/download/prospects.exe",
        "/download/prospects",
        "/download/",
        "/download/a/prospects.csv",
        "/download/..%2F..%2Fcurrent.csv",
        "/report/nothing.html",
        "/report/overview.csv",
    ],
)
def test_unknown_file_is_a_sentence(ask: Ask, company: Path, path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert answer.text.startswith("There is no such ")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "release_id", ["gone", "../x", "..", "/etc", "a/b", "x\0", "*"]
)
def test_release_that_is_not_there_is_a_sentence(
    ask: Ask, company: Path, release_id: str
) -> None:
    answer = ask("/download/prospects.csv", release=release_id)
    assert answer.status == 410
    assert answer.text.startswith("This release has been deleted")


def test_release_outside_the_home_is_not_read(
    ask: Ask, company: Path, home: Path
) -> None:
    shutil.copytree(company, home / "elsewhere")
    assert ask("/download/prospects.csv", release="../elsewhere").status == 410


def test_sentences_speak_the_language_asked_for_else_the_browsers(
    ask: Ask, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[str] = []

    def heard(sentence: str) -> str:
        spoken.append(words.language())
        return sentence

    monkeypatch.setattr("dashboard.serving.downloads.routes._", heard)
    ask("/download/nothing.csv", lang="zh")
    ask("/download/nothing.csv", lang="xx", accept="zh-CN,zh;q=0.9")
    ask("/download/nothing.csv", accept="fr")
    assert spoken == ["zh", "zh", "en"]


def test_no_release_yet_is_a_sentence(ask: Ask, home: Path) -> None:
    answer = ask("/download/prospects.csv")
    assert answer.status == 404
    assert answer.text == "There is no release yet, so there is no file."


def test_faults_are_logged_and_no_traceback_is_sent(
    ask: Ask, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    publish(home, "r", tiny_fixture.company("r"), left_out=["dim_reps"])
    answer = ask("/download/prospects.csv")
    assert answer.status == 500
    assert answer.text == "The file could not be made. The server's log says why."
    assert "dim_reps" in caplog.text
    assert "/download/prospects.csv could not be made" in caplog.text


def test_file_that_breaks_off_does_not_look_whole(
    ask: Ask, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_view: View, _name: str) -> Iterator[bytes]:
        yield b"Name\r\n"
        raise OSError(28, "No space left on device")

    kind = routes.FORMATS["csv"]
    monkeypatch.setitem(routes.FORMATS, "csv", replace(kind, pieces=broken))
    with pytest.raises(http.client.IncompleteRead):
        ask("/download/prospects.csv")


def test_unreadable_release_is_a_sentence(ask: Ask, home: Path) -> None:
    (home / "releases" / "r").mkdir(parents=True)
    (home / "releases" / "r" / "release.duckdb").write_bytes(b"no database")
    swap(home, "r")
    answer = ask("/download/prospects.csv")
    assert (answer.status, "Publish it again" in answer.text) == (500, True)


@pytest.fixture
def large(home: Path) -> Path:
    """The company with 200,000 prospects, published; its database."""
    folder = publish(home, "large", tiny_fixture.company("large"))
    with duckdb.connect(folder / "release.duckdb") as connection:
        connection.execute(
            "insert into marts.dim_prospect_versions by name"
            " select 'X' || i as prospect_id, repeat('name ', 20) as name,"
            " 'C' as declared_grade, date '2026-10-31' as valid_from"
            " from range(200_000) as numbers(i)"
        )
    return folder / "release.duckdb"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_reader_who_leaves_lets_the_release_go(
    ask: Ask, home: Path, port: int, large: Path, ending: str
) -> None:
    reader = socket.create_connection(("127.0.0.1", port))
    reader.sendall(
        f"GET /download/prospects.{ending} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    )
    wait_until(lambda: large in release.open_paths())
    publish(home, "newer", tiny_fixture.company("newer"))
    assert ask("/download/releases.csv").status == 200
    assert large in release.open_paths()
    reader.close()

    def is_let_go() -> bool:
        # Whoever opens a release next closes what nobody reads any more.
        ask("/download/releases.csv")
        return large not in release.open_paths()

    wait_until(is_let_go)
    assert ask("/download/releases.xlsx").status == 200


@pytest.fixture
def stopped_maker(ask: Ask, company: Path) -> Iterator[subprocess.Popen[str]]:
    """The process that makes files, stopped."""
    assert ask("/download/releases.xlsx").status == 200
    process = maker._process
    assert process
    process.send_signal(signal.SIGSTOP)
    yield process
    process.send_signal(signal.SIGCONT)


def are_waiting(count: int) -> bool:
    told = maker._turn.statistics()
    return told.borrowed_tokens == 1 and told.tasks_waiting == count


def test_a_process_that_ends_is_a_sentence_and_the_next_one_works(
    ask: Ask, stopped_maker: subprocess.Popen[str]
) -> None:
    with ThreadPoolExecutor() as readers:
        answer = readers.submit(ask, "/report/overview.html")
        wait_until(lambda: are_waiting(0))
        assert ask("/download/prospects.csv").status == 200
        stopped_maker.kill()
        told = answer.result()
    assert told.status == 500
    assert told.text == (
        "The file could not be made: the process that makes files ended. Please try"
        " again."
    )
    assert ask("/report/overview.html").status == 200


def test_few_files_wait_for_their_turn(
    ask: Ask,
    stopped_maker: subprocess.Popen[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(maker, "_MOST_WAITING", 2)
    with ThreadPoolExecutor() as readers:
        answers = [readers.submit(ask, "/download/releases.xlsx") for _each in range(3)]
        wait_until(lambda: are_waiting(2))
        told = ask("/download/releases.xlsx")
        stopped_maker.send_signal(signal.SIGCONT)
        assert {each.result().status for each in answers} == {200}
    assert told.status == 503
    assert told.text == "Many files are being made. Please try again in a minute."


def test_a_fault_in_the_making_is_a_sentence(ask: Ask, home: Path) -> None:
    publish(home, "r", tiny_fixture.company("r"), left_out=["dim_reps"])
    answer = ask("/download/prospects.xlsx")
    assert answer.status == 500
    assert answer.text == "The file could not be made. The server's log says why."


def test_nothing_is_left_of_a_file_that_was_sent(
    ask: Ask, company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    assert ask("/download/prospects.xlsx").body.startswith(b"PK")
    wait_until(lambda: not list(folder.iterdir()))


def test_release_deleted_under_a_download_is_read_to_its_end(
    ask: Ask, home: Path, tiny_view: ViewOf
) -> None:
    # The page that shows the link holds the release open.
    link = links.table_link(tiny_view(), "prospects", "csv")
    book = links.table_link(tiny_view(), "prospects", "xlsx")
    shutil.rmtree(home / "releases" / RELEASE_ID)
    assert len(names(ask(link))) == 4
    assert ask(book).body.startswith(b"PK")


def test_links_are_paths_under_the_servers_own(tiny_view: ViewOf) -> None:
    link = urlsplit(links.table_link(tiny_view(team="a&b=c"), "prospects", "xlsx"))
    assert link.path == "/download/prospects.xlsx"
    assert link.query == f"team=a%26b%3Dc&lang=en&release={RELEASE_ID}"
