#!/usr/bin/env python3
"""Micro lab: which SQL renders a pruned document tree as JSON text at the least cost.

    PGHOST=… PGPORT=… PGUSER=… PGDATABASE=shop benchmarks/lab.py [--rounds 5] [--seconds 1] [group…]

Each group holds variants of one statement that must give the same parsed JSON; it is checked before anything is timed.
One pgbench client, prepared statements, variants interleaved within each round. Figures are medians: latency, and the
backend's processor time, taken from what the postmaster has reaped (its cutime and cstime).
"""
import argparse, json, os, re, statistics, subprocess, sys, tempfile, time

TICK = os.sysconf("SC_CLK_TCK")


def psql(sql):
    return subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql], check=True, capture_output=True, text=True).stdout


# ---- trees: (key, kind, expression) with kind in text, uuid, num, int, ts; nullable kinds end with '?' ------------------
# object: ("obj", [...]); list: ("list", element object, "FROM …", "ORDER BY …")

def lit(s):
    return "'" + s.replace("'", "''") + "'"


class JsonBuild:
    def obj(self, fields):
        return "json_build_object(" + ", ".join(f"{lit(k)}, {self.value(v)}" for k, v in fields) + ")"

    def value(self, v):
        kind = v[0]
        if kind == "obj":
            return self.obj(v[1])
        if kind == "list":
            return f"(SELECT coalesce(json_agg({self.obj(v[1])} {v[3]}), '[]') {v[2]})"
        return v[1]

    def rows(self, document, source, order):
        return f"SELECT coalesce(json_agg({document}{order}), '[]') FROM {source}"


class Text:
    """Text: literal runs between the values. How values are written is the variant's choice."""

    def __init__(self, join="concat", text="to_json", num="plain", ts="to_json", ordered="agg", agg="string_agg"):
        self.join, self.text, self.num, self.ts, self.ordered, self.agg = join, text, num, ts, ordered, agg

    def parts(self, fields):
        out, sep = [], "{"
        for k, v in fields:
            pre, value, post = self.value(v)
            out += [("lit", f'{sep}"{k}":{pre}'), ("expr", value)]
            sep = post + ","
        out.append(("lit", sep[:-1] + "}"))
        merged = []
        for kind, s in out:
            if kind == "lit" and merged and merged[-1][0] == "lit":
                merged[-1] = ("lit", merged[-1][1] + s)
            else:
                merged.append((kind, s))
        return merged

    def obj(self, fields):
        parts = self.flatten(fields)
        if self.join == "concat":
            return "concat(" + ", ".join(lit(s) if k == "lit" else s for k, s in parts) + ")"
        if self.join == "format":
            form = "".join(s.replace("%", "%%") if k == "lit" else "%s" for k, s in parts)
            return "format(" + ", ".join([lit(form)] + [s for k, s in parts if k == "expr"]) + ")"
        if self.join == "concat_typed":
            return "concat(" + ", ".join(lit(s) + "::text" if k == "lit" else s for k, s in parts) + ")"
        return "(" + " || ".join(lit(s) if k == "lit" else s for k, s in parts) + ")"

    def flatten(self, fields):
        out = []
        for kind, s in self.parts(fields):
            if isinstance(s, list):
                for piece in s:
                    if out and out[-1][0] == "lit" and piece[0] == "lit":
                        out[-1] = ("lit", out[-1][1] + piece[1])
                    else:
                        out.append(piece)
            elif kind == "lit" and out and out[-1][0] == "lit":
                out[-1] = ("lit", out[-1][1] + s)
            else:
                out.append((kind, s))
        return out

    def value(self, v):
        """-> (literal before, expression, literal after)"""
        kind, e = v[0].rstrip("?"), v[1]
        nullable = v[0].endswith("?")
        pipe = self.join == "pipe"
        cast = "::text" if pipe else ""
        if kind == "obj":
            return "", self.flatten(e), ""
        if kind == "list":
            return "[", f"(SELECT string_agg({self.obj(v[1])}, ',' {v[3]}) {v[2]})" if not pipe else \
                f"coalesce((SELECT string_agg({self.obj(v[1])}, ',' {v[3]}) {v[2]}), '')", "]"
        if kind == "text":
            if self.text == "to_json":
                r = f"to_json({e}){cast}"
            elif self.text == "regex":
                r = f"""CASE WHEN {e} ~ '[\\x01-\\x1f"\\\\]' THEN to_json({e})::text ELSE '"' || {e} || '"' END"""
            elif self.text == "raw":
                return '"', e, '"'
            else:
                raise ValueError(self.text)
            return "", self.null(r, nullable, cast), ""
        if kind == "uuid":
            if nullable:
                return "", f"""coalesce('"' || {e} || '"', 'null')""", ""
            return '"', e + cast, '"'
        if kind == "ts":
            return "", self.null(f"to_json({e}){cast}" if self.ts == "to_json" else self.ts_text(e), nullable, cast), ""
        if kind in ("num", "int"):
            r = f"to_json({e}){cast}" if (self.num == "to_json" and kind == "num") else \
                f"CASE WHEN {e} = 'NaN' THEN '\"NaN\"' ELSE {e}::text END" if (self.num == "case" and kind == "num") else e + cast
            return "", self.null(r, nullable, "::text" if not r.startswith("to_json") else cast), ""
        raise ValueError(kind)

    def ts_text(self, e):
        return f"""to_char({e} AT TIME ZONE 'UTC', '"\\"YYYY-MM-DD"T"HH24:MI:SS.US+00:00\\""')"""

    def null(self, r, nullable, cast):
        if not nullable:
            return r
        return f"coalesce({r}{'' if r.endswith(cast) else cast}, 'null')" if cast or not r.startswith("to_json") else f"coalesce({r}, 'null'::json)"

    def rows(self, document, source, order):
        return f"SELECT '[' || coalesce(string_agg({document}, ','{order}), '') || ']' FROM {source}"


