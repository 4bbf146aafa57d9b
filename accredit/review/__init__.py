"""People decide: who may rule, what they look at first, what they ruled on together, what they add.

`tokens` and `sessions` say who somebody is; `queue` what to look at first; `desk` records rulings so that nobody's are
lost; `blind` and `agreement` are for two people who code the same claims; `jobs` reads what people add.
"""
