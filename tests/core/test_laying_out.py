"""New models of a migration are one operation: their tables come, and go, like any others."""

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import AddField, CreateModel

from kentongan.domain.core.laying_out import LayOut, together
from kentongan.domain.indicators.models import Target


def test_runs_of_new_models_become_one_operation_and_the_order_stays() -> None:
    one, two, three = (CreateModel(name, []) for name in ("One", "Two", "Three"))
    field = AddField("One", "later", models.TextField())
    first, between, last = together([one, two, field, three])
    assert isinstance(first, LayOut)
    assert isinstance(last, LayOut)
    assert (first.models, between, last.models) == ((one, two), field, (three,))
    assert first.describe() == "Create models One, Two"


@pytest.mark.django_db(transaction=True)
def test_the_tables_of_a_room_go_and_come_back() -> None:
    table = Target._meta.db_table
    call_command("migrate", "indicators", "zero", verbosity=0)
    assert table not in connection.introspection.table_names()
    call_command("migrate", "indicators", verbosity=0)
    assert table in connection.introspection.table_names()
    assert not Target.objects.exists()