ORDER_HEAD = [("id", ("uuid", "o.id")), ("orderNumber", ("text", "o.order_number")), ("status", ("text", "o.status")),
              ("total", ("num", "o.total_amount")), ("createdAt", ("ts", "o.created_at"))]
Q1_LINE = [("quantity", ("int", "i.quantity")), ("price", ("num", "i.unit_price")),
           ("product", ("obj", [("name", ("text", "p.name")), ("sku", ("text", "p.sku"))]))]
LINES = ("FROM tb_order_items i JOIN tb_products p ON p.id = i.product_id WHERE i.order_id = o.id", "ORDER BY i.line_no")
Q1 = ORDER_HEAD + [("customer", ("obj", [("id", ("uuid", "c.id")), ("name", ("text", "c.name")), ("email", ("text", "c.email"))])),
                   ("items", ("list", Q1_LINE, *LINES))]
Q2 = [("id", ("uuid", "p.id")), ("name", ("text", "p.name")), ("price", ("num", "p.base_price"))]
Q3S = ORDER_HEAD + [("items", ("list", Q1_LINE[:2] + [("product", ("obj", [("name", ("text", "p.name"))]))], *LINES))]
Q3_LINE = [("id", ("uuid", "i.id")), ("quantity", ("int", "i.quantity")), ("price", ("num", "i.unit_price")),
           ("subtotal", ("num", "(i.quantity * i.unit_price)")),
           ("product", ("obj", [("id", ("uuid", "p.id")), ("sku", ("text", "p.sku")), ("name", ("text", "p.name")),
                                ("description", ("text?", "p.description")), ("status", ("text", "p.status"))]))]
Q3 = ORDER_HEAD + [("notes", ("text?", "o.notes")),
                   ("customer", ("obj", [("id", ("uuid", "c.id")), ("name", ("text", "c.name")), ("email", ("text", "c.email"))])),
                   ("items", ("list", Q3_LINE, *LINES))]
