"""The beginning of every program that runs foreign code for Hone: gives up rights, sets limits, and moves the descriptors of the protocol."""

import fcntl
import json
import os
import resource
import signal
import sys

CONFIG = json.loads(sys.argv[1])
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_CHILD_SUBREAPER = 1, 4, 36


def set_limits():
    if CONFIG["uid"]:
        os.setgroups([])
        os.setresgid(CONFIG["uid"], CONFIG["uid"], CONFIG["uid"])
        os.setresuid(CONFIG["uid"], CONFIG["uid"], CONFIG["uid"])
    prctl(PR_SET_DUMPABLE, 1)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    if CONFIG["die_with_parent"]:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    for name, value in CONFIG["limits"].items():
        resource.setrlimit(getattr(resource, name), (value, value))


def prctl(option, value):
    if sys.platform != "linux":
        return
    import ctypes
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl " + str(option))


def private(descriptor):
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 200)


def take_descriptors(output):
    """The protocol's two ends, moved away from 0 and 1, where nothing can be read, and what is printed goes to output."""
    requests, replies = private(0), private(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)
    os.register_at_fork(after_in_child=lambda: [os.close(end) for end in (requests, replies)])
    return requests, replies


def read(descriptor, length):
    data = bytearray()
    while len(data) < length:
        part = os.read(descriptor, length - len(data))
        if not part:
            os._exit(0)  # nobody asks any more
        data += part
    return data


def receive(descriptor):
    """A message: its length in 4 bytes, then JSON."""
    return json.loads(read(descriptor, int.from_bytes(read(descriptor, 4), "big")))


def send(descriptor, data):
    data = memoryview(len(data).to_bytes(4, "big") + data)
    while data:
        data = data[os.write(descriptor, data):]


