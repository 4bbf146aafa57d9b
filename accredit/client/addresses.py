"""Which addresses may be connected to: those of the open internet, and others only for who says so."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from accredit.errors import RefusedAddressError

Resolver = Callable[[str, int], list[str]]
"""From a name and a port to addresses as words. Raises OSError."""

_PORTS = frozenset({80, 443})
_LONGEST = 2_000
_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that this machine finds for a name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: where to connect, and what to ask for there."""

    url: str
    secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the Host line says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.secure else 80) else f"{host}:{self.port}"

    @property
    def root(self) -> str:
        """Scheme and host: what robots.txt and pace are kept by."""
        return f"{'https' if self.secure else 'http'}://{self.authority}"


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be connected to. `private` allows this machine and its neighbours, and every port."""

    private: bool = False
    resolver: Resolver = field(default=system_resolver)

    def target(self, url: str) -> Target:
        """The address taken apart. Raises RefusedAddressError for one that is never fetched."""
        if len(url) > _LONGEST or any(c.isspace() or not c.isprintable() for c in url):
            raise RefusedAddressError(f"{_short(url)}: is no address")
        try:
            parts = urlsplit(url)
            port = parts.port
            host = (
                (parts.hostname or "").rstrip(".").encode("idna" if not (parts.hostname or "").isascii() else "ascii")
            )
        except (ValueError, UnicodeError):
            raise RefusedAddressError(f"{_short(url)}: is no address") from None
        if parts.scheme not in ("http", "https"):
            raise RefusedAddressError(f"{_short(url)}: only http and https addresses are fetched")
        if not host:
            raise RefusedAddressError(f"{_short(url)}: names no host")
        if parts.username is not None or parts.password is not None:
            raise RefusedAddressError(f"{parts.scheme}://{host.decode()}: carries a name or password: not fetched")
        secure = parts.scheme == "https"
        port = port if port is not None else (443 if secure else 80)
        if port not in _PORTS and port < 1024 and not self.private:
            raise RefusedAddressError(f"{_short(url)}: port {port} is no port of web pages")
        path = _ascii(parts.path or "/") + (f"?{_ascii(parts.query)}" if parts.query else "")
        return Target(url, secure, host.decode("ascii").lower(), port, path)

    def addresses(self, target: Target) -> list[str]:
        """The checked addresses to connect to now. Raises RefusedAddressError, or OSError where none is found."""
        found = self.resolver(target.host, target.port)
        if self.private:
            return found
        allowed = [address for address in found if public(address)]
        if found and not allowed:
            raise RefusedAddressError(
                f"{target.root}: leads to {found[0]}, which is no address of the open internet: not connected"
            )
        return allowed


def public(address: str) -> bool:
    """Whether an address belongs to the open internet, also where one stands inside another."""
    try:
        ip: _IP = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if "%" in address:
        return False  # an address of one link alone
    return all(_public(one) for one in (ip, *_inner(ip)))


def _public(ip: _IP) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _inner(ip: _IP) -> list[_IP]:
    """IPv4 addresses that an IPv6 address carries: mapped, 6to4, Teredo, NAT64, and those with zeros before them."""
    if isinstance(ip, ipaddress.IPv4Address):
        return []
    found: list[_IP] = [one for one in (ip.ipv4_mapped, ip.sixtofour) if one is not None]
    found += list(ip.teredo or ())
    if any(ip in network for network in _TRANSLATED) or int(ip) >> 32 == 0:
        found.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return found


def _ascii(words: str) -> str:
    """Letters of other scripts and odd signs as percent signs with their bytes; what is escaped stays so."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace")) for c in words)


def _short(url: str) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in url[:120])
    return shown + ("…" if len(url) > 120 else "")
