"""What every operation of the api door shares: failures, reading, paging, once-only writes."""
