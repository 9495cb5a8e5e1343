"""A page that asks for one act and does it: a question, what follows from it, a few fields, one button."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kentongan.design.parts import Crumb
from kentongan.doors.office.pages import page, run

ASKED_AND_DONE = ["GET", "HEAD", "POST"]


def ask(
    request: HttpRequest,
    form: BaseForm,
    verb: Callable[[], Any],
    *,
    section: str,
    trail: Sequence[Crumb],
    back: str,
    question: str,
    button: str,
    done: str,
    consequence: str = "",
    kind: str = "primary",
    keep: str = "",
    about: str = "",
    about_text: str = "",
) -> HttpResponse:
    """Show the form; when it was sent do the verb once and go ``back``. A refusal keeps what was typed.

    ``keep`` names the browser's copy of what is typed; a form may name a template in ``layout``. ``about``
    and its text stand above the form: what the act is done to.
    """
    status = 200
    if request.method == "POST":
        status = run(form, verb)
        if status == 200:
            messages.success(request, done, extra_tags=keep)
            return redirect(back)
    context = {
        "form": form,
        "question": question,
        "consequence": consequence,
        "verb": button or _("Simpan"),
        "kind": kind,
        "keep": keep,
        "back_url": back,
        "about": about,
        "about_text": about_text,
        "layout": getattr(form, "layout", ""),
        "uses_htmx": getattr(form, "uses_htmx", False),
    }
    way = [*trail, Crumb(question)]
    return page(request, "office/ask.html", context, section=section, trail=way, status=status)
