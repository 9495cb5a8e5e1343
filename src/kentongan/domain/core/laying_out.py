"""Tables that are laid out together: a migration of many new models without the time Django takes for it.

While a migration runs, Django builds all models that stand related to a new one anew, after each of its
operations; here that is nearly every model, so the time grows with the square of their number. New models
follow one another undisturbed in our migrations, so it is enough to build them when the last is known.
"""

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


def together(operations: Iterable[Operation]) -> list[Operation]:
    """The operations, each run of new models as one."""
    grouped: list[Operation] = []
    for operation in operations:
        if type(operation) is not CreateModel:
            grouped.append(operation)
        elif grouped and isinstance(grouped[-1], LayOut):
            grouped[-1] = LayOut(*grouped[-1].models, operation)
        else:
            grouped.append(LayOut(operation))
    return grouped


class LayOut(Operation):
    """New models, whose classes are built once, with the last of them."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, *models: CreateModel) -> None:
        """``models`` in an order in which the tables can be made."""
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models; whoever asks for their classes next has all built anew, once."""
        state.__dict__.pop("apps", None)  # Django keeps what is built here, and builds it when it is missing
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the tables."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the last first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether one of the models is this one or leads to it."""
        return any(model.references_model(name, app_label) for model in self.models)

    def describe(self) -> str:
        """For the list of what a migration does."""
        return "Create models " + ", ".join(str(model.name) for model in self.models)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For Django, which writes operations down again."""
        return type(self).__name__, list(self.models), {}
