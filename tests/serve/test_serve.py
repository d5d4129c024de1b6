"""`renja serve`, over real connections on this machine and by its OpenAPI description."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from selenium.webdriver import Keys
from selenium.webdriver.support.ui import WebDriverWait

from extractor import Renja, extract, limits
from extractor.batch.meter import descendants
from extractor.batch.pool import Bounds
from extractor.plan.schema import schema_text
from extractor.serve.app import Settings, application
from samples.offices import dinas
from samples.word import docx
from tests.browser import browser, console, needs_browser
from tests.command import renja as command
from tests.reading.pdf.making import encrypted
from tests.tricks import HTML, PATHS, TRICKED, with_tricks

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "samples" / "documents" / "provinsi-2019.docx"
TOKEN = "a-token-of-many-characters"
LOCAL = "http://127.0.0.1"


@dataclass(frozen=True, slots=True)
class Server:
    process: subprocess.Popen[str]
    port: int
    temporary: Path

    @property
    def memory(self) -> int:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) * 1024

    @property
    def open_files(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    @property
    def kept(self) -> list[Path]:
        return [path for folder in self.temporary.glob("renja-serve-*") for path in folder.iterdir()]


@contextmanager
def serving(temporary: Path, **environment: str) -> Iterator[Server]:
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", "from extractor.cli import main; main()", "serve", "--port", "0", "--workers", "2"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary), "LC_ALL": "C.UTF-8", **environment},
    )
    try:
        assert process.stderr
        first = process.stderr.readline()
        assert first.startswith("http://127.0.0.1:"), first
        yield Server(process, int(first.split("/")[2].split(":")[1]), temporary)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("serve") / "tmp") as running:
        yield running


def form(data: bytes, name: str = "renja.docx", field: str = "file") -> tuple[bytes, dict[str, str]]:
    quoted = name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = f'--line\r\nContent-Disposition: form-data; name="{field}"; filename="{quoted}"\r\n\r\n'.encode()
    return head + data + b"\r\n--line--\r\n", {"Content-Type": "multipart/form-data; boundary=line"}


def ask(port: int, path: str, body: bytes = b"", headers: dict[str, str] | None = None, method: str = "POST") -> Any:
    """Return status, headers and body of one request over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    finally:
        connection.close()


