"""Lists an office may extend: the elements people come from, the sectors speakers know."""

from typing import ClassVar

from django.db import models


class Element(models.Model):
    """A part of society a participant stands for: kecamatan government, karang taruna, PKK (domain.md T3)."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    sort = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["sort", "name"]

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """A field a speaker knows: health, farming, law (domain.md G9)."""

    code = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    sort = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["sort", "name"]

    def __str__(self) -> str:
        return self.name
