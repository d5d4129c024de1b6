"""Usage errors and the frame of help in the person's language; the library that parses the command line has English."""

from __future__ import annotations

import difflib
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from extractor.messages import Language, Message

if TYPE_CHECKING:
    import click

_HELP: Final = "Tampilkan bantuan ini."
_OPTIONS: Final = "[PILIHAN]"
_SUBCOMMANDS: Final = "PERINTAH [ARGUMEN]..."
_PANELS: Final = {
    "ARGUMENTS_PANEL_TITLE": "Argumen",
    "OPTIONS_PANEL_TITLE": "Pilihan",
    "COMMANDS_PANEL_TITLE": "Perintah",
    "REQUIRED_LONG_STRING": "[wajib]",
    "DEFAULT_STRING": "[bawaan: {}]",
}
_NO_BRACES: Final = str.maketrans("", "", "{}")
"""Newer versions of the library put what a command needs in braces, which stand for choices elsewhere."""
# The errors' fields differ between versions of the library, their sentences do not.
_CHOICES = re.compile(r"(?s)(?:Value error, )?'(?P<given>.*)' is not one of (?P<choices>.*?)\.?")
_OUTSIDE = re.compile(r".*(?P<side>less|greater) than or equal to (?P<bound>\S+)", re.DOTALL)
_UNREADABLE = re.compile(r"[Pp]ath ['\"](?P<given>.*)['\"] is not readable\.?", re.DOTALL)
_NO_COMMAND = re.compile(r"No such command ['\"](?P<given>.*?)['\"]\..*", re.DOTALL)
_TOO_MANY = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<given>.*)\)", re.DOTALL)
_NO_VALUE = re.compile(r"Option ['\"](?P<given>.*?)['\"] requires (?:an argument|\d+ arguments)\.", re.DOTALL)


def usage_text(error: click.UsageError, language: Language) -> str:
    """Return how a command is written, what is wrong, and where its help is; nothing where the help was the answer."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return ""
    context = error.ctx
    path = context.command_path if context else "renja"
    see = Message(id=f"Lihat: {path} --help", en=f"See: {path} --help")
    usage = f"{context.get_usage()}\n" if context else ""
    return f"{usage}{path}: {_wrong(error).text(language)} {see.text(language)}"


def _wrong(error: click.UsageError) -> Message:
    """Return the error's own sentence; in English too where it is of a kind that is not known here."""
    kind, text = type(error).__name__, error.message
    given: Any = error
    if kind == "NoSuchOption":
        return _unknown("pilihan", "option", given.option_name, given.possibilities or ())
    if kind == "MissingParameter" and given.param is not None:
        name = _name(given.param)
        return Message(f"{name} belum disebutkan.", f"{name} is missing.")
    if match := _NO_COMMAND.fullmatch(text):
        known = given.ctx.command.list_commands(given.ctx) if given.ctx else ()
        close = difflib.get_close_matches(match["given"], known)
        return _unknown("perintah", "command", match["given"], close)
    if match := _TOO_MANY.fullmatch(text):
        return Message(f"Yang ini tidak dikenali di sini: {match['given']}.", f"Not expected here: {match['given']}.")
    if match := _NO_VALUE.fullmatch(text):
        return Message(f"Pilihan {match['given']} memerlukan nilai.", f"The option {match['given']} needs a value.")
    if kind == "BadParameter" and given.param is not None:
        return _bad_value(_name(given.param), text)
    return Message(text, text)


def _unknown(id_kind: str, en_kind: str, name: str, alike: tuple[str, ...] | list[str]) -> Message:
    id_hint, en_hint = (f" {words} {', '.join(alike)}?" if alike else "" for words in ("Maksudnya", "Did you mean"))
    return Message(f"Tidak ada {id_kind} {name}.{id_hint}", f"There is no {en_kind} {name}.{en_hint}")


def _bad_value(name: str, text: str) -> Message:
    if match := _CHOICES.fullmatch(text):
        choices = match["choices"].replace("'", "")
        return Message(
            f"{match['given']} bukan nilai untuk {name}; pilih {choices}.",
            f"{match['given']} is no value of {name}; choose {choices}.",
        )
    if match := _OUTSIDE.fullmatch(text):
        id_side, en_side = ("paling besar", "at most") if match["side"] == "less" else ("paling kecil", "at least")
        return Message(f"{name} {id_side} {match['bound']}.", f"{name} is {en_side} {match['bound']}.")
    if match := _UNREADABLE.fullmatch(text):
        return Message(
            f"{match['given']} tidak dapat dibaca; periksa hak bacanya.",
            f"{match['given']} cannot be read; check its permissions.",
        )
    told = text.rstrip(".")
    return Message(f"Nilai {name} tidak berlaku: {told}.", f"The value of {name} is not valid: {told}.")


def _name(param: click.Parameter) -> str:
    """Return how a parameter is written: its option, or its word in the usage line."""
    if param.param_type_name == "option":
        return " / ".join(param.opts)
    return (param.metavar or param.name or "").upper()


def speak_help(command: Any, language: Language) -> None:
    """Make usage lines and help of a command and its subcommands speak the person's language.

    Names of Python's types are left out: an option says by a word (FILE) or its choices what it takes.
    """
    params = command.get_params

    def get_params(ctx: Any) -> Any:
        found = params(ctx)
        for param in found:
            if hasattr(param, "display_type_rich"):
                param.display_type_rich = partial(_type_told, param)
            if language == "id" and param.name == "help":
                param.help = _HELP
        return found

    command.get_params = get_params
    usage = command.get_usage
    command.get_usage = lambda ctx: usage(ctx).translate(_NO_BRACES)
    if language == "id":
        _translate_frame(command)
    for each in getattr(command, "commands", {}).values():
        speak_help(each, language)


def _type_told(param: Any, ctx: Any) -> str | None:
    """Return what help says of the values of a parameter: its own word or its choices, not "<str>"."""
    told: str | None = type(param).display_type_rich(param, ctx)
    return None if told and told.startswith("<") and "|" not in told else told


def _translate_frame(command: Any) -> None:
    """Put a command's usage line and the titles of its help into Indonesian."""
    usage, format_help = command.get_usage, command.format_help

    def format_in_indonesian(ctx: Any, formatter: Any) -> None:
        from typer import rich_utils  # takes 0.2 s, which only help needs

        for name, text in _PANELS.items():
            setattr(rich_utils, name, text)
        format_help(ctx, formatter)

    command.options_metavar, command.subcommand_metavar = _OPTIONS, _SUBCOMMANDS
    command.get_usage = lambda ctx: usage(ctx).replace("Usage:", "Cara pakai:", 1)
    command.format_help = format_in_indonesian
