#!/usr/bin/env python3
"""Stands for teamhub-media in media.test.py: does what a picture asks for that holds "DOUBLE:…", as a decoder
would that a stranger's picture has taken over or broken; every other job it hands to the real program beside it."""
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

REAL = Path(__file__).resolve().parents[2] / "build/release/teamhub-media"
parent = socket.socket(fileno=0)
ours, theirs = socket.socketpair()
real = subprocess.Popen([REAL], stdin=theirs)
theirs.close()


def receive(end):
    head = b""
    while len(head) < 8:
        part = end.recv(8 - len(head))
        if not part:
            sys.exit(0)
        head += part
    kind, size = struct.unpack("=II", head)
    body = b""
    while len(body) < size:
        part = end.recv(min(1 << 20, size - len(body)))
        if not part:
            sys.exit(0)
        body += part
    return chr(kind), body


def send(end, kind, body):
    end.sendall(struct.pack("=II", ord(kind), len(body)) + body)


def misbehave(how):
    if how == "sleep":
        time.sleep(1000)
    elif how == "spin":
        while True:
            pass
    elif how == "abort":
        os.abort()
    elif how == "eat":
        kept = []
        while True:
            kept.append(bytearray(64 << 20))
    elif how == "nonsense":
        parent.sendall(b"HTTP/1.1 200 OK\r\n\r\n" * 1000)
        time.sleep(1000)
    elif how == "endless":
        while True:
            send(parent, "f", b"400 300 webp\n" + bytes(1000))
    elif how == "climb":  # asks for what is no file of the media folder
        send(parent, "n", b"../../etc/passwd")
        _, body = receive(parent)
        send(parent, "f", b"400 300 jpg\n" + (body or b"nothing"))
        send(parent, "d", b"#000000\n")
    elif how == "name":  # a file of another name
        send(parent, "f", b"400 300 jpg/../../x\n" + b"bytes")
        send(parent, "d", b"#000000\n")
    elif how == "killed":  # by somebody else
        os.kill(os.getpid(), signal.SIGKILL)
    sys.exit(3)


send(parent, *receive(ours))  # hello
while True:
    kind, job = receive(parent)
    at = job.find(b"DOUBLE:")
    if at >= 0:
        misbehave(job[at + 7:].split(b";")[0].decode())
    send(ours, kind, job)
    while True:
        kind, said = receive(ours)
        send(parent, kind, said)
        if kind in "dr":
            break
        if kind == "n":
            send(ours, *receive(parent))