CATEGORY = [("id", ("uuid", "c.id")), ("name", ("text", "c.name"))]
Q4 = Q2

RENDERERS = {
    "i json_build_object": JsonBuild(),
    "ii ||, to_json::text": Text("pipe"),
    "ii' ||, regex": Text("pipe", text="regex"),
    "iii concat, to_json": Text("concat"),
    "iii' concat, regex": Text("concat", text="regex"),
    "iii'' concat, to_json also of numeric": Text("concat", num="to_json"),
    "iii* concat, to_json, NaN case": Text("concat", num="case"),
    "iv format, to_json": Text("format"),
    "limit: concat, strings unescaped": Text("concat", text="raw"),
}


def category(r):
    """nullable object: the join may find none"""
    if isinstance(r, JsonBuild):
        return ("num", f"CASE WHEN c.id IS NOT NULL THEN {r.obj(CATEGORY)} END")
    return ("int", f"CASE WHEN c.id IS NULL THEN 'null' ELSE {r.obj(CATEGORY)} END")


def q1(r):
    return f"SELECT {r.obj(Q1)} FROM tb_orders o JOIN tb_customers c ON c.id = o.customer_id WHERE o.id = md5('order:' || :n)::uuid"


def q2(r):
    doc = r.obj(Q2 + [("category", category(r))])
    return r.rows(doc, "(SELECT p.id, p.name, p.base_price, p.category_id FROM tb_products p WHERE p.base_price >= :n AND p.status = 'active' "
                       "ORDER BY p.base_price, p.id LIMIT 20) p LEFT JOIN tb_categories c ON c.id = p.category_id", " ORDER BY p.base_price, p.id")


BEFORE = "timestamptz '@newest@' - :n * interval '1 second'"


def q3(r, tree):
    join = "" if tree is Q3S else " JOIN tb_customers c ON c.id = o.customer_id"
    return r.rows(r.obj(tree), f"(SELECT * FROM tb_orders o WHERE o.created_at < {BEFORE} ORDER BY o.created_at DESC, o.id LIMIT 100) o" + join,
                  " ORDER BY o.created_at DESC, o.id")


def q4(r):
    return f"SELECT {r.obj(Q4)} FROM tb_products p WHERE p.id = md5('product:' || :n)::uuid"


