"""Tables of the information packages: texts and versions, publications, receipts, agency requests."""

from kentongan.domain.releases.models.publications import (
    OfficeReceipt,
    Progress,
    Publication,
    PublicationArea,
    Receipt,
    Review,
    StepCount,
)
from kentongan.domain.releases.models.releases import (
    Approval,
    Campaign,
    InformationClass,
    Release,
    State,
    Tier,
    Topic,
    Version,
)
from kentongan.domain.releases.models.requests import AgencyRequest

__all__ = [
    "AgencyRequest",
    "Approval",
    "Campaign",
    "InformationClass",
    "OfficeReceipt",
    "Progress",
    "Publication",
    "PublicationArea",
    "Receipt",
    "Release",
    "Review",
    "State",
    "StepCount",
    "Tier",
    "Topic",
    "Version",
]
