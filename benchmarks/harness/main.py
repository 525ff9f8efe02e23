"""The run: install, load, start, check that all answer the same, measure in turns, report."""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys

from . import cluster, commands, contenders, load, published, report
from .figures import medians
from .place import RESULTS, WORK, jdk, need, say
from .questions import QUESTIONS, canonical, same

PEERS = {"postgraphile": contenders.postgraphile, "graphql-java": contenders.graphql_java}


def arguments():
    p = argparse.ArgumentParser(prog="benchmarks/run", description="Measures FraiseQL against PostgreSQL alone and against peers.")
    p.add_argument("--quick", action="store_true", help="a smoke run of about a minute on loaded data; its figures are not kept")
    p.add_argument("--rounds", type=int, help="rounds in which all take their turn (5)")
    p.add_argument("--seconds", type=int, help="length of one turn (4)")
    p.add_argument("--warm-up", type=int, help="seconds of load for each server and question before the first round (8)")
    p.add_argument("--connections", type=int, default=16, help="HTTP connections (16)")
    p.add_argument("--questions", default="Q1,Q2,Q3,Q4", help="which (Q1,Q2,Q3,Q4)")
    p.add_argument("--contenders", default="fraiseql,postgraphile,graphql-java", help="which servers, by comma")
    p.add_argument("--url", help="measure a FraiseQL that already serves the bench database at this address")
    p.add_argument("--pid", type=int, help="with --url: its process, for processor time")
    p.add_argument("--published", choices=["yes", "no", "only"], default="yes", help="the reference document's own order aggregate")
    p.add_argument("--commands", choices=["yes", "no", "only"], default="yes", help="M1, a command; only: nothing else")
    p.add_argument("--customers", type=int, default=10_000, help="size of the shop; five orders each (10000)")
    p.add_argument("--profile", metavar="Q1", help="load FraiseQL with one question under the flight recorder and print its hot methods")
    p.add_argument("--stop", action="store_true", help="stop the cluster that --keep left running, and do nothing else")
    p.add_argument("--keep", action="store_true", help="leave the cluster running")
    a = p.parse_args()
    a.rounds = a.rounds or (1 if a.quick else 5)
    a.seconds = a.seconds or (1 if a.quick else 4)
    a.warm_up = a.warm_up if a.warm_up is not None else (2 if a.quick else 8)
    return a


