"""Which IP addresses are of the open internet, however they are written."""

import ipaddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4 = 0xFFFFFFFF
_COMPATIBLE = 1 << 96  # below: ::a.b.c.d, long out of use

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local, carrier-grade NAT,
    multicast or reserved, nor one of those dressed as IPv6."""
    ip = _undressed(address)
    if isinstance(ip, ipaddress.IPv6Address) and (int(ip) < _COMPATIBLE or ip.is_site_local):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def is_link_local(address: str) -> bool:
    """Whether an IP address is link-local (169.254/16, fe80::/10), also dressed as IPv6."""
    ip = _undressed(address)
    if isinstance(ip, ipaddress.IPv6Address) and int(ip) < _COMPATIBLE:
        return ipaddress.IPv4Address(int(ip) & _IPV4).is_link_local
    return ip.is_link_local


def is_private_literal(host: str) -> bool:
    """Whether a host is written as an address that is not of the open internet, or is this machine by name."""
    try:
        return not is_public(host.strip("[]"))
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _undressed(address: str) -> IPAddress:
    """The IPv4 address that is written as an IPv6 one; else the address itself."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if not isinstance(ip, ipaddress.IPv6Address):
        return ip
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & _IPV4)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1] or ip
