"""A proxy for the sign-in with a password: MSAL asks for a user's realm at port 443 of the authority, whatever port that has.

    proxy.py BASE IDENTITY_PORT [PORT]      prints its address; then HTTPS_PROXY=that az login --username …

Passes on connections to names below BASE and no others; those to port 443 go to identity.
"""

import asyncio
import sys

base, identity = sys.argv[1], int(sys.argv[2])


async def copy(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def connected(reader, writer):
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    method, target = head.split()[:2]
    host, _, port = target.rpartition(":")
    if method != "CONNECT" or not host.endswith("." + base):
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        writer.close()
        return
    onward = await asyncio.open_connection("localhost", identity if port == "443" else int(port))
    writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
    await asyncio.gather(copy(reader, onward[1]), copy(onward[0], writer))


async def main():
    server = await asyncio.start_server(connected, "127.0.0.1", int((sys.argv[3:] or ["0"])[0]))
    print("http://127.0.0.1:%d" % server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
