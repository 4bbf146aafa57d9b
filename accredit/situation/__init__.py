"""Situation packs: a folder with `situation.toml`, `missions.csv` and `people.csv`.

States of the world are the same for every situation and stand beside the packs
in `packs/states.csv`. A pack is data: a new contest needs no code. Every fault
names file and line: `load` raises the first as a `SituationError`, `check` tells
all, with what is doubtful beside what is wrong.
"""

from accredit.situation.check import check
from accredit.situation.load import folder_of, load, load_folder, packs_folder, shipped
from accredit.situation.source import Fault

__all__ = ["Fault", "check", "folder_of", "load", "load_folder", "packs_folder", "shipped"]
