"""Install the peers, those of the extra "bench", one by one: one that cannot be had here is left out.

usage: python -m benchmarks.peers [NAME ...]
"""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def peers() -> list[Requirement]:
    """What the extra asks for on this kind of machine."""
    every = map(Requirement, importlib.metadata.requires("autodiff-core"))
    marked = [each for each in every if each.marker and "bench" in str(each.marker)]
    return [each for each in marked if each.marker.evaluate({"extra": "bench"})]


def installed(peer: Requirement) -> bool:
    try:
        return peer.specifier.contains(importlib.metadata.version(peer.name))
    except importlib.metadata.PackageNotFoundError:
        return False


def install(peer: Requirement) -> None:
    print(f"Installing {peer.name} ...", file=sys.stderr, flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    asked = f"{peer.name}{peer.specifier}"
    command = [*pip, "-c", ROOT / "constraints.txt", asked]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["pip gives no reason"])[-1]
        print(f"{peer.name} cannot be installed and is left out: {reason}", file=sys.stderr, flush=True)


def main(*names: str) -> None:
    for peer in peers():
        if not installed(peer) and (not names or peer.name in names):
            install(peer)


if __name__ == "__main__":
    main(*sys.argv[1:])
