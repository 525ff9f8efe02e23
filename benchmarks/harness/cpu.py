"""Processor time from /proc, in seconds. Linux only."""

import os

TICK = os.sysconf("SC_CLK_TCK")


def fields(pid):
    with open(f"/proc/{pid}/stat") as f:
        return f.read().rsplit(")", 1)[1].split()  # the name in brackets may hold spaces


def processes():
    """{pid: parent} of everything that runs."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                parents[int(name)] = int(fields(name)[1])
            except (FileNotFoundError, ProcessLookupError):
                pass
    return parents


def tree(root):
    parents = processes()
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += [child for child, parent in parents.items() if parent == pid]
    return found


def spent(root):
    """What a process, its living descendants, and all those that they have waited for have spent, in user and kernel."""
    total = 0
    for pid in tree(root):
        try:
            f = fields(pid)
            total += sum(int(f[i]) for i in (11, 12, 13, 14))  # utime, stime, cutime, cstime
        except (FileNotFoundError, ProcessLookupError):
            pass
    return total / TICK