def groups(newest):
    g = {}
    g["Q1 order, 12 fields"] = ("1, 50000", {n: q1(r) for n, r in RENDERERS.items()})
    g["Q2 20 products"] = ("1, 250", {n: q2(r) for n, r in RENDERERS.items()})
    g["Q3 100 orders, 139 KB"] = ("0, 20000000", {n: q3(r, Q3) for n, r in RENDERERS.items()})
    g["Q3s 100 orders, 43 KB"] = ("0, 20000000", {n: q3(r, Q3S) for n, r in RENDERERS.items()})
    g["Q4 product, 3 fields"] = ("1, 5000", {n: q4(r) for n, r in RENDERERS.items()} | {"(nothing: SELECT 1)": "SELECT :n"})
    q1row = """SELECT row_to_json(x) FROM (SELECT o.id, o.order_number AS "orderNumber", o.status, o.total_amount AS total, o.created_at AS "createdAt",
      (SELECT row_to_json(y) FROM (SELECT c.id, c.name, c.email) y) AS customer,
      (SELECT coalesce(json_agg(z), '[]') FROM (SELECT i.quantity, i.unit_price AS price, (SELECT row_to_json(w) FROM (SELECT p.name, p.sku) w) AS product
        FROM tb_order_items i JOIN tb_products p ON p.id = i.product_id WHERE i.order_id = o.id ORDER BY i.line_no) z) AS items
      FROM tb_orders o JOIN tb_customers c ON c.id = o.customer_id WHERE o.id = md5('order:' || :n)::uuid) x"""
    g["Q1 order, 12 fields"][1]["v row_to_json"] = q1row
    g["Q4 product, 3 fields"][1]["v row_to_json"] = """SELECT row_to_json(x) FROM (SELECT p.id, p.name, p.base_price AS price FROM tb_products p WHERE p.id = md5('product:' || :n)::uuid) x"""

    # list order and aggregates
    t, j = Text("concat"), JsonBuild()
    inner = f"FROM tb_orders o WHERE o.created_at < {BEFORE} ORDER BY o.created_at DESC, o.id LIMIT 100"
    head, jhead = t.obj(ORDER_HEAD), j.obj(ORDER_HEAD)
    g["aggregating 100 flat orders"] = ("0, 20000000", {
        "json_agg, ORDER BY in it": f"SELECT json_agg({jhead} ORDER BY o.created_at DESC, o.id) FROM (SELECT * {inner}) o",
        "json_agg over ordered sub-select": f"SELECT json_agg({jhead}) FROM (SELECT * {inner}) o",
        "json_agg of concat()::json": f"SELECT json_agg({head}::json) FROM (SELECT * {inner}) o",
        "string_agg, ORDER BY in it": f"SELECT concat('[', string_agg({head}, ',' ORDER BY o.created_at DESC, o.id), ']') FROM (SELECT * {inner}) o",
        "string_agg over ordered sub-select": f"SELECT concat('[', string_agg({head}, ','), ']') FROM (SELECT * {inner}) o",
        "array_to_string(ARRAY(ordered))": f"SELECT concat('[', array_to_string(ARRAY(SELECT {head} {inner}), ','), ']')",
        "string_agg over ordered, convert_to": f"SELECT convert_to(concat('[', string_agg({head}, ','), ']'), 'UTF8') FROM (SELECT * {inner}) o",
    })
    lines = t.obj(Q1_LINE)
    frm = "FROM tb_order_items i JOIN tb_products p ON p.id = i.product_id WHERE i.order_id = md5('order:' || :n)::uuid"
    g["aggregating 3 lines of one order"] = ("1, 50000", {
        "json_agg, ORDER BY in it": f"SELECT json_agg({j.obj(Q1_LINE)} ORDER BY i.line_no) {frm}",
        "string_agg, ORDER BY in it": f"SELECT concat('[', string_agg({lines}, ',' ORDER BY i.line_no), ']') {frm}",
        "string_agg over ordered sub-select": f"SELECT concat('[', string_agg(d, ','), ']') FROM (SELECT {lines} AS d {frm} ORDER BY i.line_no) x",
        "array_to_string(ARRAY(ordered))": f"SELECT concat('[', array_to_string(ARRAY(SELECT {lines} {frm} ORDER BY i.line_no), ','), ']')",
    })
    hd = t.obj(ORDER_HEAD)[:-len(", '}')")]
    def orders_with(items):
        return f"SELECT concat('[', string_agg(concat({hd[len('concat('):]}, ',\"items\":[', {items}, ']}}'), ','), ']') FROM (SELECT * {inner}) o"
    ofrm = LINES[0]
    g["100 orders with lines"] = ("0, 20000000", {
        "sub-select, string_agg ORDER BY": orders_with(f"(SELECT string_agg({lines}, ',' ORDER BY i.line_no) {ofrm})"),
        "sub-select, string_agg over ordered": orders_with(f"(SELECT string_agg(d, ',') FROM (SELECT {lines} AS d {ofrm} ORDER BY i.line_no) x)"),
        "sub-select, array_to_string(ARRAY)": orders_with(f"array_to_string(ARRAY(SELECT {lines} {ofrm} ORDER BY i.line_no), ',')"),
        "sub-select, lateral product": orders_with(f"(SELECT string_agg({lines}, ',' ORDER BY i.line_no) FROM tb_order_items i, LATERAL (SELECT * FROM tb_products p WHERE p.id = i.product_id OFFSET 0) p WHERE i.order_id = o.id)"),
    })

    # keys first
    t2 = Text("concat")
    d2 = t2.obj(Q2 + [("category", category(t2))])
    j2 = "tb_products p LEFT JOIN tb_categories c ON c.id = p.category_id"
    page2 = "ORDER BY p.base_price, p.id LIMIT 20"
    w2 = "p.base_price >= :n AND p.status = 'active'"
    out = "SELECT concat('[', string_agg(d, ','), ']') FROM "
    keyed = lambda fence: f"{out}(SELECT d.d FROM (SELECT p.id, row_number() OVER () AS r FROM (SELECT p.id FROM tb_products p WHERE {w2} {page2}) p) k CROSS JOIN LATERAL (SELECT {d2} AS d FROM {j2} WHERE p.id = k.id{fence}) d ORDER BY k.r) x"
    nosort = lambda fence: f"{out}(SELECT p.id FROM tb_products p WHERE {w2} {page2}) k CROSS JOIN LATERAL (SELECT {d2} AS d FROM {j2} WHERE p.id = k.id{fence}) d"
    g["keys first: Q2"] = ("1, 250", {
        "γ plain join, LIMIT after": f"{out}(SELECT {d2} AS d FROM {j2} WHERE {w2} {page2}) x",
        "α keys, lateral, OFFSET 0, sorted by row_number": keyed(" OFFSET 0"),
        "α' keys, lateral, OFFSET 0": nosort(" OFFSET 0"),
        "β keys, lateral": nosort(""),
        "δ limit on the driving table": f"{out}(SELECT {d2} AS d FROM (SELECT * FROM tb_products p WHERE {w2} {page2}) p LEFT JOIN tb_categories c ON c.id = p.category_id ORDER BY p.base_price, p.id) x",
    })
    d3 = t2.obj(Q3)
    j3 = "tb_orders o JOIN tb_customers c ON c.id = o.customer_id"
    w3 = f"o.created_at < {BEFORE}"
    page3 = "ORDER BY o.created_at DESC, o.id LIMIT 100"
    keys3 = f"(SELECT o.id, o.created_at FROM tb_orders o WHERE {w3} {page3}) k"
    g["keys first: Q3"] = ("0, 20000000", {
        "γ plain join, LIMIT after": f"{out}(SELECT {d3} AS d FROM {j3} WHERE {w3} {page3}) x",
        "α keys, lateral, OFFSET 0": f"{out}(SELECT d FROM {keys3} CROSS JOIN LATERAL (SELECT {d3} AS d FROM {j3} WHERE o.id = k.id OFFSET 0) d ORDER BY k.created_at DESC, k.id) x",
        "β keys, lateral": f"{out}(SELECT d FROM {keys3} CROSS JOIN LATERAL (SELECT {d3} AS d FROM {j3} WHERE o.id = k.id) d ORDER BY k.created_at DESC, k.id) x",
        "δ limit on the driving table": f"{out}(SELECT {d3} AS d FROM (SELECT * FROM tb_orders o WHERE {w3} {page3}) o JOIN tb_customers c ON c.id = o.customer_id ORDER BY o.created_at DESC, o.id) x",
    })
    return {k: (r, {n: s.replace('@newest@', newest) for n, s in v.items()}) for k, (r, v) in g.items()}


