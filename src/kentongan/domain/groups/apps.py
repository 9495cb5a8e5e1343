from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Floor 3: groups, boards, members, decrees, regulations."""

    name = "kentongan.domain.groups"
    label = "groups"
