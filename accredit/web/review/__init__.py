"""The pages on which people decide: signing in, the queue, a claim, an article, rulings, agreement, adding articles."""
