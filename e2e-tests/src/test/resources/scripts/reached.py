"""Writes to outputs/seen.txt which addresses a script reaches, and floods what it finds on loopback: other runs' ports."""
import ipaddress
import os
import socket
import struct
import sys
import threading
import time
from urllib.parse import urlsplit

PATIENCE = 4


def tcp(host, port):
    with socket.create_connection((host, port), PATIENCE):
        return True


def proxy(rest):
    with socket.create_connection(("127.0.0.1", 3128), PATIENCE) as s:
        s.settimeout(30)
        s.sendall(f"CONNECT {rest} HTTP/1.1\r\n\r\n".encode())
        return s.recv(100).startswith(b"HTTP/1.1 200")


def unix(name):
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(PATIENCE)
        s.connect(name)
        return True


def gateways(port):
    """The first address of each network that this one is in, where a machine has its own."""
    for line in open("/proc/net/route").read().splitlines()[1:]:
        fields = line.split()
        destination, mask = (struct.unpack("<I", struct.pack(">I", int(each, 16)))[0] for each in (fields[1], fields[7]))
        if mask and destination >> 24 != 127:
            if tries(tcp, str(ipaddress.IPv4Address(destination + 1)), port):
                return True
    return False


def tries(way, *to):
    try:
        return way(*to)
    except OSError:
        return False


def reached(asked):
    kind, _, rest = asked.partition("=")
    if kind == "tcp":
        host, _, port = rest.rpartition(":")
        return tries(tcp, host, int(port))
    if kind == "gateway":
        return tries(gateways, int(rest))
    if kind == "proxy":
        return tries(proxy, rest)
    return tries(unix, "\0" + rest if kind == "abstract" else rest)


def listening():
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if os.path.exists(table):
            for line in open(table).read().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and "0100007F:" in fields[1]:
                    yield int(fields[1].rpartition(":")[2], 16)


def flood(port, until):
    """Holds a hundred connections, and opens those again that are closed."""
    held = []
    while time.monotonic() < until:
        for s in list(held):
            try:
                s.setblocking(False)
                if not s.recv(10):
                    raise ConnectionError()
            except BlockingIOError:
                pass
            except OSError:
                s.close()
                held.remove(s)
        try:
            while len(held) < 100:
                held.append(socket.create_connection(("127.0.0.1", port), 1))
        except OSError:
            pass
        time.sleep(0.02)


platform = {int(port) for port in sys.argv[1].split(",")}
os.makedirs("outputs", exist_ok=True)
with open("outputs/seen.txt", "w") as seen:
    for asked in sys.argv[2:]:
        print(asked, "yes" if reached(asked) else "no", file=seen)
    own = urlsplit(os.environ["IDENTITY_ENDPOINT"]).port
    others = set(listening()) - platform - {own, 3128}
    until = time.monotonic() + 6
    floods = [threading.Thread(target=flood, args=(port, until)) for port in others]
    for each in floods:
        each.start()
    for each in floods:
        each.join()
    print("flooded", len(others), file=seen)
