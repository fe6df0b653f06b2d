# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at every page of every role as somebody does who hears the screen, or who has a keyboard alone: each control says what it is and
is reached by Tab, Tab comes round and goes as one reads, and words stand out from what is behind them, in the light, in the dark and in
high contrast."""
import argparse
import sys

from harness import round_clients, round_console, round_figures, round_narrow, round_queue, round_settings
from harness.inspector import Inspector
from harness.stage import Failed, Stage

# Who goes where. Each round has a backend of its own.
ROUNDS = {
    "clients": round_clients,
    "queue": round_queue,
    "console": round_console,
    "figures": round_figures,
    "settings": round_settings,
    "narrow": round_narrow,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("round", choices=list(ROUNDS))
    options = parser.parse_args()
    rounds = ROUNDS[options.round].ROUND
    done = []
    try:
        with Stage(options.build) as stage:
            inspector = Inspector(stage)
            for look in rounds:
                look(inspector)
                done.append(look)
    except Failed:
        return 1
    print(f"{inspector.pages} pages, {len(inspector.problems)} faults; lowest contrast: "
          + ", ".join(f"{look} {ratio:.2f}" for look, ratio in inspector.lowest.items()))
    return 0 if not inspector.problems and len(done) == len(rounds) else 1


sys.exit(main())
