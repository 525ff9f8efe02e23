"""The reference document's own v_order_aggregate, as published: the newest 20 whole documents, naive against FraiseQL."""

import json
import os
import re
import statistics
import sys
import time

from . import cluster, contenders, load
from .place import BENCHMARKS, say

NAIVE = "SELECT data FROM v_order_aggregate ORDER BY order_date DESC LIMIT 20"


def document():
    with open(os.path.join(BENCHMARKS, "queries/published.fraiseql.graphql")) as f:
        return json.dumps({"query": " ".join(f.read().split())})


def camel(value):
    """Keys as GraphQL names them; __typename is not asked for."""
    if isinstance(value, dict):
        return {re.sub(r"_([a-z])", lambda m: m.group(1).upper(), k): camel(v) for k, v in value.items() if k != "__typename"}
    if isinstance(value, list):
        return [camel(v) for v in value]
    return value


def naive(schema, times):
    taken, rows = [], None
    for _ in range(times):
        before = time.time()
        rows = cluster.psql(f"SET search_path = {schema}; {NAIVE}", user=cluster.USER)
        taken.append((time.time() - before) * 1000)
    return statistics.median(taken), [camel(json.loads(line)) for line in rows.splitlines()]


def served(server, a):
    """Milliseconds of the middle answer. wrk counts none in a turn that is shorter than an answer takes, so slow ones are asked one by one."""
    taken = []
    for _ in range(5):
        before = time.time()
        load.post(server.url, document())
        taken.append((time.time() - before) * 1000)
    if statistics.median(taken) > 200:
        return statistics.median(taken)
    bodies = load.bodies_file("published", [document()])
    load.wrk(server.url, bodies, a.warm_up, 1, server.pid)
    return statistics.median(load.wrk(server.url, bodies, a.seconds, 1, server.pid)["p50_us"] for _ in range(a.rounds)) / 1000


def measure(a):
    figures = {}
    for schema, times in (("published", 1 if a.quick else 3), ("published_large", 1)):
        if cluster.psql(f"SELECT to_regnamespace('{schema}')") == "":
            continue
        orders = int(cluster.psql(f"SELECT count(*) FROM {schema}.tb_orders"))
        say(f"the published order aggregate, {orders:,} orders")
        milliseconds, expected = naive(schema, times)
        server = contenders.fraiseql(port=8094, schemas=schema, name="fraiseql-published")
        try:
            answer = load.post(server.url, document())
            if "errors" in answer:
                sys.exit(f"benchmarks: the published aggregate, {orders:,} orders: {json.dumps(answer['errors'])[:1000]}")
            if answer["data"]["answer"] != expected:
                sys.exit(f"benchmarks: the published aggregate: another answer\n{json.dumps(answer)[:3000]}\nexpected\n{json.dumps(expected)[:3000]}")
            p50 = served(server, a)
        finally:
            server.stop()
        figures[schema] = {"orders": orders, "naive_ms": milliseconds, "fraiseql_ms": p50, "times": milliseconds / p50}
    return figures
