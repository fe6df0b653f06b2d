# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays one journey as a test: it fails when a step does not come true, or when a process or a file is left behind."""
import argparse
import os
import sys

from harness import client, console, deadlines, demo, figures, journeys, leaving, members, office, preferences, queue, roles, scope, seek, troubles, writing
from harness.stage import Failed, Stage

# Where each journey is told.
JOURNEYS = {
    "first": journeys,
    "second": journeys,
    "third": journeys,
    "fourth": deadlines,
    "fifth": journeys,
    "sixth": scope,
    "seventh": console,
    "eighth": office,
    "client": client,
    "reports": figures,
    "queue": queue,
    "palette": seek,
    "preferences": preferences,
    "troubles": troubles,
    "demo": demo,
    "role": roles,
    "leaving": leaving,
    "members": members,
    "writing": writing,
}


def left_behind(folder):
    """Processes whose environment or command line still names the stage's folder, and the folder itself."""
    found = [folder] if os.path.exists(folder) else []
    mark = folder.encode()
    for entry in os.listdir("/proc"):
        if not entry.isdigit() or int(entry) == os.getpid():
            continue
        for what in ("environ", "cmdline"):
            try:
                with open(f"/proc/{entry}/{what}", "rb") as file:
                    if mark in file.read():
                        with open(f"/proc/{entry}/cmdline", "rb") as line:
                            found.append(f"process {entry}: {line.read().replace(bytes(1), b' ').decode(errors='replace')}")
                        break
            except OSError:
                continue
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--pictures")
    parser.add_argument("journey", choices=list(JOURNEYS))
    options = parser.parse_args()
    with Stage(options.build, options.pictures) as stage:
        folder = stage.folder
        try:
            getattr(JOURNEYS[options.journey], options.journey + "_journey")(stage)
        except Failed as problem:
            stage.last_words(problem)
            return 1
    rest = left_behind(folder)
    for one in rest:
        print(f"left behind: {one}", file=sys.stderr)
    return 1 if rest else 0


sys.exit(main())
