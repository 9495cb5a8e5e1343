from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Floor 4: groups, boards, members, decrees, regulations."""

    name = "kentongan.domain.groups"
    label = "groups"
