"""Run the main job on the invented example: `python scripts/demo.py`.

Makes `.venv`, installs hmic-tracker, copies the example workspace to `demo/`, runs `hmic-tracker run` there for the day
of its meeting, and says where the paper, the draft and the updated register are.
"""

import shutil
import subprocess
import sys

from environment import ROOT, clean_variables, command, prepare

MEETING = "2022-03-31"
DEMO = ROOT / "demo"


def main() -> int:
    prepare()
    if DEMO.exists():
        shutil.rmtree(DEMO)
    tracker = [str(command())]
    subprocess.run([*tracker, "init", str(DEMO), "--example", "--quiet"], check=True, env=clean_variables(),
                   stdout=subprocess.DEVNULL)  # fmt: skip
    print(f"hmic-tracker run --workspace {DEMO} --as-at {MEETING}", flush=True)
    code = subprocess.run(
        [*tracker, "run", "--workspace", str(DEMO), "--as-at", MEETING], env=clean_variables(), check=False
    ).returncode
    if code not in (0, 1):
        print(f"The run ended with exit code {code}.", file=sys.stderr)
        return code
    print()
    print(f"The paper:     {DEMO / 'out' / f'jac_report {MEETING}.docx'}")
    print(f"For the public: {DEMO / 'out' / f'jac_report {MEETING} public.docx'}")
    print(f"The draft:     {DEMO / 'out' / 'drafts' / f'jac_report {MEETING} public.eml'}")
    print(f"The register:  {DEMO / 'workbooks' / 'recommendation_register.xlsx'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
