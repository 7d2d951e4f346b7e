"""A project and the base of a pull request in, what its reviewer has to know out: on the runner's pages, or as text."""

from veneer.review.command import Asked, Reviewed, review
from veneer.review.runner import Runner, find_runner

__all__ = ["Asked", "Reviewed", "Runner", "find_runner", "review"]
