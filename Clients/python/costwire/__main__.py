"""``python -m costwire``: the binary's command line."""

import os
import subprocess
import sys

from ._binary import find_binary
from ._errors import BinaryNotFound


def main() -> int:
    try:
        command = [find_binary(), *sys.argv[1:]]
    except BinaryNotFound as error:
        print(error, file=sys.stderr)
        return 1
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main())
