"""What holds around every answer: its headers (security.md 39, 40; a view's own wins), the size of a body."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kentongan.config.faults import plain, speaks_json
from kentongan.doors.api.common import problems
from kentongan.doors.portal import open_forms

ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",  # where no other stands: files
}
FILES = 105_000_000  # bytes of a body: what an account may hand in within a day, and the form around it
# what strangers may send where photos are asked of them: four, or one, of at most 8 MB, and the form around
STRANGERS_FILES = {"/lapor/": 34_000_000, "/cek/": 9_000_000}
PHOTO_BURST, PHOTOS_PER_HOUR = 20, 30  # bodies with photos of one address before it has to wait


class HeadersMiddleware:
    """Adds the fixed headers, and forbids storing what a signed-in person was shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then complete the headers."""
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.setdefault(name, value)
        user = getattr(request, "user", None)
        impersonal = getattr(response, "is_impersonal", False)  # a page that is the same for all who ask
        if user is not None and user.is_authenticated and not impersonal:
            response["Cache-Control"] = "no-store"
        return response


class BodyLimitMiddleware:
    """Refuses a body by its length before anything reads it, so that nobody fills the disk with uploads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on, or say that it is too large. Strangers send forms, and files where they are asked for."""
        known = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        form = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        limit = FILES if known else STRANGERS_FILES.get(request.path, form)
        told = request.META.get("CONTENT_LENGTH") or "0"
        length = int(told[:20]) if told.isdecimal() else 0
        if length > limit:
            if speaks_json(request.path):
                return problems.document(problems.TooLarge(_("Isi permintaan terlalu besar.")))
            return plain(413)
        if length > form and not known and not _may_send_photos(request):
            return plain(429)
        return self.get_response(request)


def _may_send_photos(request: HttpRequest) -> bool:
    return open_forms.take(request, "photos", burst=PHOTO_BURST, per_hour=PHOTOS_PER_HOUR)


def client_address(request: HttpRequest) -> str:
    """Whose sign-ins are counted together: the proxy's word where one stands before us, else the socket's."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return near
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or near
