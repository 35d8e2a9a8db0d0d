"""`python -m hmic_tracker`: the command line without an entry point on the path."""

from hmic_tracker.cli.main import run

if __name__ == "__main__":
    run()
