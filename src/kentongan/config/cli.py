"""The console script ``kentongan``: finds the command, answers a failure with one plain sentence.

A command is a module in ``config/commands``, found by being there: ``NAME`` (one word or two), ``HELP``,
``add_arguments(parser)`` and ``run(args)``, which returns the exit code or nothing. ``LATE_SETUP = True``
says that it prepares the environment before Django starts. What touches tables is imported inside ``run``,
since Django has not started when the modules are found. Commands speak Indonesian only: their reader is
the operator.
"""

import argparse
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from kentongan.config import commands, environment
from kentongan.domain.core.problems import Problem

FAILED = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; exit code 0, 1 (a problem, told in a sentence) or 2 (the command was misspelt)."""
    parser = build_parser()
    args = parser.parse_args(argv)
    os.umask(0o077)  # the records, the files and their exports are nobody else's on this machine
    try:
        environment.use_settings()
        if not getattr(args.command, "LATE_SETUP", False):
            start_django()
        return args.command.run(args) or 0
    except Problem as problem:
        print(problem.message, file=sys.stderr)  # noqa: T201 - a command line answers by printing
        return FAILED
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        sentence = _known(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)  # noqa: T201 - as above
        return FAILED


def start_django() -> None:
    """Read the settings and load the rooms."""
    django.setup()


def build_parser() -> argparse.ArgumentParser:
    """One parser for all commands; `regions load` and the like become a parser inside a parser."""
    parser = argparse.ArgumentParser(prog="kentongan", description="Jejaring informasi KIM dan pembinanya.")
    top = parser.add_subparsers(metavar="PERINTAH", required=True)
    nouns: dict[str, Any] = {}
    for command in _commands():
        noun, _, verb = command.NAME.partition(" ")
        if verb and noun not in nouns:
            nouns[noun] = top.add_parser(noun, help=f"lihat: kentongan {noun} --help").add_subparsers(
                metavar="TINDAKAN", required=True
            )
        place = nouns[noun] if verb else top
        own = place.add_parser(verb or noun, help=command.HELP, description=command.HELP)
        command.add_arguments(own)
        own.set_defaults(command=command)
    return parser


def _commands() -> list[ModuleType]:
    names = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    return [import_module(f"{commands.__name__}.{name}") for name in names]


def _known(error: Exception) -> str | None:
    """A sentence for what goes wrong around the program rather than in it."""
    if isinstance(error, ImproperlyConfigured):
        return f"Pengaturan belum benar: {error}"
    if isinstance(error, OperationalError):
        return f"Basis data tidak dapat dipakai: {str(error).strip()}. Periksa DATABASE_URL dan folder data."
    if isinstance(error, OSError):
        name = f" ({error.filename})" if error.filename else ""
        return f"Berkas atau folder tidak dapat dipakai{name}: {error.strerror or error}."
    return None
