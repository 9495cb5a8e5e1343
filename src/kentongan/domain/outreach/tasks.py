"""Background jobs of tours."""

from django_tasks import task

from kentongan.domain.outreach.actions.planning import run_plan
from kentongan.domain.outreach.models import PlanRun
from kentongan.domain.people.access import authority_of
from kentongan.domain.people.models import User


@task()
def make_plan(run_id: str) -> None:
    """Make the plan of a run; a second time finds it made. The right is judged again now."""
    run = PlanRun.objects.select_related("tour").get(pk=run_id)
    user = User.objects.filter(pk=run.by_id, is_active=True).first() if run.by_id else None
    if user is None:
        PlanRun.objects.filter(pk=run.pk).exclude(state=PlanRun.State.DONE).update(state=PlanRun.State.FAILED)
        return
    run_plan(run, by=authority_of(user))
