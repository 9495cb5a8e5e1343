"""Links of the public pages."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def go(context: dict[str, Any], name: str, *args: object) -> str:
    """The address of a public page, keeping the language chosen in this one's."""
    return reverse(f"portal:{name}", args=args) + str(context.get("carried", ""))
