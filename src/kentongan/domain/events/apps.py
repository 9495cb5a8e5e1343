from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Floor 7: meetings, trainings and visits, who spoke and who came."""

    name = "kentongan.domain.events"
    label = "events"