def too_large(port: int) -> Any:
    """Return the answer to an upload that says it is too large and sends only its beginning."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.putrequest("POST", "/extract")
        connection.putheader("Content-Type", "multipart/form-data; boundary=line")
        connection.putheader("Content-Length", str(limits.SERVE_FILE_BYTES + (1 << 20)))
        connection.endheaders()
        connection.send(form(b"0" * 10_000)[0][:9000])
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    finally:
        connection.close()


# --- answers


def test_a_document_becomes_the_same_json_as_at_the_command_line(server: Server) -> None:
    status, headers, body = ask(server.port, "/extract", *form(DOCUMENT.read_bytes(), DOCUMENT.name))
    assert (status, headers["content-type"]) == (200, "application/json")
    assert Renja.from_json(body) == extract(DOCUMENT)
    assert server.kept == []


def test_the_other_addresses(server: Server) -> None:
    status, _, body = ask(server.port, "/schema", method="GET")
    assert (status, body.decode()) == (200, schema_text())
    status, headers, body = ask(server.port, "/", method="GET")
    assert status == 200
    assert "unsafe" not in headers["content-security-policy"]
    assert b"http" not in body.split(b"<script>")[1].replace(b"http-equiv", b"")
    status, headers, body = ask(server.port, "/review?lang=id", *form(DOCUMENT.read_bytes(), DOCUMENT.name))
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert body.startswith(b'<!DOCTYPE html>\n<html lang="id">')


@pytest.mark.parametrize(
    ("path", "body", "headers", "method", "status", "code"),
    [
        ("/extract", *form(b"%PDF-1.4 no more", "a.pdf"), "POST", 422, "unreadable"),
        ("/extract", *form(b"\x89PNG\r\n\x1a\n" + b"0" * 99, "a.png"), "POST", 415, "not-supported"),
        ("/extract", *form(b"", "a.docx"), "POST", 422, "unreadable"),
        ("/extract", *form(b"x", "a.docx", field="other"), "POST", 422, "no-file"),
        ("/extract", b"x", {}, "POST", 422, "no-file"),
        ("/extract", b"x", {"Content-Type": "multipart/form-data"}, "POST", 422, "no-file"),
        ("/extract?lang=xx", *form(b"x"), "POST", 422, "usage"),
        ("/extract", b"", {}, "GET", 405, "wrong-method"),
        ("/nowhere", b"", {}, "GET", 404, "not-found"),
        ("/docs", b"", {}, "GET", 404, "not-found"),
        ("/", b"", {"Host": "evil.example"}, "GET", 421, "wrong-host"),
        ("/extract", *form(b"x"), "POST", 422, "unreadable"),
    ],
)
def test_errors_are_json_in_the_house_style(
    server: Server, path: str, body: bytes, headers: dict[str, str], method: str, status: int, code: str
) -> None:
    found, said, text = ask(server.port, path, body, headers, method)
    told = json.loads(text)
    assert (found, told["code"]) == (status, code)
    assert told["message"].endswith((".", "extract"))
    assert said["x-content-type-options"] == "nosniff"
    assert server.kept == []


def test_errors_speak_both_languages(server: Server) -> None:
    bad = form(b"%PDF-1.4 no more", "a.pdf")
    told = {lang: json.loads(ask(server.port, f"/extract?lang={lang}", *bad)[2])["message"] for lang in ("id", "en")}
    assert "rusak" in told["id"]
    assert "damaged" in told["en"]


def test_200_requests_in_parallel_leave_nothing_behind(server: Server) -> None:
    good, bad = form(DOCUMENT.read_bytes(), DOCUMENT.name), form(b"%PDF-1.4 no more", "a.pdf")
    right = json.loads(extract(DOCUMENT).to_json())

    def one(number: int) -> tuple[str, int, bool]:
        kind = ("good", "bad", "large")[number % 3]
        while True:
            if kind == "large":
                status, headers, body = too_large(server.port)
            else:
                status, headers, body = ask(server.port, "/extract", *(good if kind == "good" else bad))
            told = json.loads(body)
            if status != 503:
                break
            assert told["code"] == "busy"
            time.sleep(float(headers["retry-after"]) / 4)
        return kind, status, told == right if kind == "good" else bool(told["message"])

    with ThreadPoolExecutor(8) as few:
        list(few.map(one, range(24)))
    memory, files, processes = server.memory, server.open_files, len(descendants(server.process.pid))
    with ThreadPoolExecutor(200) as many:
        answers = Counter(many.map(one, range(200)))
    assert answers == {("good", 200, True): 67, ("bad", 422, True): 67, ("large", 413, True): 66}
    assert server.kept == []
    assert len(descendants(server.process.pid)) == processes <= 4
    deadline = time.monotonic() + 20
    while server.open_files > files and time.monotonic() < deadline:
        time.sleep(0.2)
    assert server.open_files <= files
    assert server.memory - memory < 24 * 2**20


def test_the_end_of_the_server_is_the_end_of_all_it_started(tmp_path: Path) -> None:
    with serving(tmp_path / "tmp") as running:
        assert ask(running.port, "/extract", *form(DOCUMENT.read_bytes(), DOCUMENT.name))[0] == 200
        started = descendants(running.process.pid)
        assert len(started) >= 2
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in started) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
    assert list((tmp_path / "tmp").iterdir()) == []


# --- who may ask


def test_a_token_is_asked_for(tmp_path: Path) -> None:
    with serving(tmp_path / "tmp", RENJA_TOKEN=TOKEN) as running:
        upload, kind = form(DOCUMENT.read_bytes(), DOCUMENT.name)
        for given in ("", f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer ünsinn".encode().decode("latin-1")):
            status, headers, body = ask(running.port, "/extract", upload, {**kind, "Authorization": given})
            assert (status, json.loads(body)["code"]) == (401, "no-token")
            assert headers["www-authenticate"] == "Bearer"
        right = {"Authorization": f"Bearer {TOKEN}"}
        assert ask(running.port, "/extract", upload, {**kind, **right, "Host": "plans.example"})[0] == 200
        assert ask(running.port, "/", method="GET")[0] == 200
        assert ask(running.port, "/openapi.json", method="GET")[0] == 401


@pytest.mark.parametrize("token", ["", "short"])
def test_no_start_without_a_token_where_others_can_reach_it(token: str) -> None:
    done = command("serve", "--host", "0.0.0.0", "--port", "0", RENJA_TOKEN=token)
    assert done.returncode == 1
    assert "RENJA_TOKEN" in done.stderr


def test_pages_of_other_sites_are_refused(server: Server) -> None:
    upload, kind = form(DOCUMENT.read_bytes())
    for origin in ("http://evil.example", "null", f"{LOCAL}:1"):
        status, _, body = ask(server.port, "/extract", upload, {**kind, "Origin": origin})
        assert (status, json.loads(body)["code"]) == (403, "wrong-origin")
    own = {**kind, "Origin": f"{LOCAL}:{server.port}"}
    assert ask(server.port, "/extract", upload, own)[0] == 200


def test_an_address_in_use_is_told(server: Server) -> None:
    done = command("serve", "--port", str(server.port))
    assert done.returncode == 1
    assert "--port" in done.stderr


# --- locked documents

PASSWORD = 'kata "sandi" é'


def with_password(data: bytes, password: str) -> tuple[bytes, dict[str, str]]:
    body, headers = form(data, "kunci.pdf")
    field = f'--line\r\nContent-Disposition: form-data; name="password"\r\n\r\n{password}\r\n'
    return field.encode() + body, headers


@pytest.mark.parametrize("path", ["/extract", "/review"])
def test_a_locked_pdf_opens_with_its_password_only(server: Server, path: str) -> None:
    data = encrypted(PASSWORD)
    assert ask(server.port, path, *with_password(data, PASSWORD))[0] == 200
    for sent, says in ((form(data), "locked"), (with_password(data, "salah"), "does not open")):
        status, _, body = ask(server.port, path, *sent)
        told = json.loads(body)
        assert (status, told["code"]) == (422, "locked")
        assert says in told["message"]
        assert "“password”" in told["message"]
    assert server.kept == []


def test_a_password_is_in_no_file() -> None:
    with running(Settings(workers=1, function="tests.serve.doubles:look")) as port:
        _, _, body = ask(port, "/extract", *with_password(b"%PDF-", "rahasia-12345"))
    assert json.loads(body)["message"] == "2 files, []"


@needs_browser
def test_the_page_asks_for_the_password_of_a_locked_pdf(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "kunci.pdf"
    file.write_bytes(encrypted(PASSWORD))
    with browser(tmp_path / "chrome") as driver:
        driver.get(f"{LOCAL}:{server.port}/")
        wrong, password = driver.find_element("id", "wrong"), driver.find_element("id", "password")
        assert not password.is_displayed()
        driver.find_element("id", "file").send_keys(str(file))
        WebDriverWait(driver, 30).until(lambda _: wrong.text)
        assert driver.switch_to.active_element.get_attribute("id") == "password"
        password.send_keys("salah" + Keys.ENTER)
        WebDriverWait(driver, 30).until(lambda _: "is wrong" in wrong.text)
        password.send_keys(PASSWORD + Keys.ENTER)
        WebDriverWait(driver, 30).until(lambda _: driver.find_elements("id", "panel"))
        assert "kunci.pdf" in driver.find_element("id", "sub").text


# --- bounds


@contextmanager
def running(setup: Settings) -> Iterator[int]:
    """Yield the port of a server in this process."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(application(setup), log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(30)