def postmaster():
    return int(psql("SELECT pg_read_file('postmaster.pid', 0, 20)").split()[0])


def reaped(pid):
    f = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(f[13]) + int(f[14])) / TICK


def bench(pid, script, seconds):
    before = reaped(pid)
    out = subprocess.run(["pgbench", "-n", "-M", "prepared", "-c", "1", "-T", str(seconds), "-f", script], capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    time.sleep(0.05)  # the backend is reaped a moment after pgbench has gone
    done = int(re.search(r"processed: (\d+)", out.stdout).group(1))
    latency = float(re.search(r"latency average = ([\d.]+)", out.stdout).group(1))
    return latency * 1000, (reaped(pid) - before) / done * 1e6


def count(a, name, size, sample, variants):
    print(f"\n### {name} ({size:,} bytes)\n\n| variant | thousand instructions | ÷ first |\n|---|---:|---:|")
    first = None
    for v, s in variants.items():
        kind = "int" if "interval" in s or ">= :n" in s else "text"
        s = " ".join(s.split()).replace(":n", "$1")
        n = instructions(a.instructions, a.binaries, {"prepare": f"PREPARE q({kind}) AS {s}", "execute": f"EXECUTE q({sample})"}, 2 if size > 30_000 else 20)
        first = first or n
        print(f"| {v} | {n / 1000:,.0f} | {n / first:.2f} |", flush=True)


def canonical(text):
    if text.startswith("\\x"):
        text = bytes.fromhex(text[2:]).decode()
    return json.loads(text) if text.strip() else None


def instructions(copy, binaries, script, few):
    """Exact instruction count of one execution, in a stopped copy of the cluster: many executions less few."""
    totals = []
    many = few * 6
    for times in (few, many):
        feed = f"SET plan_cache_mode = force_generic_plan\n{script['prepare']}\n" + f"{script['execute']}\n" * times
        run = subprocess.run(["runuser", "-u", "postgres", "--", "valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                              f"{binaries}/postgres", "--single", "-D", copy, os.environ["PGDATABASE"]],
                             input=feed, capture_output=True, text=True)
        if run.returncode or "ERROR" in run.stderr:
            sys.exit(run.stderr[-2000:])
        totals.append(int(re.search(r"Collected : (\d+)", run.stderr).group(1)))
    return (totals[1] - totals[0]) / (many - few)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--rounds", type=int, default=5)
    a.add_argument("--seconds", type=int, default=1)
    a.add_argument("--show", action="store_true")
    a.add_argument("--instructions", metavar="COPY", help="data folder of a stopped copy of the cluster: count with callgrind instead of timing")
    a.add_argument("--binaries", default="/usr/lib/postgresql/15/bin")
    a.add_argument("groups", nargs="*")
    a = a.parse_args()
    newest = psql("SELECT max(created_at) FROM tb_orders").strip()
    pid = postmaster()
    tmp = tempfile.mkdtemp()
    for name, (range_, variants) in groups(newest).items():
        if a.groups and not any(x in name for x in a.groups):
            continue
        sample = int(range_.split(",")[1]) // 3
        answers = {v: canonical(psql(s.replace(":n", str(sample)))) for v, s in variants.items() if not v.startswith(("(", "limit"))}
        if len({json.dumps(x) for x in answers.values()}) != 1:
            for v, x in answers.items():
                print(v, json.dumps(x)[:300])
            sys.exit(f"{name}: answers differ")
        if a.show:
            for v, s in variants.items():
                print(f"-- {v}\n{s};\n")
        size = len(json.dumps(next(iter(answers.values())), separators=(",", ":"), ensure_ascii=False).encode())
        if a.instructions:
            count(a, name, size, sample, variants)
            continue
        got = {v: [] for v in variants}
        files = {}
        for k, (v, s) in enumerate(variants.items()):
            files[v] = f"{tmp}/{k}.sql"
            open(files[v], "w").write(f"\\set n random({range_})\n{s.replace(chr(10), ' ')};\n")
        order = list(variants)
        for r in range(a.rounds):
            for v in order[r % len(order):] + order[:r % len(order)]:
                got[v].append(bench(pid, files[v], a.seconds))
        print(f"\n### {name} ({size:,} bytes)\n\n| variant | latency µs | backend CPU µs | CPU ÷ first | latency ÷ first |\n|---|---:|---:|---:|---:|")
        med = {v: tuple(statistics.median(x[i] for x in got[v]) for i in (0, 1)) for v in variants}
        first = med[order[0]]
        for v in order:
            l, c = med[v]
            print(f"| {v} | {l:.0f} | {c:.0f} | {c / first[1]:.2f} | {l / first[0]:.2f} |", flush=True)


main()
