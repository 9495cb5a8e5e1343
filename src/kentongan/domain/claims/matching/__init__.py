"""Finding the checked claim a forwarded message repeats: works on plain texts; `keeping` knows the tables."""
