"""A PostgreSQL cluster of our own, loaded once and kept for later runs."""

import glob
import hashlib
import os
import shutil
import subprocess
import sys

from .place import BENCHMARKS, ROOT, WORK, need, say, sh

DATA = os.path.join(WORK, "pg")
PORT = "54320"
USER = "bench"  # may do what the shop's API role may do, and reads the published schemas
BASE = "2026-01-01 00:00:00+00"  # the newest order's time: same rows in each run
SETTINGS = f"""
port = {PORT}
listen_addresses = '127.0.0.1'
unix_socket_directories = '/tmp'
shared_buffers = 512MB
effective_cache_size = 4GB
work_mem = 16MB
random_page_cost = 1.1
fsync = off                 # the questions read; commands are to be measured, not the disk
autovacuum = off            # VACUUM ANALYZE after the load; nothing may start while we measure
max_wal_size = 4GB
max_connections = 100
timezone = 'UTC'
"""


def binaries():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))
    return found[-1] if found else None


def install():
    if not binaries() or not os.path.exists(os.path.join(binaries(), "initdb")):
        need("/usr/lib/postgresql/15/bin/initdb", "postgresql-15")
    os.environ["PATH"] = binaries() + os.pathsep + os.environ["PATH"]
    if not shutil.which("pgbench"):
        need("pgbench", "postgresql-contrib")


def environment(database="shop", user="postgres"):
    return os.environ | {"PGHOST": "127.0.0.1", "PGPORT": PORT, "PGUSER": user, "PGDATABASE": database}


def psql(sql, database="shop", user="postgres"):
    return sh("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, env=environment(database, user)).rstrip("\n")


def as_owner(*command):
    """PostgreSQL refuses to run as root: then the system user postgres owns the cluster."""
    return ("runuser", "-u", "postgres", "--", *command) if os.geteuid() == 0 else command


def start():
    """Starts the cluster, and makes and loads it first if it is not there. Answers whether this call started it."""
    install()
    os.makedirs(WORK, exist_ok=True)
    if not os.path.exists(os.path.join(DATA, "PG_VERSION")):
        if os.geteuid() == 0:
            shutil.chown(WORK, "postgres")
        say("making the cluster")
        sh(*as_owner("initdb", "-D", DATA, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "postgres"), cwd="/")
        with open(os.path.join(DATA, "postgresql.conf"), "a") as f:
            f.write(SETTINGS)
    running = subprocess.run(as_owner("pg_ctl", "-D", DATA, "status"), capture_output=True, cwd="/").returncode == 0
    if not running:
        log = os.path.join(WORK, "pg.log")
        # pg_ctl's child keeps the streams open: they must not be pipes of ours
        with open(os.devnull, "w") as nothing:
            done = subprocess.run(as_owner("pg_ctl", "-D", DATA, "-l", log, "-w", "start"), stdout=nothing, stderr=nothing, cwd="/")
        if done.returncode:
            sys.exit(f"benchmarks: PostgreSQL did not start; see {log}")
    return not running


def stop():
    subprocess.run(as_owner("pg_ctl", "-D", DATA, "-m", "fast", "-w", "stop"), capture_output=True, cwd="/")


def postmaster():
    with open(os.path.join(DATA, "postmaster.pid")) as f:
        return int(f.readline())


def sources():
    model = sorted(glob.glob(os.path.join(ROOT, "examples/shop/sql/*.sql")))
    rows = sorted(glob.glob(os.path.join(ROOT, "examples/shop/sql/data/*.sql")))
    return model, rows


def load(customers, large):
    """Loads the shop and the published schemas unless the cluster holds them already, from these same files."""
    model, rows = sources()
    published = os.path.join(BENCHMARKS, "sql/published.sql")
    mark = hashlib.sha256(f"{customers} {BASE} {SETTINGS}".encode())
    for name in model + rows + [published]:
        with open(name, "rb") as f:
            mark.update(f.read())
    mark = mark.hexdigest()[:16]
    loaded = psql("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'shop'", "postgres")
    if loaded != mark:
        say(f"loading the shop: {customers:,} customers, {customers * 5:,} orders")
        psql("DROP DATABASE IF EXISTS shop WITH (FORCE)", "postgres")
        psql("CREATE DATABASE shop", "postgres")
        if psql(f"SELECT 1 FROM pg_roles WHERE rolname = '{USER}'", "postgres") == "":
            psql(f"CREATE ROLE {USER} LOGIN PASSWORD '{USER}'", "postgres")
        # as the shop's own loader does it: each set of files in their order within one transaction
        quiet = environment() | {"PGOPTIONS": f"-c seed.customers={customers} -c seed.base={BASE.replace(' ', chr(92) + ' ')}"}
        for files in (model, rows):
            args = [a for name in files for a in ("-f", name)]
            sh("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "--single-transaction", *args, env=quiet)
        psql(f"GRANT shop_api TO {USER}")
        publish("published", 1)
        psql("VACUUM ANALYZE")
        psql(f"COMMENT ON DATABASE shop IS '{mark}'", "postgres")
    if large and psql("SELECT to_regnamespace('published_large')") == "":
        say("loading the published schema with ten times the orders")
        publish("published_large", 10)
        psql("VACUUM ANALYZE")


def publish(schema, copies):
    script = os.path.join(BENCHMARKS, "sql/published.sql")
    quiet = environment() | {"PGOPTIONS": "-c client_min_messages=warning"}
    sh("psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-v", f"schema={schema}", "-v", f"copies={copies}", "-f", script, env=quiet)
    psql(f"GRANT USAGE ON SCHEMA {schema} TO {USER}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {USER}")
