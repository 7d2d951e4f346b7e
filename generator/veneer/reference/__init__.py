"""A package of a project -> its reference: Markdown pages, and a static site made of them."""
