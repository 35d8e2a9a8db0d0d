"""`send`: only with --yes, never twice, nothing that may not go out; against a real SMTP server on this machine."""

import email
import email.policy
import json
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from command_line import MEETING_DAY, REGISTER, Said, call, make_workspace
from documents import retype

PASSWORD = "HMIC_TRACKER_MAIL_PASSWORD"
PUBLIC = "jac_report 2022-03-31 public.eml"
COUNT = 10


class Post:
    """Keeps what it is given; refuses the recipients and the words that a test names."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.refuses: tuple[str, ...] = ()
        self.stops_after = COUNT

    async def handle_RCPT(self, server: Any, session: Any, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refuses:
            return "550 5.1.1 nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        if len(self.received) >= self.stops_after:
            return "452 4.3.1 the disk is full"
        self.received.append(envelope)
        return "250 taken"


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def post() -> Post:
    return Post()


def serve(post: Post, authority: trustme.CA | None = None, **options: Any) -> Controller:
    context = None
    if authority is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert("localhost").configure_cert(context)
    return Controller(post, hostname="localhost", port=free_port(), tls_context=context, **options)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = make_workspace(tmp_path_factory.mktemp("send") / "workspace")
    assert call("draft", "--workspace", workspace, "--as-at", MEETING_DAY).code == 0
    return workspace


@pytest.fixture
def workspace(drafted: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(drafted, tmp_path / "workspace"))


def configure(workspace: Path, port: int, *more: str, starttls: bool = False) -> None:
    lines = ["[mail]", 'server = "localhost"', f"port = {port}", f"starttls = {str(starttls).lower()}"]
    lines += [*(more or ('from = "hmic@westmarch.example"',))]
    (workspace / "hmic-tracker.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def server(post: Post, workspace: Path) -> Iterator[Controller]:
    running = serve(post)
    running.start()
    configure(workspace, running.port)
    yield running
    running.stop()


def send(workspace: Path, *words: object) -> Said:
    return call("send", "--workspace", workspace, *words)


def states(said: Said) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in said.json["emails"]:
        found[one["state"]] = found.get(one["state"], 0) + 1
    return found


def test_without_yes_it_lists_what_would_go_to_whom_and_sends_nothing(workspace: Path, post: Post, server: Any) -> None:
    said = send(workspace)
    assert said.code == 0
    assert said.out.splitlines()[0] == f"{PUBLIC} to committee@westmarch.example: would be sent."
    assert len(said.out.splitlines()) == COUNT
    assert "add --yes" in said.err
    assert post.received == []
    assert not (workspace / ".hmic" / "sent.jsonl").exists()


def test_with_yes_each_goes_to_whom_it_is_addressed_and_is_a_draft_no_more(
    workspace: Path, post: Post, server: Any
) -> None:
    said = send(workspace, "--yes")
    assert said.code == 0, said.err
    assert "10 emails sent." in said.err
    assert post.received[0].rcpt_tos == ["committee@westmarch.example"]
    assert ["owen.castell@westmarch.example"] in [one.rcpt_tos for one in post.received]
    content = post.received[0].content
    assert isinstance(content, bytes)
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert (message["From"], message["X-Unsent"], message["X-Hmic-Tracker"]) == ("hmic@westmarch.example", None, None)
    assert message["Date"] and message["Message-ID"].endswith("@westmarch.example>")
    assert [part.get_filename() for part in message.iter_attachments()] == ["jac_report 2022-03-31 public.docx"]


def test_a_repeat_sends_nothing_twice_unless_it_is_told_to(workspace: Path, post: Post, server: Any) -> None:
    send(workspace, "--yes")
    said = send(workspace, "--yes", "--json")
    assert (said.code, states(said)) == (0, {"sent before": COUNT})
    assert len(post.received) == COUNT
    post.stops_after = 2 * COUNT
    assert states(send(workspace, "--yes", "--again", "--json")) == {"sent": COUNT}


def test_a_draft_that_was_written_anew_with_the_same_words_is_not_sent_again(
    workspace: Path, post: Post, server: Any
) -> None:
    send(workspace, "--yes")
    call("draft", "--workspace", workspace, "--as-at", MEETING_DAY, "--only", "digests")
    assert states(send(workspace, "--yes", "--json")) == {"sent before": COUNT}


def test_a_name_with_a_line_separator_in_it_is_remembered_too(workspace: Path, post: Post, server: Any) -> None:
    path = sorted((workspace / "out" / "drafts").glob("digest *.eml"))[0]
    path.rename(path.with_name("digest of\u2028today.eml"))
    assert states(send(workspace, "--yes", "--json")) == {"sent": COUNT}
    assert states(send(workspace, "--yes", "--json")) == {"sent before": COUNT}
    assert len(post.received) == COUNT


def test_one_that_broke_off_while_it_was_handed_over_is_not_sent_again_by_itself(
    workspace: Path, post: Post, server: Any
) -> None:
    send(workspace, "--yes")
    record = workspace / ".hmic" / "sent.jsonl"
    lines = record.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["what"] for line in lines[:2]] == ["begun", "sent"]
    # As if the program had been killed after the server took it.
    record.write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:20], encoding="utf-8")
    said = send(workspace, "--yes", "--json")
    assert (said.code, states(said)) == (3, {"sent before": COUNT - 1, "may have been sent": 1})
    assert len(post.received) == COUNT


def test_a_recipient_whom_the_server_refuses_stops_no_other(workspace: Path, post: Post, server: Any) -> None:
    post.refuses = ("owen.castell@westmarch.example",)
    said = send(workspace, "--yes")
    assert said.code == 5
    assert (
        "The server refused every recipient: owen.castell@westmarch.example (550 5.1.1 nobody of that name here)."
        in said.err
    )
    assert len(post.received) == COUNT - 1
    post.refuses = ()
    assert states(send(workspace, "--yes", "--json")) == {"sent": 1, "sent before": COUNT - 1}


def test_a_server_that_runs_full_says_so_and_the_rest_goes_the_next_time(
    workspace: Path, post: Post, server: Any
) -> None:
    post.stops_after = 4
    said = send(workspace, "--yes")
    assert said.code == 5 and "452 4.3.1 the disk is full" in said.err
    post.stops_after = COUNT
    assert states(send(workspace, "--yes", "--json")) == {"sent": COUNT - 4, "sent before": 4}


def test_no_server_configured_or_none_that_answers(workspace: Path) -> None:
    said = send(workspace, "--yes")
    assert (said.code, said.out) == (3, "")
    assert "server in [mail] of hmic-tracker.toml is blank" in said.err
    configure(workspace, free_port())
    said = send(workspace, "--yes")
    assert said.code == 3 and "does not answer" in said.err and "Traceback" not in said.err
    configure(workspace, 25, 'from = "nobody"')
    assert "from in [mail] is no address" in send(workspace, "--yes").err
    assert not (workspace / ".hmic" / "sent.jsonl").exists()


def test_encryption_is_asked_for_and_nothing_goes_without_it(workspace: Path, post: Post, server: Any) -> None:
    configure(workspace, server.port, starttls=True)
    said = send(workspace, "--yes")
    assert said.code == 3 and "offers no encryption (STARTTLS)" in said.err
    assert post.received == []


@pytest.fixture
def encrypted(post: Post, authority: trustme.CA, workspace: Path) -> Iterator[Controller]:
    def admit(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        # Not handled: the server itself then answers with 535.
        return AuthResult(success=data.login == b"hmic" and data.password == b"cockle-1897", handled=False)

    running = serve(post, authority, require_starttls=True, auth_required=True, authenticator=admit)
    running.start()
    configure(workspace, running.port, 'from = "hmic@westmarch.example"', 'user = "hmic"', starttls=True)
    yield running
    running.stop()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def test_a_certificate_that_nobody_here_trusts_stops_it(
    workspace: Path, post: Post, encrypted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "cockle-1897")
    said = send(workspace, "--yes")
    assert said.code == 3 and "is not trusted here" in said.err
    assert post.received == []


def test_with_encryption_and_the_right_password_it_goes(
    workspace: Path, post: Post, encrypted: Any, trusted: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "cockle-1897")
    said = send(workspace, "--yes")
    assert said.code == 0, said.err
    assert len(post.received) == COUNT
    assert "cockle-1897" not in (workspace / ".hmic" / "sent.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(("password", "says"), [
    ("whelk-1897", "did not accept hmic with the password given"),
    ("", "did not take it: 530"),
])  # fmt: skip
def test_a_wrong_password_or_none_is_said_and_never_shown(
    workspace: Path,
    post: Post,
    encrypted: Any,
    trusted: None,
    monkeypatch: pytest.MonkeyPatch,
    password: str,
    says: str,
) -> None:
    monkeypatch.setenv(PASSWORD, password)
    said = send(workspace, "--yes")
    assert said.code == 3 and says in said.err
    assert not password or password not in said.everything
    assert post.received == []


def test_a_password_never_goes_over_an_open_line(
    workspace: Path, post: Post, server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "cockle-1897")
    said = send(workspace, "--yes")
    assert said.code == 3 and "it would go over the network for anybody to read" in said.err


def test_a_public_paper_that_still_names_somebody_is_not_sent(workspace: Path, post: Post, server: Any) -> None:
    path = workspace / "out" / "drafts" / PUBLIC
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP)
    (part,) = message.iter_attachments()
    paper = workspace / "named.docx"
    paper.write_bytes(part.get_content())
    retype(paper, "Head of protecting vulnerable people", "Det Supt Owen Castell")
    part.set_content(paper.read_bytes(), maintype="application", subtype="octet-stream",
                     filename=PUBLIC.replace(".eml", ".docx"))  # fmt: skip
    path.write_bytes(message.as_bytes())
    said = send(workspace, "--yes")
    assert said.code == 5
    assert "still holds Det Supt Owen Castell, which the public may not read" in said.err
    assert len(post.received) == COUNT - 1


@pytest.mark.parametrize("content", ["named", "damaged"])
def test_a_public_workbook_that_names_somebody_or_is_none_is_not_sent(
    workspace: Path, post: Post, server: Any, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hmic_tracker.figures.appendix.MOST_ROWS", 3)
    (workspace / "out" / PUBLIC).with_suffix(".docx").unlink()
    assert call("draft", "--workspace", workspace, "--as-at", MEETING_DAY, "--only", "covering").code == 0
    path = workspace / "out" / "drafts" / PUBLIC
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP)
    message.replace_header("To", "committee@westmarch.example")
    _, part = message.iter_attachments()
    workbook = workspace / "named.xlsx"
    workbook.write_bytes(part.get_content())
    retype(workbook, "Head of protecting vulnerable people", "Det Supt Owen Castell")
    changed = workbook.read_bytes() if content == "named" else b"no workbook"
    part.set_content(changed, maintype="application", subtype="octet-stream", filename=part.get_filename())
    path.write_bytes(message.as_bytes())
    said = send(workspace, "--yes")
    assert said.code == 5
    named = "public appendix.xlsx still holds Det Supt Owen Castell" if content == "named" else "is no workbook"
    assert named in said.err
    assert len(post.received) == COUNT - 1


def test_what_is_marked_above_the_limit_or_goes_to_nobody_is_not_sent(workspace: Path, post: Post, server: Any) -> None:
    call("draft", "--workspace", workspace, "--as-at", MEETING_DAY, "--only", "covering")
    said = send(workspace)
    assert f"{PUBLIC} to nobody: not sent. It is addressed to nobody" in said.err
    other = workspace / "out" / "drafts" / "mine.eml"
    other.write_bytes(b"To: a@w.test\r\nSubject: OFFICIAL-SENSITIVE: secret\r\n\r\nhello\r\n")
    odd = workspace / "out" / "drafts" / "odd.eml"
    odd.write_bytes(b"\x00\x01")
    assert "odd.eml to nobody: not sent." in send(workspace).err
    from hmic_tracker.register.reading import open_register

    assert open_register(workspace / REGISTER).settings.email_marking_limit == "OFFICIAL-SENSITIVE"
    assert "mine.eml to a@w.test: would be sent." in send(workspace).out


def test_with_nothing_drafted_there_is_nothing_to_send(tmp_path: Path) -> None:
    said = send(make_workspace(tmp_path / "w"))
    assert (said.code, said.out) == (0, "")
