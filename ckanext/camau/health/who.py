"""Who may read figures of the inside: the loopback and configured networks, never what came through a proxy."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping
from typing import Final

#: A proxy puts one of these before what it hands on: then the peer is the proxy, not who asks.
_FORWARDED: Final = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA", "HTTP_X_FORWARDED_HOST")


def is_monitor(environ: Mapping[str, object], networks: Collection[str]) -> bool:
    """Tell whether a request comes straight from the loopback or from one of the networks (CIDR). Pure."""
    if any(environ.get(name) for name in _FORWARDED):
        return False
    try:
        peer = ipaddress.ip_address(str(environ.get("REMOTE_ADDR")))
    except ValueError:
        return False
    peer = getattr(peer, "ipv4_mapped", None) or peer
    return peer.is_loopback or any(peer in ipaddress.ip_network(network, strict=False) for network in networks)
