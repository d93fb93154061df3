"""A small body of articles about one harbour, with all that an article can have."""

import shutil
from pathlib import Path

from bot.config.settings import Settings
from corpus import read_corpus
from embeddings import BuildFolder, Encoder, build_index
from tests.support.live_index import publish

KEEPER = """---
title: The lighthouse of Skerry
source: Coast News
author: Ada Pell
date: 2024-11-13
url: https://example.org/lighthouse
---
Mary Flint has kept the lighthouse of Skerry since 2011. Her father kept it before her. The tower \
is forty metres tall and was built of red granite in 1871 by masons from the mainland. It was \
painted white only once, for the visit of a queen, and the paint was gone after two winters. In \
summer guests may climb its two hundred steps on Sundays, if the sea is calm.

## The lamp

The lamp turns once in twelve seconds.

## From the sea

Ships from the north see the light at a distance of thirty kilometres.
"""

STORM = """---
title: The storm of January
source: Port Times
date: 2023-01-20
---
The storm of January broke the harbour wall of Skerry in two places. Nobody was hurt.

Repairs of the harbour wall cost three million crowns, the council says.
"""

REPAIR = """---
title: A new wall
source: Coast News
date: 2025-03-02
---
The harbour wall of Skerry was repaired with granite. The council says that the repairs of the \
harbour wall took two years.
"""

COPY = """---
title: Notes from the coast
source: Island Post
date: 2022-06-01
---
The lamp turns once in twelve seconds.
"""

FILES = {"keeper.md": KEEPER, "storm.md": STORM, "repair.md": REPAIR, "notes.md": COPY}

IN_FOLDERS = {"coast/keeper.md": KEEPER, "town/storm.md": STORM, "town/repair.md": REPAIR}

KEEPER_QUESTION = "Who has kept the lighthouse of Skerry since 2011?"
LAMP_QUESTION = "How often does the lamp of the lighthouse turn?"
WALL_QUESTION = "What do the repairs of the harbour wall cost, says the council?"


_templates: dict[tuple[str, int, int, frozenset[tuple[str, str]]], dict[Path, bytes]] = {}


def build_harbour(settings: Settings, encoder: Encoder, files: dict[str, str] = FILES) -> None:
    """Writes the articles into the corpus folder of `settings`, removes others, and builds the
    index. The first build of the same files is made once and copied: hundreds of tests begin so."""
    folder = Path(settings.corpus_dir)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    key = encoder.fingerprint, encoder.dimension, encoder.max_tokens, frozenset(files.items())
    is_first = not settings.index_dir.exists()
    if is_first and key in _templates:
        _write_files(settings.index_dir, _templates[key])
    else:
        build_index(read_corpus(folder), folder, encoder, BuildFolder(settings.index_dir))
        if is_first:
            _templates[key] = _read_files(settings.index_dir)
    publish(settings, encoder)


def _read_files(folder: Path) -> dict[Path, bytes]:
    """All files below `folder` by their paths in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): path.read_bytes() for path in files}


def _write_files(folder: Path, files: dict[Path, bytes]) -> None:
    for parent in {path.parent for path in files}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (folder / path).write_bytes(content)
