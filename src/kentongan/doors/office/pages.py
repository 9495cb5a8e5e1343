"""What all office pages share: the frame around a page, forms that run a verb, and paging by cursor."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import DateTimeField, Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kentongan.design.parts import Crumb
from kentongan.domain.core.problems import Problem
from kentongan.domain.core.texts import number_of
from kentongan.domain.people.access import Authority, mandates_of
from kentongan.domain.people.models import Mandate
from kentongan.doors.office.navigation import navigation

PAGE_SIZE = 25
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MOST_MICROSECONDS = 10**17  # the year 5138: beyond it dates overflow
MANDATE_KEY = "mandate"  # read by the gate
NO_MANDATE_KEY = "no_mandate_until"
NO_MANDATE_SECONDS = 600
_Row = TypeVar("_Row", bound=Model)


def actor_of(request: HttpRequest) -> Authority:
    """The signed-in officer; the gate has put it there."""
    actor: Authority = request.actor  # type: ignore[attr-defined]  # set by the gate
    return actor


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    section: str,
    trail: Sequence[Crumb] = (),
    status: int = 200,
) -> HttpResponse:
    """The page in the office's frame: navigation, the way here, on whose behalf one acts."""
    actor = actor_of(request)
    frame = {
        "nav": navigation(actor, section),
        "trail": [Crumb(_("Beranda"), reverse("office:home")), *trail] if trail else [],
        "mandates": _mandates(request, actor),
        "mandate": request.session.get(MANDATE_KEY),
        "here": request.get_full_path(),
    }
    return render(request, template, frame | context, status=status)


def _mandates(request: HttpRequest, actor: Authority) -> list[Mandate]:
    """On whose behalf one may act. That there is nobody is remembered for some minutes."""
    now = timezone.now().timestamp()
    if now < request.session.get(NO_MANDATE_KEY, 0):
        return []
    found = mandates_of(actor.user)
    if not found:
        request.session[NO_MANDATE_KEY] = now + NO_MANDATE_SECONDS
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; ``None`` when the page was only opened."""
    return request.POST if request.method == "POST" else None


def run(form: BaseForm, verb: Callable[[], Any]) -> int:
    """Do the verb with a form that holds; what it refuses is written into the form, everything typed kept.

    Returns the status of the answer: 200 when done, else that of the refusal.
    """
    if not form.is_valid():
        return 422
    try:
        verb()
    except Problem as problem:
        if problem.status not in {403, 409, 422}:
            raise
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return problem.status
    return 200


def next_page(
    rows: QuerySet[_Row], params: QueryDict, *, field: str = "pk", size: int = PAGE_SIZE
) -> tuple[list[_Row], str]:
    """One page of rows, newest first by ``field`` (a number or a moment), and the query of the next one.

    The query is empty at the end.
    """
    after = number_of(params.get("sesudah", ""))
    if after is not None:
        rows = rows.filter(**{f"{field}__lt": _from_cursor(rows, field, after)})
    found = list(rows.order_by(f"-{field}")[: size + 1])
    if len(found) <= size:
        return found, ""
    last = getattr(found[size - 1], field)
    number = round(last.timestamp() * 1_000_000) if isinstance(last, datetime) else last
    query = with_params(params)
    return found[:size], f"?{query}{'&' if query else ''}sesudah={number}"


def _from_cursor(rows: QuerySet[Any], field: str, number: int) -> int | datetime:
    """The number of the link as the field holds it; moments are counted in microseconds."""
    if field == "pk" or not isinstance(rows.model._meta.get_field(field), DateTimeField):
        return number
    return EPOCH + timedelta(microseconds=min(number, MOST_MICROSECONDS))


def with_params(params: QueryDict, **changes: str) -> str:
    """The query with some parameters changed; an empty value takes one out."""
    query = params.copy()
    query.pop("sesudah", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()
