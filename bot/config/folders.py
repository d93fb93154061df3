"""Where things lie unless a setting says otherwise: in the clone, or where the platform has it."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

PROJECT_DIR = Path(__file__).resolve().parents[2]
"""The clone; or, if Footnote was installed as a package, the folder of packages that it is in."""

_NOWHERE = Path("/nonexistent/footnote")
"""As systems call the home of users who are to have none."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Default folders, absolute; they need not exist. `settings` is where `.env` is; `shipped` are
    the articles of the package, to be copied and not to be changed, None in a clone, whose
    `corpus_dir` they are. Of a user who has no home, as one whom the system does not know, none of
    them is there, nor can be."""

    settings: Path
    corpus_dir: Path
    index_dir: Path
    shipped: Path | None = None
    has_home: bool = True


def find_folders(project_dir: Path) -> Folders:
    """Those of the clone `project_dir`; if it is none, those of the user, which no upgrade of the
    package touches."""
    articles = project_dir / "corpus" / "articles"
    if (project_dir / "pyproject.toml").is_file():
        return Folders(project_dir, articles, project_dir / "var" / "index")
    user = PlatformDirs("footnote", appauthor=False)
    try:
        config, data, state = user.user_config_path, user.user_data_path, user.user_state_path
    except RuntimeError:
        config = data = state = Path()
    if not (config.is_absolute() and data.is_absolute() and state.is_absolute()):
        return Folders(_NOWHERE, _NOWHERE / "articles", _NOWHERE / "index", articles, False)
    # A folder below each, as on some platforms all of these are the same.
    return Folders(config, data / "articles", state / "index", articles)
