"""usage: serve.py SOCKET

Reads the modules of Confiture, says so, and forks for each client until it is told to end or its parent is gone.
"""
import gc
import os
import resource
import signal
import socket
import struct
import sys
import threading

from confiture.cli.main import app


def request(connection):
    """The fields of a client's request; its files take the places of ours."""
    head, files, _, _ = socket.recv_fds(connection, 4, 3)
    size = int.from_bytes(head, "little")
    text = b""
    while len(text) < size:
        part = connection.recv(size - len(text))
        if not part:
            os._exit(1)
        text += part
    for place, file in enumerate(files):
        os.dup2(file, place)
        os.close(file)
    return text.split(b"\0")


def become(connection, fields):
    """What the client is, this process is from now on."""
    client, _, _ = struct.unpack("iII", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    for limit in range(resource.RLIMIT_CPU, resource.RLIMIT_RTPRIO + 1):
        resource.setrlimit(limit, resource.prlimit(client, limit))
    os.chdir(fields[0])
    os.umask(int(fields[1]))
    behind = 3 + int(fields[2])
    sys.argv = [os.fsdecode(word) for word in fields[3:behind]]
    os.environ.clear()
    for field in fields[behind:]:
        name, _, value = field.partition(b"=")
        os.environb[name] = value


def die_with(connection):
    """A client that is killed takes its build along."""
    if not connection.recv(1):
        os.kill(os.getpid(), signal.SIGKILL)


def build(connection):
    """In the child: what the script of Confiture does; its exit status."""
    become(connection, request(connection))
    threading.Thread(target=die_with, args=[connection], daemon=True).start()
    try:
        app()
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def serve(listener):
    parent = os.getppid()
    listener.settimeout(10)
    gc.freeze()
    while True:
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            if os.getppid() != parent:
                return
            continue
        reap()
        if os.fork() == 0:
            listener.close()
            status = build(connection)
            sys.stdout.flush()
            sys.stderr.flush()
            connection.send(bytes([status & 255]))
            os._exit(0)
        connection.close()


listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen(64)
print("ready", flush=True)
serve(listener)
