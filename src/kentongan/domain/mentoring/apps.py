from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Floor 9: visits to groups with scored answers, follow-ups, and what groups need."""

    name = "kentongan.domain.mentoring"
    label = "mentoring"
