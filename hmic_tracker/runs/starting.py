"""Making a workspace."""

from pathlib import Path

from hmic_tracker.errors import FileRefused
from hmic_tracker.runs.machine_settings import starter_settings
from hmic_tracker.runs.workspace import REGISTER_NAME, RISK_REGISTER_NAME, SETTINGS_FILE


def start_workspace(folder: Path, *, example: bool = False) -> tuple[Path, ...]:
    """Put the workbooks, the templates and the settings into `folder`; returns the files made.

    With `example` the workbooks are an invented force's, filled. A file that is already there is never replaced: where
    the register is, FileRefused is raised and nothing is made.
    """
    from hmic_tracker.files import write_bytes_whole
    from hmic_tracker.shipped import shipped_file, shipped_templates

    workbooks = folder / "workbooks"
    if (workbooks / REGISTER_NAME).exists():
        raise FileRefused(
            f"{workbooks / REGISTER_NAME} is there already.",
            advice="Choose another folder; nothing was changed.",
            place=str(workbooks),
        )
    source = "workbooks/example" if example else "workbooks"
    wanted = {workbooks / name: shipped_file(f"{source}/{name}") for name in (REGISTER_NAME, RISK_REGISTER_NAME)}
    wanted |= {folder / "templates" / template.name: template for template in shipped_templates()}
    made = []
    try:
        for to, original in wanted.items():
            if not to.exists():
                to.parent.mkdir(parents=True, exist_ok=True)
                write_bytes_whole(to, original.read_bytes())
                made.append(to)
        settings = folder / SETTINGS_FILE
        if not settings.exists():
            write_bytes_whole(settings, starter_settings().encode())
            made.append(settings)
    except OSError as error:
        raise FileRefused(
            f"{folder} cannot be written: {error.strerror}.", advice="Choose a folder that you may write in."
        ) from error
    return tuple(made)
