"""What is answered when no view could: a store that refuses is told apart from a fault of ours."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from kentongan.domain.core.problems import DISK, Problem, Unavailable
from kentongan.doors.account.views import csrf_failure as csrf_page
from kentongan.doors.api.common import problems

API = "/api/"
# programs ask here: a page would tell them nothing
MACHINES = (API, "/k/sync", "/k/berkas/", "/k/hp/sesi", "/k/hp/kursi/")
RETRY_SECONDS = "10"


def unavailable(error: BaseException | None) -> Unavailable | None:
    """The failure to tell when the store or the disk refused, else ``None``."""
    if isinstance(error, OperationalError | InterfaceError) or (
        isinstance(error, OSError) and error.errno in DISK
    ):
        return Unavailable(_("Penyimpanan sedang sibuk. Tidak ada yang berubah; coba lagi sebentar."))
    return None


def speaks_json(path: str) -> bool:
    """Whether a program waits for the answer, which is then never a page (security.md 14)."""
    return path.startswith(MACHINES)


class Forged(Problem):
    """The token against forged requests is missing or old; a fresh one helps."""

    status = 403
    code = "csrf"
    retry = True


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form or a program whose token does not hold."""
    if speaks_json(request.path):
        return problems.document(Forged(_("Tanda pengaman sudah lama. Kirim sekali lagi dengan yang baru.")))
    return csrf_page(request, reason)


def fault(request: HttpRequest) -> HttpResponse:
    """The answer to what nobody caught, with nothing of the inside (security.md 10, 42); Django logs it."""
    told = unavailable(sys.exc_info()[1])
    if speaks_json(request.path):
        return problems.document(told or problems.Broken(_("Terjadi kesalahan pada sistem.")))
    return plain(told.status if told else 500, told)


def plain(status: int, problem: Problem | None = None) -> HttpResponse:
    """An error page made without the request: nothing is asked of the store that just failed."""
    context = {"message": problem.message} if problem and status == problem.status else {}
    response = HttpResponse(loader.render_to_string(f"{status}.html", context), status=status)
    if problem and problem.retry:
        response["Retry-After"] = RETRY_SECONDS
    return response
