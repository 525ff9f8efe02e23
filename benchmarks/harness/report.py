"""Figures as a Markdown page, with the bars that docs and issues name. Ratios count: absolute times are one machine's."""

THROUGHPUT = {"Q1": 0.7, "Q2": 0.6, "Q3": 1.2, "Q4": 0.45}  # share of pgbench on the hand-written pruned SQL
POSTGRES = 1.1  # PostgreSQL's processor time, at most, over that of the hand-written pruned SQL
PEER = 1 / 8  # processor time of server and PostgreSQL, at most, over PostGraphile's, for Q1 and Q2
COMMAND = 0.85  # share of pgbench on the function's call alone
SERVER = 1  # processor time of the server, at most, over PostgreSQL's
PUBLISHED = 300  # times faster than the naive statement

TITLES = {"pruned": "hand-written pruned SQL, pgbench", "naive": "naive `SELECT data`, pgbench",
          "call": "the function's call alone, pgbench", "whole": "call and payload in one transaction, pgbench", "fraiseql": "**FraiseQL**, GraphQL over HTTP",
          "postgraphile": "PostGraphile 5, GraphQL over HTTP", "graphql-java": "graphql-java + DataLoader + JDBC, by hand"}


def total(x):
    return (x["server_us"] or 0) + x["postgres_us"]


def bars(result):
    """(what, measured, bar, met) for each bar that this run can tell."""
    rows = []
    for name, q in result["questions"].items():
        m = q["medians"]
        if "fraiseql" not in m:
            continue
        share = m["fraiseql"]["per_second"] / m["pruned"]["per_second"]
        rows.append((f"{name}: throughput ÷ pgbench on pruned SQL", f"{share:.2f}", f"≥ {THROUGHPUT[name]}", share >= THROUGHPUT[name]))
        load = m["fraiseql"]["postgres_us"] / m["pruned"]["postgres_us"]
        rows.append((f"{name}: PostgreSQL's processor time ÷ pruned SQL's", f"{load:.2f}", f"≤ {POSTGRES}", load <= POSTGRES))
        if "postgraphile" in m and name in ("Q1", "Q2") and m["fraiseql"]["server_us"] is not None:
            part = total(m["fraiseql"]) / total(m["postgraphile"])
            rows.append((f"{name}: processor time ÷ PostGraphile's", f"1/{1 / part:.1f}", "≤ 1/8", part <= PEER))
    if "commands" in result:
        m = result["commands"]["medians"]
        share = m["fraiseql"]["per_second"] / m["call"]["per_second"]
        rows.append(("M1: throughput ÷ pgbench on the function's call", f"{share:.2f}", f"≥ {COMMAND}", share >= COMMAND))
        part = m["fraiseql"]["server_us"] / m["fraiseql"]["postgres_us"]
        rows.append(("M1: server's processor time ÷ PostgreSQL's", f"{part:.2f}", f"≤ {SERVER}", part <= SERVER))
    if "published_failed" in result:
        rows.append(("published aggregate: could not be measured", "–", f"≥ {PUBLISHED}", False))
    p = result.get("published", {})
    for x in p.values():
        rows.append((f"published aggregate, newest 20 of {x['orders']:,}: times faster than naive", f"{x['times']:,.0f}", f"≥ {PUBLISHED}",
                     x["times"] >= PUBLISHED))
    if len(p) == 2:
        small, large = (x["fraiseql_ms"] for x in p.values())
        rows.append(("published aggregate, time at ten times the orders", f"× {large / small:.2f}", "flat (≤ 1.5)", large / small <= 1.5))
    return rows


def micros(value):
    return "–" if value is None else f"{value:,.0f}"


def markdown(result):
    m = result["machine"]
    out = ["# Results", "", "Made by `benchmarks/run`. Compare figures of one run only; another machine has others.", "",
           f"{result['date']} · {m['cores']} cores, {m['cpu']} · PostgreSQL {m['postgresql']} · {m['java']} · "
           f"{result['customers']:,} customers, {result['customers'] * 5:,} orders · medians of {result['rounds']} rounds of {result['seconds']} s, "
           f"interleaved · HTTP with {result['connections']} connections, pgbench with 2 clients", "", "## Bars", "",
           "| | measured | bar | |", "|---|---:|---:|---|"]
    out += [f"| {what} | {got} | {bar} | {'met' if met else '**missed**'} |" for what, got, bar, met in bars(result)]
    asked = {name: q | {"base": "pruned"} for name, q in result["questions"].items()}
    if "commands" in result:
        asked["M1"] = result["commands"] | {"what": "createOrder with three items, order read back", "base": "call"}
    for name, q in asked.items():
        out += ["", f"## {name}: {q['what']}", "",
                f"| | requests/s | ÷ {'pruned SQL' if q['base'] == 'pruned' else 'call'} | p50 µs | p99 µs | processor µs: server | PostgreSQL | both | answer bytes |",
                "|---|---:|---:|---:|---:|---:|---:|---:|---:|"]
        for key, x in q["medians"].items():
            share = x["per_second"] / q["medians"][q["base"]]["per_second"]
            out.append(f"| {TITLES[key]} | {x['per_second']:,.0f} | {share:.2f} | {micros(x['p50_us'])} | {micros(x['p99_us'])} | "
                       f"{micros(x['server_us'])} | {micros(x['postgres_us'])} | {micros(total(x))} | {micros(x.get('bytes'))} |")
    if result.get("published"):
        out += ["", "## The reference document's `v_order_aggregate`, newest 20, whole documents", "",
                "One client at a time. The views stand as published; indexes on `tb_orders(created_at DESC, id)` and `tb_order_items(order_id)` are there for both.", "",
                "| orders | naive `SELECT data` | FraiseQL over HTTP, p50 | times |", "|---:|---:|---:|---:|"]
        out += [f"| {x['orders']:,} | {x['naive_ms']:,.0f} ms | {x['fraiseql_ms']:.2f} ms | {x['times']:,.0f} |" for x in result["published"].values()]
    return "\n".join(out) + "\n"
