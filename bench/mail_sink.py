"""A mail server that accepts everything and keeps nothing, as cheaply as Python can: what is measured is who sends to it."""

import asyncio
import socket
import sys

GREETING = b"220 sink ESMTP\r\n"


class Sink(asyncio.Protocol):
    taken = 0
    features = b"250-sink\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SIZE\r\n"

    def connection_made(self, transport):
        self.transport, self.rest, self.in_text = transport, b"", False
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        transport.write(GREETING)

    def data_received(self, data):
        data, answers = self.rest + data, []
        while data:
            end = data.find(b"\r\n.\r\n") if self.in_text else data.find(b"\r\n")
            if end < 0:
                break
            if self.in_text:
                data, self.in_text = data[end + 5 :], False
                Sink.taken += 1
                answers.append(b"250 2.0.0 Ok\r\n")
            else:
                answers.append(self.answer(data[:4].upper()))
                data = data[end + 2 :]
        self.rest = data
        self.transport.write(b"".join(answers))

    def answer(self, command):
        if command == b"EHLO":
            return self.features
        if command == b"DATA":
            self.in_text = True
            return b"354 Go on\r\n"
        return b"221 Bye\r\n" if command == b"QUIT" else b"250 2.1.0 Ok\r\n"


class OneByOne(Sink):
    """Does not say that it takes several commands at once."""

    features = b"250-sink\r\n250-8BITMIME\r\n250 SIZE\r\n"


async def main():
    loop = asyncio.get_running_loop()
    servers = [await loop.create_server(kind, "127.0.0.1", 0) for kind in (Sink, OneByOne)]
    print(*[server.sockets[0].getsockname()[1] for server in servers], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):  # a line asks how many; the end ends us
        print(Sink.taken, flush=True)


if __name__ == "__main__":
    asyncio.run(main())