def test_a_full_server_says_when_to_come_again() -> None:
    with running(Settings(places=0, language="id")) as port:
        status, headers, body = ask(port, "/extract", *form(b"a"))
    assert status == 503
    assert headers["retry-after"] == str(limits.SERVE_RETRY_SECONDS)
    assert "penuh" in json.loads(body)["message"]


def test_an_upload_that_does_not_say_how_large_it_is_ends_at_the_bound() -> None:
    def long() -> Iterator[bytes]:
        yield form(b"")[0][:80]
        for _ in range(100):
            yield b"0" * 100_000

    with running(Settings(file_bytes=1_000_000)) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {**form(b"")[1], "Transfer-Encoding": "chunked"}
        connection.request("POST", "/extract", long(), headers, encode_chunked=True)
        assert json.loads(connection.getresponse().read())["code"] == "too-large"
        connection.close()
        assert json.loads(ask(port, "/extract", *form(b"a" * 1_000_001))[2])["code"] == "too-large"


@pytest.mark.parametrize(
    ("double", "bounds", "status", "code"),
    [
        ("hang", Bounds(seconds=0.5, seconds_per_mb=0, seconds_most=0.5), 504, "timeout"),
        ("die", Bounds(), 500, "crashed"),
    ],
)
def test_what_hangs_or_kills_a_worker_costs_one_request(double: str, bounds: Bounds, status: int, code: str) -> None:
    with running(Settings(workers=1, bounds=bounds, function=f"tests.serve.doubles:{double}")) as port:
        for _ in range(2):
            found, _, body = ask(port, "/extract", *form(b"a"))
            assert (found, json.loads(body)["code"]) == (status, code)


