"""The one way out: every connection that the program makes goes through `Client`, which holds the address policy.

Only http and https. A name is looked up once for each connection, the addresses found are checked, and the
connection goes to the very address that was checked, so a name that changes its mind changes nothing.
"""

from __future__ import annotations

from accredit.client.addresses import Policy, Resolver
from accredit.client.client import Bounds, Client, Reply

__all__ = ["Bounds", "Client", "Policy", "Reply", "Resolver"]
