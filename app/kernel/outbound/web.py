"""One POST to another system. Names are looked up once, and the connection goes to an address that was looked at.

Nothing is followed that the other side says: no redirect, no proxy. What it answers is read as far as its status.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import SplitResult, urlsplit

from app.kernel.outbound.ends import Failed, Unsure

SECONDS = 10
PORTS = {"https": 443, "http": 80}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an address lies in the open Internet: not here, not in a private net, in no disguise of such a one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _inside(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None


def post(url: str, body: bytes, headers: Mapping[str, str], *, private: bool, seconds: float = SECONDS) -> int:
    """Send `body`; the status of the answer. `private`: addresses that are not public are allowed, and plain HTTP.

    Raises `Failed` where nothing was sent, `Unsure` where no answer came. It takes `seconds` at most, the lookup of
    the name aside, however slowly the other side speaks.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or (parts.scheme == "http" and not private):
        raise Failed("address", final=True)
    sock = _connected(parts, private=private, seconds=seconds)
    with _at_most(sock, seconds):
        _shake_hands(sock)
        return _asked(sock, parts, body, headers)


def _connected(parts: SplitResult, *, private: bool, seconds: float) -> socket.socket:
    """A connection to the first of the host's addresses that may be reached and answers."""
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    try:
        found = {str(entry[4][0]): None for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Failed("name not found", down=True) from error
    if not private and not all(is_public(address) for address in found):
        raise Failed("private address", final=True)
    for address in found:
        with suppress(OSError):
            sock = socket.create_connection((address, port), timeout=seconds)
            return _secured(sock, host) if parts.scheme == "https" else sock
    raise Failed("not reached", down=True)


def _secured(sock: socket.socket, host: str) -> socket.socket:
    context = ssl.create_default_context()
    return context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)


def _shake_hands(sock: socket.socket) -> None:
    if isinstance(sock, ssl.SSLSocket):
        try:
            sock.do_handshake()
        except (OSError, ValueError) as error:
            raise Failed(f"TLS: {type(error).__name__}", down=True) from error


@contextmanager
def _at_most(sock: socket.socket, seconds: float) -> Iterator[None]:
    """The connection ends after so many seconds, whoever is still speaking."""

    def end() -> None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        sock.close()


def _asked(sock: socket.socket, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> int:
    link = http.client.HTTPConnection(str(parts.hostname), parts.port or PORTS[parts.scheme])
    link.sock = sock
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        link.request("POST", path, body, {"Connection": "close", "Host": parts.netloc.rpartition("@")[2], **headers})
        return link.getresponse().status
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise Unsure(type(error).__name__) from error
