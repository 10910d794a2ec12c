"""A network of loopback alone: a process inside makes the listeners, this one outside serves them."""
# every run waits until its network is made: what only a connection needs is imported when one comes
import _socket
import os
import sys

PATIENCE = 10
LONGEST_HEAD = 8192


def main(code, enter, ports, hosts):
    ours, theirs = _socket.socketpair()
    os.set_inheritable(theirs.fileno(), True)
    python = [sys.executable, "-I", "-S", "-c", code, "inside", str(theirs.fileno()), ports]
    enter = enter.split(" ")
    pid = os.posix_spawn(enter[0], enter + python, {})
    theirs.close()
    made, received, _, _ = ours.recvmsg(1, _socket.CMSG_LEN(256))
    if not made:
        sys.exit(1)
    listeners = memoryview(b"".join(each[2] for each in received)).cast("i").tolist()
    print(pid, flush=True)
    await_client(listeners)
    prepare(128)
    for port, listener in zip(filter(None, ports.split(",")), listeners):
        connect = egress(hosts.split()) if hosts and port == "3128" else platform(int(port))
        start(serve, socket.socket(fileno=listener), connect)
    # ends with the process of the platform that started this one
    sys.stdin.read()
    os._exit(0)


def await_client(listeners):
    import select

    first = select.poll()
    for each in [0, *listeners]:
        first.register(each, select.POLLIN)
    if any(each == 0 for each, _ in first.poll()):
        os._exit(0)


def prepare(connections):
    global CONNECTIONS, socket, threading
    import socket
    import threading

    CONNECTIONS = threading.BoundedSemaphore(connections)


def inside(channel, ports):
    import fcntl
    import struct

    loopback = _socket.socket()
    name = struct.pack("16sH14x", b"lo", 1)
    if not struct.unpack("16xH14x", fcntl.ioctl(loopback.fileno(), 0x8913, name))[0] & 1:
        fcntl.ioctl(loopback.fileno(), 0x8914, name)
    listeners = [listen(int(port)) for port in ports.split(",") if port]
    ours = _socket.socket(fileno=int(channel))
    handles = struct.pack(f"{len(listeners)}i", *[each.fileno() for each in listeners])
    ours.sendmsg([b"."], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, handles)] if handles else [])
    os.dup2(ours.fileno(), 0)
    # holds the network until the process outside ends
    os.execv("/bin/cat", ["cat"])


def listen(port):
    listener = _socket.socket()
    listener.setsockopt(_socket.SOL_SOCKET, _socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    listener.listen(64)
    return listener


def proxy(place, hosts):
    """The proxy for pip as a program of its own, at a socket in a folder that no script may enter."""
    # all runs of a container ask it by relays, which give each of them its share
    prepare(1024)
    if os.path.exists(place):
        os.unlink(place)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(place)
        listener.listen(64)
        serve(listener, egress(hosts.split()))


def start(work, *given):
    thread = threading.Thread(target=work, args=given, daemon=True)
    thread.start()
    return thread


def serve(listener, connect):
    while True:
        CONNECTIONS.acquire()
        client, _ = listener.accept()
        start(relay, client, connect)


def relay(client, connect):
    try:
        with client, connect(client) as server:
            back = start(copy, server, client)
            copy(client, server)
            back.join()
    except (OSError, ValueError):
        pass  # the client sees its connection closed
    finally:
        CONNECTIONS.release()


def copy(source, sink):
    try:
        while part := source.recv(65536):
            sink.sendall(part)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        for each in (source, sink):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has gone


def platform(port):
    return lambda client: socket.create_connection(("127.0.0.1", port))


def egress(hosts):
    """A proxy of HTTP for pip, to hosts that are named, and with * to all with a public address."""
    import ipaddress
    import re

    def addresses(host, port):
        named = f"{host.lower()}:{port}" in hosts
        if not named and not ("*" in hosts and port in (80, 443)):
            return []  # nor is its name looked up: that would tell it outside
        family = socket.AF_UNSPEC if named else socket.AF_INET
        found = [each[4] for each in socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)]
        return [each for each in found if named or ipaddress.ip_address(each[0]).is_global]

    def connect(client):
        client.settimeout(PATIENCE)
        head = b""
        while b"\r\n\r\n" not in head:
            part = client.recv(LONGEST_HEAD)
            head += part
            if not part or len(head) > LONGEST_HEAD:
                raise ValueError("no request")
        first, rest = head.split(b"\r\n", 1)
        asked = re.fullmatch(r"(\S+) (?:http://)?([^/:@\s]+)(?::(\d{1,5}))?(/\S*)? (\S+)", first.decode("ascii"))
        if not asked:
            raise ValueError("no request to a proxy")
        method, host, port, path, version = asked.groups()
        found = addresses(host, int(port or 80))
        if not found:
            client.sendall(b"HTTP/1.1 403 this environment may not ask " + host.encode() + b"\r\nConnection: close\r\n\r\n")
            raise ValueError("refused")
        server = socket.create_connection(found[0][:2], PATIENCE)
        server.settimeout(None)
        client.settimeout(None)
        if method == "CONNECT":
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            return server
        rest = re.sub(rb"(?im)^(proxy-)?connection:[^\n]*\n", b"", rest)
        server.sendall(f"{method} {path or '/'} {version}\r\nConnection: close\r\n".encode() + rest)
        return server

    return connect


if sys.argv[1] == "inside":
    inside(*sys.argv[2:])
elif sys.argv[1] == "proxy":
    proxy(*sys.argv[2:])
else:
    main(*sys.argv[1:])
