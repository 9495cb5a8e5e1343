from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """Floor 8: what villagers ask, wish and complain, until they are told what became of it."""

    name = "kentongan.domain.tickets"
    label = "tickets"
