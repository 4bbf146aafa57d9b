"""One module a page: a frozen dataclass that holds what the page shows, and the function that fills it."""
