"""Tables of the information packages: texts and versions, publications, receipts, agency requests."""

from kentongan.domain.releases.models.publications import (
    OfficeReceipt,
    Publication,
    PublicationArea,
    Receipt,
    Review,
)
from kentongan.domain.releases.models.releases import Approval, Campaign, Release, Topic, Version
from kentongan.domain.releases.models.requests import AgencyRequest

__all__ = [
    "AgencyRequest",
    "Approval",
    "Campaign",
    "OfficeReceipt",
    "Publication",
    "PublicationArea",
    "Receipt",
    "Release",
    "Review",
    "Topic",
    "Version",
]
