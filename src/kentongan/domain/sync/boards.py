"""What others read of phones and links, under one name."""

from kentongan.domain.sync.links.reading import BadVillage, Evidence, bad_villages, link_evidence

__all__ = ["BadVillage", "Evidence", "bad_villages", "link_evidence"]
