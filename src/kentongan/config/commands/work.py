"""``kentongan work``: a worker for the jobs in the background."""

import argparse
from datetime import timedelta

from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from django_tasks import TaskResultStatus

NAME = "work"
HELP = "Menjalankan pekerja latar sampai dihentikan."
STALE_AFTER = timedelta(hours=1)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How the worker runs."""
    parser.add_argument("--alone", action="store_true", help="hanya ada satu pekerja (bersama `serve`)")
    parser.add_argument("--once", action="store_true", help="kerjakan yang menunggu, lalu selesai")


def run(args: argparse.Namespace) -> None:
    """Take up what a killed worker left behind, then do jobs one by one; deadlines are looked at daily."""
    from kentongan.domain.tickets.tasks import plan_day  # tables: after the start

    release_stale(alone=args.alone)
    if not args.once:
        plan_day()
    call_command("db_worker", queue_name="*", interval=1.0, batch=args.once, reload=False, verbosity=0)


def release_stale(*, alone: bool) -> int:
    """Make jobs that no worker is doing any more ready again; returns how many.

    A killed worker leaves its job marked as running. Alone, that is every such job; among others, each one
    that has run for over an hour. A job may run twice without doing its work twice: nothing is doubled.
    """
    from django_tasks_db.models import DBTaskResult  # tables: after the start

    stale = Q() if alone else Q(started_at__lt=timezone.now() - STALE_AFTER)
    running = DBTaskResult.objects.filter(stale, status=TaskResultStatus.RUNNING)
    return running.update(status=TaskResultStatus.READY, started_at=None)
