"""Carry out Binder's build file on empty ground, without Docker; then follow every link and run every lesson.

usage: try_binder.py           in an empty virtual environment
       try_binder.py debian    in an empty Debian, as a user without rights (needs root and debootstrap)

Left out is what the build file does for every repository alike: its base image, and a conda environment with
JupyterLab. So what is measured here includes JupyterLab, which Binder's base image has already.
"""

import contextlib
import os
import re
import runpy
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NamedTuple

from docker.utils.build import exclude_paths

ROOT = Path(__file__).parents[1]
OWN_STEP = re.compile(r"^(?:COPY|RUN) .*(?:src/|binder/).*$", re.M)
# The libraries that pygraphviz asks for are in Binder's base image, and not in the smallest Debian.
DEBIAN = "python3,python3-venv,ca-certificates,libglib2.0-0,libx11-6,libxext6,libxrender1"
NETWORK = re.compile("PIP_.*|.*_proxy|SSL_CERT_.*", re.I)


def build_file(folder):
    """The build file that Binder's own tool writes for the repository in `folder`."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug"]
    user = ["--user-id=1000", "--user-name=jovyan"]  # as Binder names it
    return subprocess.run([*command, *user, folder], capture_output=True, text=True, check=True).stdout


def own_steps(text):
    """The lines of a build file that read something of the repository, in their order."""
    return OWN_STEP.findall(text)


def content(folder):
    """The files of `folder` that the image holds."""
    lines = (folder / "binder" / ".dockerignore").read_text(encoding="utf-8").splitlines()
    paths = exclude_paths(str(folder), [line for line in lines if line and not line.startswith("#")])
    return sorted(Path(path) for path in paths if (folder / path).is_file())


class Ground(NamedTuple):
    """Where the steps are carried out: the home and the Python as seen inside, and the way in."""

    outside: str  # the path of its root as seen from here
    home: str
    python: str
    enter: list

    def copy(self, files, folder):
        for file in files:
            target = Path(f"{self.outside}{self.home}") / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / file, target)
        if self.enter:
            subprocess.run(["chown", "-R", "1000:1000", f"{self.outside}{self.home}"], check=True)

    def command(self, line):
        kept = {name: value for name, value in os.environ.items() if NETWORK.fullmatch(name)}
        path = f"{self.python}/bin:/usr/local/bin:/usr/bin:/bin"
        settings = {**kept, "HOME": self.home, "PATH": path, "LANG": "C.UTF-8"}
        settings["KERNEL_PYTHON_PREFIX"] = self.python
        words = [f"{name}={value}" for name, value in settings.items()]
        return [*self.enter, "env", "-i", *words, "bash", "-c", f"cd {self.home} && {line}"]

    def run(self, line):
        done = subprocess.run(self.command(line), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            sys.exit(f"{done.stdout}\nfailed: {line}")
        return done.stdout

    def megabytes(self):
        return int(subprocess.check_output(["du", "-sm", f"{self.outside}{self.python}"]).split()[0])


def empty_environment(scratch):
    (scratch / "home").mkdir()
    subprocess.run([sys.executable, "-m", "venv", scratch / "python"], check=True)
    return Ground("", str(scratch / "home"), str(scratch / "python"), [])


def empty_debian(scratch):
    made = ["debootstrap", "--variant=minbase", f"--include={DEBIAN}", "bookworm", scratch / "root"]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
    root = scratch / "root"
    way_to_the_index = ("/etc/resolv.conf", "/etc/pip.conf", os.environ.get("PIP_CERT", ""))
    for file in way_to_the_index:
        if os.path.isfile(file):
            (root / file[1:]).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, root / file[1:])
    for line in ("useradd --create-home --uid 1000 jovyan", "install -o jovyan -d /srv/python"):
        subprocess.run(["chroot", root, *line.split()], check=True)
    enter = ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={root / 'proc'}"]
    enter += ["chroot", "--userspec=1000:1000", str(root)]
    ground = Ground(str(root), "/home/jovyan", "/srv/python", enter)
    ground.run("python3 -m venv /srv/python")
    return ground


def carry_out(step, ground, folder):
    """Carry out one step: COPY takes what the image holds, or one file of it; RUN runs a command."""
    word, rest = step.split(" ", 1)
    if word == "COPY":
        source = re.search(r"src/(\S*)", rest)[1]
        ground.copy([Path(source)] if source else content(folder), folder)
    else:
        ground.run(rest)


@contextlib.contextmanager
def jupyterlab(ground):
    """The address of a JupyterLab on this ground, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"--no-browser --ip=127.0.0.1 --port={port} --IdentityProvider.token= --allow-root"
    command = ground.command(f"exec jupyter lab {options}")
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while status(f"http://127.0.0.1:{port}/api/status") != 200:
            if process.poll() is not None:
                sys.exit("JupyterLab does not start.")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()  # nothing softer reaches what runs inside another root
        process.wait()


def status(address):
    """The status with which an address answers, or None."""
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def lesson_addresses(readme):
    """The part of each Binder link in the lesson table that the server in the image is asked for."""
    links = runpy.run_path(str(ROOT / ".ci" / "links.py"))
    return re.findall(r"urlpath=([^)]*)\)", links["with_links"](readme, "owner/name"))


def timed(what, act, *arguments):
    start = time.monotonic()
    result = act(*arguments)
    print(f"{time.monotonic() - start:7.1f} s  {what}", flush=True)
    return result


def main(kind="environment"):
    grounds = {"environment": empty_environment, "debian": empty_debian}
    if kind not in grounds:
        sys.exit(f"Binder's image is tried on {' or '.join(grounds)}, not on {kind}.")
    make = grounds[kind]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "copy"
        folder.mkdir()
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "x", "-C", folder], input=archive, check=True)
        ground = timed(f"empty {kind}", make, Path(scratch))
        before = ground.megabytes()
        for step in own_steps(build_file(folder)):
            timed(step, carry_out, step, ground, folder)
        print(f"{ground.megabytes() - before:7} MB installed")
        note = "from autodiff_core import progress; progress.note('a', 'right')"
        ground.run(f'cd notebooks && python -c "{note}" && rm progress.db')  # a learner's file can be written
        addresses = lesson_addresses((folder / "README.md").read_text(encoding="utf-8"))
        start = time.monotonic()
        with jupyterlab(ground) as server:
            print(f"{time.monotonic() - start:7.1f} s  JupyterLab answers")
            for address in addresses:
                file = address.replace("lab/tree", "api/contents")
                if (status(f"{server}/{address}"), status(f"{server}/{file}")) != (200, 200):
                    sys.exit(f"{address} does not open.")
        for address in addresses:
            lesson = address.removeprefix("lab/tree/")
            run = f"jupyter nbconvert --to notebook --execute --stdout --log-level=ERROR {lesson}"
            timed(lesson, ground.run, run)


if __name__ == "__main__":
    main(*sys.argv[1:])
