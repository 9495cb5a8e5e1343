from django.apps import AppConfig


class FieldConfig(AppConfig):
    """Door of the KIM's phone: /k/."""

    name = "kentongan.doors.field"
    label = "field"
