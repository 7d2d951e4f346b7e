"""What a description may be at most: nothing in, numbers out."""

MAX_DEPTH = 200  # objects and lists inside one another
MAX_COPIES = 1_000_000  # values that YAML aliases and merge keys may add
LONGEST_NUMBER = 640  # digits: Python never refuses to read or print an integer of this size
MOST_FILES = 20_000  # files of one description
LARGEST = 100_000_000  # bytes of its files together
MOST_URLS = 2_000  # of one description
LONGEST = 600.0  # seconds for all that is fetched for one description
SILENCE = 30.0  # seconds without a byte
REDIRECTS = 5  # of one URL
