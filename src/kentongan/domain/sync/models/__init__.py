"""The tables of the sync room."""

from kentongan.domain.sync.models.devices import Device, LinkSample
from kentongan.domain.sync.models.files import Upload
from kentongan.domain.sync.models.operations import ForgottenOperation, Operation
from kentongan.domain.sync.models.rescue import Intake, Key
from kentongan.domain.sync.models.seats import Seat
from kentongan.domain.sync.models.shipments import Shipment

__all__ = [
    "Device",
    "ForgottenOperation",
    "Intake",
    "Key",
    "LinkSample",
    "Operation",
    "Seat",
    "Shipment",
    "Upload",
]
