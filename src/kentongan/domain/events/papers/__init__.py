"""The papers of an event as PDF: list to sign, letters of invitation, minutes, certificates."""

from kentongan.domain.events.papers.making import (
    attendance_pdf,
    certificate_pdf,
    invitation_pdf,
    invitations_pdf,
    minutes_pdf,
)

__all__ = ["attendance_pdf", "certificate_pdf", "invitation_pdf", "invitations_pdf", "minutes_pdf"]
