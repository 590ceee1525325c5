"""The pages: each lays itself out on a canvas."""
