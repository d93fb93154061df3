"""Where settings come from: the environment, and `.env` behind it; and how they get into it."""

import errno
import os
import re
from collections.abc import Iterable, Mapping
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from dotenv.parser import Binding, parse_stream

from bot.config.folders import find_folders
from bot.config.names import PREFIX, WHO_MAY_ASK, check_limits, check_name
from bot.config.settings import VARIABLES, Settings, SettingsError
from bot.config.trust import explain_distrust, follow_links
from corpus.private_files import make_private_folder, write_private_file

_MAX_BYTES = 1 << 18
"""Of a `.env`, which has some thousand: what has more is another file."""
_PLAIN = re.compile(r"[\w./:,@+-]+", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_ASSIGNED = re.compile(r"\s*(?:export\s+)?(\w+)\s*=", re.ASCII)
_BEFORE_NAME = re.compile(r"\s*(?:export\s+)?")
_FOLDERS = ("CORPUS_DIR", "INDEX_DIR", "STATE_DIR")
_NEEDED_FOLDERS = ("CORPUS_DIR", "INDEX_DIR")
"""What else is kept lies beside the index."""
_NAMED_FOR_US = frozenset({*_FOLDERS, *(name for name in VARIABLES if name.startswith(PREFIX))})
"""Settings that a `.env` with which Footnote is run has at least one of."""
_MODELS = ("EMBEDDING_MODEL", "RERANKER_MODEL")


def read_settings(
    working_dir: Path, project_dir: Path, given: Mapping[str, str] | None = None
) -> Settings:
    """The settings out of `given`, the environment and `.env`, the first of them first.

    :raises SettingsError: if any of them is wrong, or a user who has no home has not set where
        things are.
    """
    env = read_environment(working_dir, project_dir) | dict(given or {})
    if not find_folders(project_dir).has_home:
        missing = [name for name in _NEEDED_FOLDERS if not env.get(name, "").strip()]
        if missing:
            raise SettingsError(
                f"this user has no home folder: set {' and '.join(missing)}, or HOME"
            )
    env_file = find_env_file(working_dir, project_dir)
    return Settings.from_env(env, project_dir, working_dir, env_file)


def read_environment(working_dir: Path, project_dir: Path) -> dict[str, str]:
    """The environment's variables over those of the `.env` that `find_env_file` finds, in which
    relative paths are those of its own folder.

    :raises SettingsError: if `.env` cannot be read, has a line that is no assignment, a name that
        is almost that of a setting, or a setting twice; or the environment, if such a name begins
        as ours do, or is one by which others say who may ask, and nothing says it here; or if
        `.env` was found in a folder like any other, and may be a stranger's.
    """
    for name in os.environ:
        if name.startswith(PREFIX):
            check_name(name, "the environment")
    path = find_env_file(working_dir, project_dir)
    # The clone's is no stranger's than the program that is run, the user's own not at all.
    is_found = path is not None and path.parent != find_folders(project_dir).settings
    values = (_read_file(path, is_found) if path else {}) | _read_variables()
    if not values.get(WHO_MAY_ASK, "").strip():
        for name, value in os.environ.items():
            if value.strip():
                check_limits(name, "the environment")
    return values


def read_given(env_file: Path | None) -> dict[str, str]:
    """The settings as they are given: values by name, out of the environment or else `env_file`.

    :raises SettingsError: as `read_environment`.
    """
    env = (_read_file(env_file) if env_file else {}) | _read_variables()
    return {name: env[name].strip() for name in VARIABLES if env.get(name, "").strip()}


def read_env_file(path: Path) -> dict[str, str]:
    """What the file at `path`, written as a `.env`, gives; nothing if there is none.

    :raises SettingsError: as `read_environment`.
    """
    return _read_file(path) if path.is_file() else {}


def find_hidden(values: Mapping[str, str]) -> dict[str, str]:
    """Those of `values`, settings by name, in whose place the environment has something else, be
    it nothing: a container is begun with each setting of .env.example, filled in or not."""
    variables = _read_variables()
    return {
        name: value
        for name, value in values.items()
        if name in variables and variables[name].strip() != value.strip()
    }


def is_environment_set() -> bool:
    """Whether the environment has any setting, which then goes before that of a `.env`."""
    return any(name in os.environ for name in VARIABLES)


def find_env_file(working_dir: Path, project_dir: Path) -> Path | None:
    """The `.env` that is read: in the working folder, or else in the clone or where the platform
    has users' settings; None if there is none.

    :raises SettingsError: if that cannot be seen, as where HOME is another user's, or is an empty
        folder, a link that leads nowhere now, or no file: what it limits would not be limited.
    """
    for folder in (working_dir, find_folders(project_dir).settings):
        path = folder / ".env"
        try:
            if path.is_file():
                return path
            # Engines of containers make one of a file that is not there; others hold Python.
            if path.is_dir() and not any(path.iterdir()):
                raise SettingsError(f"{path} is an empty folder: settings are read from a file")
            if path.is_symlink() and not path.exists():
                raise SettingsError(f"{path} is a link that leads nowhere: mend it, or remove it")
            if os.path.lexists(path) and not path.is_dir():
                raise SettingsError(f"{path} is no file: settings are read from a file")
        except OSError as exc:
            raise SettingsError(f"{path} cannot be looked at: {exc.strerror}") from exc
    return None


def fits_a_line(value: str) -> bool:
    """Whether a value may be written into a `.env`. Not all who read such files know quotes: for
    `--env-file` of podman what stands behind a line end is another setting."""
    return not _CONTROL.search(value)


def format_line(name: str, value: str) -> str:
    """A setting as a line of a `.env`, without its end."""
    # Quotes only where they are needed: not all who read such files take them off.
    if value and not _PLAIN.fullmatch(value):
        value = "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return f"{name}={value}"


def write_env_file(path: Path, values: Mapping[str, str], template: Path | None = None) -> None:
    """Puts `values` into the `.env` at `path`, which nobody else may read from then on. What else
    stands in it stays as it is, with its line ends; one that is not there yet begins as `template`,
    if there is such a file. All of it is written, or nothing.

    :raises SettingsError: if a value does not fit a line, or a file is where a folder is to be.
    :raises DistrustError: if another user's link leads to it.
    :raises OSError: if it cannot be written, or is no regular file.
    """
    for name, value in values.items():
        if not fits_a_line(value):
            raise SettingsError(
                f"{name} cannot be written into {path}: it has a line end or another control "
                "character in it"
            )
    try:
        make_private_folder(path.parent)
    except (FileExistsError, NotADirectoryError) as exc:
        raise SettingsError(f"{exc.filename} is no folder: move it out of the way") from exc
    target = follow_links(path)  # or else a link to the file would become a file
    text = ""
    if target.exists():
        if not target.is_file():  # a pipe would be waited for, and a device replaced
            raise OSError(errno.EINVAL, "is no regular file", str(target))
        with target.open("rb") as file:
            text = _read_bounded(file, target).decode("utf-8")
    elif template and template.is_file():
        text = _uncomment(template.read_text("utf-8"), values)
    for name, value in values.items():
        text = _put(text, name, value)
    write_private_file(target, text.encode("utf-8"))


def _put(text: str, name: str, value: str) -> str:
    """`text` of a `.env` with the line `name=value`: in the place of each that has the name, or
    else at the end."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    line = f"{format_line(name, value)}{line_end}"
    bindings = list(parse_stream(StringIO(text)))
    if not any(binding.key == name for binding in bindings):
        return text + (line_end if text and not text.endswith(("\n", "\r")) else "") + line
    return "".join(
        f"{_before_name(b.original.string)}{line}" if b.key == name else b.original.string
        for b in bindings
    )


def _before_name(line: str) -> str:
    found = _BEFORE_NAME.match(line)
    return found.group() if found else ""


def _uncomment(text: str, names: Iterable[str]) -> str:
    """`text` of a `.env` in which those of `names` whose line is a comment have their line."""
    named = "|".join(map(re.escape, names))
    return re.sub(rf"^#(?=(?:{named})=)", "", text, flags=re.MULTILINE)


def _read_variables() -> dict[str, str]:
    """The environment, in which a setting in quotes is what it is in a `.env`: `--env-file` of
    podman and docker leaves the quotes to the program."""
    return {
        name: _unquote(value) if name in VARIABLES else value for name, value in os.environ.items()
    }


def _unquote(value: str) -> str:
    if len(value) < 2 or value[0] not in "'\"" or value[-1] != value[0]:
        return value
    bindings = list(parse_stream(StringIO(f"NAME={value}")))
    is_one = len(bindings) == 1 and not bindings[0].error
    return (bindings[0].value or "") if is_one else value


def _read_file(path: Path, is_found: bool = False) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            if is_found and (reason := explain_distrust(path, file.fileno())):
                raise SettingsError(reason)
            data = _read_bounded(file, path)
        bindings = list(parse_stream(TextIOWrapper(BytesIO(data), encoding="utf-8-sig")))
    except OSError as exc:
        raise SettingsError(f"{path} cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise SettingsError(f"{path} cannot be read: it must be a text file in UTF-8") from exc
    # A `.env` of another program may have names of its own, and a LOG_LEVEL.
    is_ours = any(binding.key in _NAMED_FOR_US for binding in bindings)
    for binding in bindings:
        where = f"{path}: line {_find_line(binding)}"
        # Not in the environment, which other programs have their own names in.
        # An empty value limits nothing there either, and may only be left of another program's.
        may_limit = is_ours and bool((binding.value or "").strip())
        check_name(binding.key or "", where, may_lack_words=True, is_ours=may_limit)
        if binding.key in VARIABLES and binding.value is None:
            raise SettingsError(f"{where}: {binding.key} has no value: write NAME=value")
        if binding.error or (binding.key is not None and binding.value is None):
            # Not the line itself: it may hold the token.
            raise SettingsError(f"{where} is no NAME=value")
        if swallowed := _find_swallowed(binding.value or ""):
            raise SettingsError(
                f"{where}: a quotation mark has {swallowed} below it taken for a part of the value"
            )
    values: dict[str, str] = {}
    for binding in bindings:
        name, value = binding.key, binding.value
        if name is None or value is None:
            continue
        if name in VARIABLES and values.get(name) and values[name] != value:
            # As an empty one below a list of who may ask, which would let everybody ask.
            where = f"{path}: line {_find_line(binding)}"
            raise SettingsError(
                f"{where}: {name} is set above as well, to another value: leave one"
            )
        values[name] = value
    return _resolve(values, path.parent)


def _read_bounded(file: BinaryIO, path: Path) -> bytes:
    """:raises SettingsError: if it is longer than any `.env`."""
    data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise SettingsError(
            f"{path} has more than {_MAX_BYTES >> 10} KiB: it is no file of settings"
        )
    return data


def _find_line(binding: Binding) -> int:
    """The number of the line that it is in; blank ones above belong to it, too."""
    text = binding.original.string
    return binding.original.line + text[: len(text) - len(text.lstrip())].count("\n")


def _find_swallowed(value: str) -> str:
    """The first of our settings that begins a line of `value` but the first one."""
    assigned = (_ASSIGNED.match(line) for line in value.splitlines()[1:])
    return next((found[1] for found in assigned if found and found[1] in VARIABLES), "")


def _resolve(values: dict[str, str], folder: Path) -> dict[str, str]:
    """`values` with relative paths made those below `folder`: whoever starts the bot elsewhere, as
    a service does, means the same. A model may be a name, too: a path if such a folder is there."""
    given = {name: values[name].strip() for name in (*_FOLDERS, *_MODELS) if name in values}
    paths = {name: folder / value for name, value in given.items() if value and value[0] != "~"}
    return values | {
        name: str(path)
        for name, path in paths.items()
        # Unlike that of Path, which fails if the name is too long for one.
        if name in _FOLDERS or os.path.isdir(path)  # noqa: PTH112
    }
