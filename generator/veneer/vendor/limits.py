"""What fetching may take at most: nothing in, numbers out."""

LARGEST = 100_000_000  # bytes; the largest description that is known has 13 MB
LONGEST = 600.0  # seconds for all of it
SILENCE = 30.0  # seconds without a byte
REDIRECTS = 5
