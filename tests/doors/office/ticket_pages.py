"""The villagers' word at the office, as its tests open it."""

from typing import Any

from django.test import Client

from kentongan.domain.tickets.models import Ticket

QUEUE = "/kantor/lapor/"


def act(browser: Client, ticket: Ticket, slug: str, **data: Any) -> Any:
    """Do it as somebody who has just opened its page."""
    data.setdefault("version", Ticket.objects.get(pk=ticket.pk).version)
    return browser.post(f"{QUEUE}{ticket.code}/tindakan/{slug}/", data)