def test_a_sender_who_stops_or_goes_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SERVE_UPLOAD_SECONDS", 0.5)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    body, headers = form(b"0" * 10_000)
    with running(Settings(language="id")) as port:
        for goes in (True, False):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.putrequest("POST", "/extract")
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                connection.putheader(name, value)
            connection.endheaders()
            connection.send(body[:5000])
            if not goes:
                response = connection.getresponse()
                assert (response.status, json.loads(response.read())["code"]) == (408, "too-slow")
            connection.close()
        deadline = time.monotonic() + 10
        while list(tmp_path.glob("renja-serve-*/*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert list(tmp_path.glob("renja-serve-*/*")) == []
    assert list(tmp_path.iterdir()) == []


# --- by its description


@pytest.mark.parametrize("wanted", ["POST /extract", "POST /review", "GET /schema", "GET /"])
def test_the_server_is_as_it_describes_itself(server: Server, wanted: str) -> None:
    described = schemathesis.openapi.from_url(f"{LOCAL}:{server.port}/openapi.json")
    operations = [result.ok() for result in described.get_all_operations() if isinstance(result, Ok)]
    (operation,) = [each for each in operations if f"{each.method.upper()} {each.path}" == wanted]
    assert len(operations) == 4

    @given(operation.as_strategy(GenerationMode.POSITIVE) | operation.as_strategy(GenerationMode.NEGATIVE))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def called(case: schemathesis.Case[Any]) -> None:
        # Not all bytes are a document, and whatever a form sends is bytes.
        case.call_and_validate(excluded_checks=[positive_data_acceptance, negative_data_rejection])

    called()


# --- documents and names that try to be more


@pytest.mark.parametrize("name", [*HTML, *PATHS])
def test_names_are_only_shown(server: Server, name: str) -> None:
    status, headers, body = ask(server.port, "/extract", *form(b"\x89PNG\r\n\x1a\n", name))
    assert headers["content-type"] == "application/json"
    assert status in (415, 422)
    assert json.loads(body)["message"]
    assert server.kept == []


@needs_browser
def test_a_document_dropped_on_the_page_ends_in_its_review(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "<img src=x onerror=document.title='tricked'>.docx"
    file.write_bytes(with_tricks(docx(dinas.description())))
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 no more")
    with browser(tmp_path / "chrome") as driver:
        driver.get(f"{LOCAL}:{server.port}/")
        for _ in range(2):
            # The same file once more, mended meanwhile or not, is sent once more.
            driver.execute_script("document.getElementById('wrong').textContent = ''")
            driver.find_element("id", "file").send_keys(str(bad))
            WebDriverWait(driver, 30).until(lambda _: driver.find_element("id", "wrong").text)
        assert "damaged" in driver.find_element("id", "wrong").text
        assert [message for message in console(driver) if "422" not in message] == []
        driver.find_element("id", "file").send_keys(str(file))
        WebDriverWait(driver, 30).until(lambda _: driver.find_elements("id", "panel"))
        driver.find_element("css selector", "#panel .value").click()
        driver.find_element("id", "confirm").click()
        assert "(1)" in driver.find_element("id", "save").text
        assert driver.title != TRICKED
        assert console(driver) == []
