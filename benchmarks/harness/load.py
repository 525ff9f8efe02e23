"""Load: wrk for HTTP, pgbench for PostgreSQL alone. Each answers throughput, latency, and processor time for one request."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

from . import cpu
from .cluster import environment, postmaster
from .place import WORK, sh

LUA = """
local bodies = {}
for line in io.lines(os.getenv("BENCHMARK_BODIES")) do bodies[#bodies + 1] = line end
local headers = { ["Content-Type"] = "application/json", ["Accept"] = "application/graphql-response+json, application/json" }
math.randomseed(7)
request = function() return wrk.format("POST", nil, headers, bodies[math.random(#bodies)]) end
done = function(summary, latency)
  io.write(string.format("RESULT %d %d %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.bytes, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
"""


def post(url, body):
    """The parsed answer to one request; an error that the server explains is its explanation."""
    headers = {"Content-Type": "application/json", "Accept": "application/graphql-response+json, application/json"}
    request = urllib.request.Request(url, body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())
    except urllib.error.HTTPError as e:
        return {"errors": [{"message": f"{e.code} {e.read().decode(errors='replace')[:500]}"}]}


def bodies_file(name, bodies):
    path = os.path.join(WORK, f"{name}.bodies")
    with open(path, "w") as f:
        f.write("\n".join(bodies) + "\n")
    return path


def wrk(url, bodies, seconds, connections, server):
    """server: process id, or None if only PostgreSQL's time can be known."""
    script = os.path.join(WORK, "wrk.lua")
    with open(script, "w") as f:
        f.write(LUA)
    database = postmaster()
    before = cpu.spent(server) if server else 0.0, cpu.spent(database)
    out = sh("wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s", "-s", script, url,
             env=os.environ | {"BENCHMARK_BODIES": bodies})
    after = cpu.spent(server) if server else 0.0, cpu.spent(database)
    done, micros, p50, p99, size, status, broken = map(int, re.search(r"RESULT (.*)", out).group(1).split())
    if status or broken or not done:
        sys.exit(f"benchmarks: {url}: {status} answers were errors, {broken} requests broke, of {done}")
    return {"requests": done, "per_second": done / micros * 1e6, "p50_us": p50, "p99_us": p99, "bytes": size / done,
            "server_us": (after[0] - before[0]) / done * 1e6 if server else None,
            "postgres_us": (after[1] - before[1]) / done * 1e6}


def pgbench(script, seconds, clients=2, options="", transactions=None, database="shop"):
    path = os.path.join(WORK, "pgbench.sql")
    with open(path, "w") as f:
        f.write(script)
    log = os.path.join(WORK, "pgbench_log")
    server = postmaster()
    before = cpu.spent(server)
    amount = ["-t", str(transactions)] if transactions else ["-T", str(seconds)]
    # a tenth of the transactions is logged: percentiles cost little
    logged = ["--log", f"--log-prefix={log}", "--sampling-rate=0.1"] if not transactions else []
    out = sh("pgbench", "-n", "-M", "prepared", "-c", str(clients), "-j", str(clients), *amount, *logged, "-f", path,
             env=environment(database, "bench") | {"PGOPTIONS": options})
    time.sleep(0.1)  # the backends' time is the postmaster's a moment after they have gone
    after = cpu.spent(server)
    done = int(re.search(r"processed: (\d+)", out).group(1))
    if not re.search(r"failed transactions: 0 ", out) or not done:
        sys.exit(f"benchmarks: pgbench failed:\n{out}")
    tps = float(re.search(r"tps = ([\d.]+)", out).group(1))
    taken = percentiles(log)
    return {"requests": done, "per_second": tps, "p50_us": taken[0], "p99_us": taken[1], "server_us": 0.0,
            "postgres_us": (after - before) / done * 1e6}


def percentiles(prefix):
    folder, name = os.path.split(prefix)
    times = []
    for entry in os.listdir(folder):
        if entry.startswith(name):
            with open(os.path.join(folder, entry)) as f:
                times += [int(line.split()[2]) for line in f]
            os.remove(os.path.join(folder, entry))
    times.sort()
    return (times[len(times) // 2], times[len(times) * 99 // 100]) if times else (None, None)


def alive(process):
    return process is None or process.poll() is None


def wait_until_serves(url, process, log, seconds=120):
    until = time.time() + seconds
    while time.time() < until and alive(process):
        try:
            if "data" in post(url, '{"query":"{__typename}"}'):
                return
        except (OSError, ValueError):
            pass
        time.sleep(0.2)
    with open(log) as f:
        sys.exit(f"benchmarks: nothing answers at {url}:\n{f.read()[-3000:]}")


def stop(process):
    if process is None:
        return
    for pid in reversed(cpu.tree(process.pid)):
        try:
            os.kill(pid, 15)
        except ProcessLookupError:
            pass
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
