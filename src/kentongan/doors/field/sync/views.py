"""Where the app sends what it kept and fetches what is new. Every answer is JSON, also every refusal."""

from collections.abc import Mapping

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import Problem
from kentongan.domain.sync import files
from kentongan.domain.sync.exchange import LIMIT, exchange, read_body
from kentongan.domain.sync.models import Operation
from kentongan.domain.sync.packing import TooLarge, unpacked
from kentongan.doors.field.pages import actor_of

POLICY = "default-src 'none'; frame-ancestors 'none'"  # shorter than that of a page: no page comes back


class WrongMethod(Problem):
    """The address has an answer, this method has none."""

    status = 405
    code = "wrong-method"


class OtherAccount(Problem):
    """The browser is signed in as somebody else than the app believes: nobody sends another's items."""

    status = 401
    code = "other-account"


def exchanged(request: HttpRequest) -> HttpResponse:
    """One sync of the signed-in account, which has to be the one the app names in ``X-Account``."""
    _expect(request, "POST")
    actor = actor_of(request)
    try:
        content = request.body
    except RequestDataTooBig as error:
        raise TooLarge(_("Kiriman ini terlalu besar. Bagi menjadi beberapa kiriman.")) from error
    body = read_body(unpacked(content, request.headers.get("Content-Encoding", ""), limit=LIMIT))
    answer = exchange(
        body,
        by=actor,
        way=Operation.Way.PHONE,
        session_key=request.session.session_key or "",
        label=request.headers.get("User-Agent", ""),
    )
    return _told(answer)


def file(request: HttpRequest, sha: str) -> HttpResponse:
    """How much of one's file is here, or one more piece of it; 409 says where it goes on."""
    _expect(request, "GET", "PUT")
    actor = actor_of(request)
    if request.method == "PUT":
        found = files.append_range(sha, request.headers.get("Content-Range", ""), request.read, by=actor)
    else:
        found = files.arrived(sha, by=actor)
    return _told(found.as_json(), 409 if found.is_aside else 200)


def _expect(request: HttpRequest, *methods: str) -> None:
    if request.method not in methods:
        raise WrongMethod(_("Alamat ini tidak menerima metode itu."))
    named = request.headers.get("X-Account")
    if named is not None and named != str(actor_of(request).user_id):
        raise OtherAccount(_("Anda masuk dengan akun lain. Masuk dengan akun pemilik catatan ini."))


def _told(answer: Mapping[str, object], status: int = 200) -> JsonResponse:
    response = JsonResponse(answer, status=status, json_dumps_params={"separators": (",", ":")})
    response["Content-Security-Policy"] = POLICY
    return response
