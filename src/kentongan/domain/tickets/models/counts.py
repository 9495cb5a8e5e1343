"""The roll-up of tickets: how many there are of each sort, by province and month of receipt.

Written by :mod:`kentongan.domain.tickets.counting` in the transaction that changes a ticket; never by hand.
"""

from enum import StrEnum

from django.db import models


class Facet(StrEnum):
    """What tickets are counted by."""

    KIND = "kind"
    CATEGORY = "category"
    STATE = "state"
    AGENCY = "agency"  # its id, or an empty text
    PLACE = "place"  # the regency, or the wider area a ticket is about
    DAYS = "days"  # working days to the first answer
    TIMED = "timed"  # "true" when answered in time, "false" when not; nothing where no day was due
    TOLD = "told"  # of the answered: "true" when it was told back, else "false"
    RATING = "rating"


class TicketCount(models.Model):
    """So many tickets more, or fewer, of a sort. The number of a sort is the sum over its rows.

    A verb only adds rows, so that no two in one province wait for each other; they are put together once a
    day. Restricted tickets are counted apart, for those who may not read them. Merged ones are not counted.
    """

    facet = models.CharField(max_length=8)  # :class:`Facet`
    month = models.DateField()  # its first day
    province = models.CharField(max_length=2)
    content = models.CharField(max_length=10)
    value = models.CharField(max_length=40)
    tickets = models.IntegerField()

    class Meta:
        indexes = [
            # the figures of an area: some months of a province, or of all, from the index alone
            models.Index(
                fields=["facet", "month", "province", "content", "value", "tickets"], name="ticket_counts"
            )
        ]
