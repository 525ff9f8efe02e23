"""M1: a command with three items, over HTTP and called by pgbench, on a copy of the database that is thrown away."""

import json
import os
import re
import sys

from . import cluster, contenders, load
from .figures import medians
from .place import BENCHMARKS, say

DATABASE = "m1"
CALLS = 2000

# Customers that may order, three products each that can be ordered; the input by its keys in PostgreSQL and in GraphQL.
POOL = f"""
CREATE TABLE m1_calls AS
SELECT row_number() OVER (ORDER BY c.id)::int AS n,
       jsonb_build_object('customer_id', c.id, 'shipping_address_id', a.id, 'billing_address_id', a.id, 'notes', 'three items',
         'items', (SELECT jsonb_agg(jsonb_build_object('product_id', p.id, 'quantity', 1 + p.nr % 3) ORDER BY p.nr)
                   FROM (SELECT p.id, row_number() OVER (ORDER BY md5(p.id::text || c.id::text)) AS nr FROM tb_products p
                         WHERE p.status = 'active' LIMIT 3) p)) AS input
FROM (SELECT id FROM tb_customers WHERE status = 'active' ORDER BY id LIMIT {CALLS}) c
JOIN LATERAL (SELECT id FROM tb_customer_addresses WHERE customer_id = c.id ORDER BY id LIMIT 1) a ON true;
ALTER TABLE m1_calls ADD PRIMARY KEY (n);
GRANT SELECT ON m1_calls TO {cluster.USER};
"""


def text(folder, name):
    with open(os.path.join(BENCHMARKS, folder, name)) as f:
        return f.read()


def camel(value):
    if isinstance(value, dict):
        return {re.sub(r"_([a-z])", lambda m: m.group(1).upper(), k): camel(v) for k, v in value.items()}
    return [camel(v) for v in value] if isinstance(value, list) else value


def bodies():
    query = " ".join(text("queries", "m1.fraiseql.graphql").split())
    inputs = json.loads(cluster.psql("SELECT jsonb_agg(input ORDER BY n) FROM m1_calls", DATABASE))
    return [json.dumps({"query": query, "variables": {"input": camel(given)}}) for given in inputs]


def orders():
    return int(cluster.psql("SELECT count(*) FROM tb_orders", DATABASE))


def check(server, all_bodies):
    """An order that is answered is an order that is there, with the total that PostgreSQL knows."""
    for body in all_bodies[:10]:
        before = orders()
        answer = load.post(server.url, body)
        order = (answer.get("data") or {}).get("answer", {}).get("order")
        if "errors" in answer or not order or orders() != before + 1:
            sys.exit(f"benchmarks: M1: no order came of\n{body}\n{json.dumps(answer)[:1500]}")
        total = cluster.psql(f"SELECT total_amount FROM tb_orders WHERE id = '{order['id']}'", DATABASE)
        if float(total) != float(order["total"]):
            sys.exit(f"benchmarks: M1: the order has the total {total}, the answer says {order['total']}")


def measure(a):
    say("M1: createOrder with three items, on a copy of the shop")
    cluster.psql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", "postgres")
    cluster.psql(f"CREATE DATABASE {DATABASE} TEMPLATE shop", "postgres")
    cluster.psql(POOL, DATABASE)
    cluster.psql("ANALYZE m1_calls", DATABASE)
    server = contenders.fraiseql(port=8095, name="fraiseql-m1", database=DATABASE)
    try:
        all_bodies = bodies()
        check(server, all_bodies)
        path = load.bodies_file("M1.fraiseql", all_bodies)
        draw = f"\\set n random(1, {len(all_bodies)})\n"
        turns = {
            "call": lambda: load.pgbench(draw + text("sql", "m1.call.sql"), a.seconds, database=DATABASE),
            "whole": lambda: load.pgbench(draw + text("sql", "m1.whole.sql"), a.seconds, database=DATABASE),
            "fraiseql": lambda: load.wrk(server.url, path, a.seconds, a.connections, server.pid),
        }
        if a.warm_up:
            load.wrk(server.url, path, a.warm_up, a.connections, server.pid)
        names, figures = list(turns), {name: [] for name in turns}
        for r in range(a.rounds):
            for name in names[r % 3:] + names[:r % 3]:
                before = orders()
                figures[name].append(turns[name]())
                made = orders() - before
                # what was under way when a turn ended is made, but not counted as a request
                if not figures[name][-1]["requests"] <= made <= figures[name][-1]["requests"] + a.connections:
                    sys.exit(f"benchmarks: M1: {name}: {figures[name][-1]['requests']} answers, {made} orders")
            say(f"M1 round {r + 1}: " + ", ".join(f"{n} {figures[n][-1]['per_second']:,.0f}/s" for n in names))
    finally:
        server.stop()
        cluster.psql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)", "postgres")
    return {"rounds": figures, "medians": {name: medians(rounds) for name, rounds in figures.items()}}
