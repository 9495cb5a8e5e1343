"""Connectivity as data: what phones measure of their own syncs, summed up by village and day."""
