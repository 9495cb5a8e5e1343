from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Floor 2: persons, users, agencies, posts, grants, history."""

    name = "kentongan.domain.people"
    label = "people"
