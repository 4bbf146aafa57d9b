"""Small sets of claims with the answer expected and why."""
