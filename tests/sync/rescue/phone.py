"""A phone that writes rescue files, as the app does it, with ways to spoil them."""

import gzip
import hashlib
import json
import uuid
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from kentongan.domain.people.models import User
from kentongan.domain.sync.models import Device
from kentongan.domain.sync.rescue import container, keys, sealing
from kentongan.domain.sync.rules import digest_of

AT = "2026-11-20T08:00:00.000Z"


def item(verb: str = "probe.add", data: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """An operation as a phone writes it."""
    content = {"verb": verb, "v": 1, "at": AT, "data": data or {}, "after": more.get("after", [])}
    digest = digest_of(verb, 1, AT, content["data"], content["after"], more.get("file"))
    return {"id": str(uuid.uuid4()), "digest": digest} | content | more


@dataclass
class Phone:
    """One account on one phone that has synced once."""

    user: User
    private: bytes = field(default_factory=sealing.new_private)
    key: uuid.UUID = field(default_factory=uuid.uuid4)

    def __post_init__(self) -> None:
        point = ec.EllipticCurvePublicKey.from_encoded_point(
            ec.SECP256R1(), sealing.public_of(self.private)
        ).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.device = Device.objects.create(key=self.key, user=self.user, public_key=sealing.text_of(point))

    def save(
        self, *items: dict[str, Any], photos: tuple[bytes, ...] = (), names: Any = None, **header: Any
    ) -> BytesIO:
        """The outbox as a file; ``header`` replaces what the app would write there."""
        seal_to = keys.current()
        fields = {
            "installation": keys.installation(),
            "kind": "outbox",
            "group": "K-1",
            "made": AT,
            "device": str(self.key),
            "account": str(self.user.pk),
            "key": seal_to.name,
            "signers": ["device"],
            "gzip": True,
        } | header
        if names is None:
            names = [hashlib.sha256(photo).hexdigest() for photo in photos]
        told = {"operations": items, "files": names}
        text = json.dumps(told).encode()
        plain = (gzip.compress(text) if fields["gzip"] else text, *photos)
        raw = container.raw_header(fields, len(plain))
        public = sealing.public_of(bytes(seal_to.opens))
        pieces = [sealing.seal(public, container.info(raw, number), one) for number, one in enumerate(plain)]
        draft = container.write(raw, pieces)
        return BytesIO(draft.with_signatures([sealing.sign(self.private, draft.signed)]))
