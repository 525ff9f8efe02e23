"""Where things are, and how commands are run."""

import os
import shutil
import subprocess
import sys

BENCHMARKS = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
ROOT = os.path.dirname(BENCHMARKS)
WORK = os.path.join(BENCHMARKS, ".work")
RESULTS = os.path.join(BENCHMARKS, "results")


def say(text):
    print(text, file=sys.stderr, flush=True)


def sh(*command, **more):
    """Runs a command to its end; its output is the answer, its failure ends the run with what it said."""
    done = subprocess.run(command, capture_output=True, text=True, **more)
    if done.returncode:
        sys.exit(f"benchmarks: {' '.join(command)[:400]}\n{(done.stderr or done.stdout)[-3000:]}")
    return done.stdout


def need(tool, package):
    """A command from a Debian package, installed if this machine lacks it and we may."""
    if shutil.which(tool):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"benchmarks: {tool} is missing. Install it (Debian: apt-get install {package}).")
    say(f"installing {package}")
    sh("apt-get", "update")
    sh("apt-get", "install", "-y", "--no-install-recommends", package)


def jdk():
    """The home of a JDK 25 or newer."""
    places = [os.environ.get("JAVA_HOME", "")]
    if os.path.isdir("/usr/lib/jvm"):
        places += [os.path.join("/usr/lib/jvm", name) for name in sorted(os.listdir("/usr/lib/jvm"), reverse=True)]
    for home in places:
        java = os.path.join(home, "bin", "java")
        if home and os.path.exists(os.path.join(home, "bin", "javac")):
            said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
            major = said.split('"')[1].split(".")[0] if '"' in said else "0"
            if major.isdigit() and int(major) >= 25:
                return home
    sys.exit("benchmarks: no JDK 25 found in JAVA_HOME or /usr/lib/jvm.")
