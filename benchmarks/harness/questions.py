"""The four questions: parameters, statements, documents, and what makes two answers the same."""

import datetime
import decimal
import json
import os
from dataclasses import dataclass

from .cluster import BASE, psql
from .place import BENCHMARKS


@dataclass(frozen=True)
class Question:
    name: str
    what: str
    draw: str  # pgbench's expression for n
    values: range  # all values that it can take
    variable: str  # the GraphQL variable made of n
    sql: str  # PostgreSQL's expression for that variable's value

    def text(self, folder, kind, ending):
        with open(os.path.join(BENCHMARKS, folder, f"{self.name.lower()}.{kind}.{ending}")) as f:
            return f.read()

    def statement(self, kind):
        """kind: pruned, naive. n stays a parameter."""
        return self.text("sql", kind, "sql").replace(":base", BASE)

    def script(self, kind):
        return f"\\set n {self.draw}\n{self.statement(kind)}"

    def bodies(self, dialect):
        """A request body for each value of n, as GraphQL over HTTP."""
        query = " ".join(self.text("queries", dialect, "graphql").split())
        listed = ",".join(f"({n})" for n in self.values)
        values = psql(f"SELECT json_agg({self.sql} ORDER BY n) FROM (VALUES {listed}) v(n)")
        return [json.dumps({"query": query, "variables": {self.variable: v}}) for v in json.loads(values)]


BEFORE = f"to_char(timestamptz '{BASE}' - n * interval '1 second', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
QUESTIONS = [
    Question("Q1", "one order, 12 fields on 3 levels, by id", "random(1, 2000) * 25", range(25, 50001, 25),
             "id", "md5('order:' || n)::uuid"),
    Question("Q2", "20 products with category, by filter and order", "random(1, 250)", range(1, 251), "price", "n"),
    Question("Q3", "100 orders with customer and lines, 22 fields", "random(1, 1000) * 20000", range(20000, 20000001, 20000),
             "before", BEFORE),
    Question("Q4", "one product, 3 fields, by id", "random(1, 2000)", range(1, 2001), "id", "md5('product:' || n)::uuid"),
]


def canonical(value, key=""):
    """Differences of form that are no differences of content: number or text for decimals, ways to write an instant,
    and the connection that PostGraphile puts around a list."""
    if isinstance(value, dict):
        if set(value) == {"nodes"}:
            return canonical(value["nodes"], key)
        return {k: canonical(v, k) for k, v in value.items() if k != "__typename"}
    if isinstance(value, list):
        return [canonical(v, key) for v in value]
    if key in ("price", "total", "quantity") and value is not None:
        return decimal.Decimal(str(value)).normalize()
    if key.endswith("At") and value is not None:
        return datetime.datetime.fromisoformat(value).astimezone(datetime.timezone.utc)
    return value


def same(question, n):
    """The canonical answer of the hand-written statement."""
    return canonical(json.loads(psql(question.statement("pruned").replace(":n", str(n)))))