def check(question, servers, samples):
    """Unequal work must not be compared: every server's answer is that of the hand-written statement."""
    places = [len(question.values) * k // samples for k in range(samples)]
    expected = {i: same(question, question.values[i]) for i in places}
    for server in servers:
        bodies = question.bodies(server.name)
        for i in places:
            answer = load.post(server.url, bodies[i])
            if "errors" in answer or canonical(answer["data"]["answer"]) != expected[i]:
                sys.exit(f"benchmarks: {question.name}: {server.title} answers something else to\n{bodies[i]}\n"
                         f"{json.dumps(answer)[:1500]}\nexpected\n{json.dumps(expected[i], default=str)[:1500]}")


def measure(question, servers, a):
    """{contender: [figures of each round]}; the order rotates so that nobody always follows the same neighbour."""
    turns = {
        "pruned": lambda: load.pgbench(question.script("pruned"), a.seconds),
        "naive": lambda: load.pgbench(question.script("naive"), a.seconds),
    }
    for server in servers:
        bodies = load.bodies_file(f"{question.name}.{server.name}", question.bodies(server.name))
        turns[server.name] = lambda s=server, b=bodies: load.wrk(s.url, b, a.seconds, a.connections, s.pid)
        if a.warm_up:
            load.wrk(server.url, bodies, a.warm_up, a.connections, server.pid)
    names = list(turns)
    figures = {name: [] for name in names}
    for r in range(a.rounds):
        for name in names[r % len(names):] + names[:r % len(names)]:
            figures[name].append(turns[name]())
        say(f"{question.name} round {r + 1}: " + ", ".join(f"{n} {figures[n][-1]['per_second']:,.0f}/s" for n in names))
    return figures


def machine():
    with open("/proc/cpuinfo") as f:
        model = next((line.split(":")[1].strip() for line in f if line.startswith("model name")), "unknown")
    return {"cpu": model, "cores": os.cpu_count(), "kernel": platform.release(),
            "postgresql": cluster.psql("SHOW server_version"),
            "java": subprocess.run([os.path.join(jdk(), "bin", "java"), "-version"], capture_output=True, text=True).stderr.splitlines()[0]}


def start_servers(a):
    servers = []
    try:
        for name in a.contenders.split(","):
            if name == "fraiseql":
                servers.append(contenders.Server(name, "FraiseQL", a.url, None, a.pid) if a.url else contenders.fraiseql())
            elif name:
                servers.append(PEERS[name]())
    except BaseException:
        for server in servers:
            server.stop()
        raise
    return servers


def run(a):
    questions = [q for q in QUESTIONS if q.name in a.questions.split(",")]
    result = {"date": datetime.datetime.now().isoformat(timespec="seconds"), "machine": machine(), "rounds": a.rounds,
              "seconds": a.seconds, "connections": a.connections, "customers": a.customers, "questions": {}}
    if a.published != "only" and a.commands != "only":
        servers = start_servers(a)
        try:
            for question in questions:
                check(question, servers, 3 if a.quick else 10)
            say("all answers are the same")
            for question in questions:
                rounds = measure(question, servers, a)
                check(question, servers, 3)
                result["questions"][question.name] = {
                    "what": question.what, "medians": {n: medians(r) for n, r in rounds.items()}, "rounds": rounds}
        finally:
            for server in servers:
                server.stop()
    if a.commands != "no" and a.published != "only" and "fraiseql" in a.contenders.split(",") and not a.url:
        result["commands"] = commands.measure(a)
    if a.published != "no" and a.commands != "only" and "fraiseql" in a.contenders.split(",") and not a.url:
        try:
            result["published"] = published.measure(a)
        except SystemExit as e:  # the figures of the questions are kept all the same
            result["published_failed"] = str(e)
    return result


def profile(a):
    question = next(q for q in QUESTIONS if q.name == a.profile)
    recording = os.path.join(WORK, "profile.jfr")
    options = ("-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints "
               f"-XX:StartFlightRecording=filename={recording},settings=profile,dumponexit=true")
    server = contenders.fraiseql(java_options=options)
    try:
        bodies = load.bodies_file(f"{question.name}.profile", question.bodies("fraiseql"))
        figures = load.wrk(server.url, bodies, 30 if not a.quick else 10, a.connections, server.pid)
    finally:
        server.stop()
    print(json.dumps(figures, indent=2))
    for view in ("hot-methods", "allocation-by-class", "gc-pauses"):
        print(subprocess.run([os.path.join(jdk(), "bin", "jfr"), "view", view, recording], capture_output=True, text=True).stdout)
    print(f"recording: {recording}")


def whole(a):
    """Only a run of everything may take the place of the kept results."""
    return (not a.quick and a.published == a.commands == "yes" and a.customers == 10_000 and not a.url
            and a.questions == "Q1,Q2,Q3,Q4" and a.contenders == "fraiseql,postgraphile,graphql-java")


def main():
    a = arguments()
    if a.stop:
        cluster.stop()
        return
    need("wrk", "wrk")
    started = cluster.start()
    try:
        cluster.load(a.customers, large=a.published != "no" and a.commands != "only" and not a.quick and not a.profile)
        if a.profile:
            profile(a)
            return
        result = run(a)
        text = report.markdown(result)
        print(text)
        if whole(a):
            os.makedirs(RESULTS, exist_ok=True)
            day = result["date"][:10]
            with open(os.path.join(RESULTS, f"{day}.json"), "w") as f:
                json.dump(result, f, indent=1)
                f.write("\n")
            with open(os.path.join(RESULTS, "README.md"), "w") as f:
                f.write(text)
        if "published_failed" in result:
            sys.exit(result["published_failed"])
    finally:
        if started and not a.keep:
            cluster.stop()
