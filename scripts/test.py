"""Pass the tests on a fresh machine: `python scripts/test.py [arguments for pytest]`.

Makes `.venv` where needed, installs the test extra, and runs ruff, mypy and pytest. Tests that need a program that is
not here skip and say so, unless the variable that asks for it is set.
"""

import os
import subprocess
import sys

from environment import ROOT, clean_variables, prepare, python

CHECKS = (
    ("ruff", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
)


def main(arguments: list[str]) -> int:
    prepare(extras="test")
    failed = []
    for name, words in CHECKS:
        print(f"== {name}", flush=True)
        if subprocess.run([str(python()), *words], cwd=ROOT, env=clean_variables(), check=False).returncode:
            failed.append(name)
    print("== pytest", flush=True)
    parallel = ["-n", str(min(4, os.cpu_count() or 1))] if not any(word.startswith("-n") for word in arguments) else []
    coverage = ["--cov=hmic_tracker", "--cov-report=term:skip-covered"] if not arguments else []
    words = ["-m", "pytest", *parallel, *coverage, *arguments]
    if subprocess.run([str(python()), *words], cwd=ROOT, env=clean_variables(), check=False).returncode:
        failed.append("pytest")
    print(f"Failed: {', '.join(failed)}" if failed else "All passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
