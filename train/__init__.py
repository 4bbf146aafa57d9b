"""Makes the files that the extraction learns from labelled texts: its tagger and its weights of confidence."""
