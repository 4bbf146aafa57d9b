"""Who holds the embassy, who says so, and since when: claims about contested missions, read from news."""
