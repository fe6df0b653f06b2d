# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walls between the layers, read off the compiler's own commands: what a layer cannot see, it cannot include."""
import json
import os
import re
import sys

SOURCE, BUILD = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])

# What must not be on a layer's include path, as ends of directory names.
FORBIDDEN = {
    "src/supabase": ("src/desk/", "src/platform", "src/ui", "src/app", "src/backend", "gtk-4.0", "libadwaita-1", "postgresql"),
    "src/desk": ("src/platform", "src/ui", "src/app", "src/backend", "gtk-4.0", "libadwaita-1", "postgresql", "libsoup-3.0"),
    "src/platform": ("src/supabase/rest", "src/supabase/realtime", "src/supabase/storage", "src/desk/store", "src/desk/sync",
                     "src/desk/wiring", "src/ui", "src/app", "src/backend", "gtk-4.0", "libadwaita-1", "postgresql"),
    "src/ui": ("src/supabase", "src/platform", "src/desk/store", "src/desk/sync", "src/desk/wiring", "src/app", "src/backend",
               "postgresql", "libsoup-3.0"),
    "src/app": ("src/backend", "src/desk/store", "src/desk/sync", "postgresql"),
    "src/backend": ("src/supabase", "src/desk", "src/platform", "src/ui", "src/app", "gtk-4.0", "libadwaita-1"),
}

problems = []
seen = dict.fromkeys(FORBIDDEN, 0)

with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as text:
    commands = json.load(text)
for entry in commands:
    file = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
    layer = next((name for name in FORBIDDEN if file.startswith(os.path.join(SOURCE, name) + os.sep)), None)
    if layer is None:
        continue
    seen[layer] += 1
    for flag in re.findall(r"-I\s*(\S+)", entry["command"]):
        directory = os.path.realpath(os.path.join(entry["directory"], flag.strip("'\"")))
        shown = directory.replace(BUILD + os.sep, "").replace(SOURCE + os.sep, "") + "/"
        for wall in FORBIDDEN[layer]:
            if wall.rstrip("/") + "/" in shown and not shown.startswith(layer + "/"):
                problems.append(f"{os.path.relpath(file, SOURCE)} can see {shown.rstrip('/')}")

for folder, _folders, files in os.walk(os.path.join(SOURCE, "src")):
    for name in files:
        if name.endswith((".c", ".h")):
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    if re.match(r'\s*#\s*include\s*["<]\.\./', line):
                        problems.append(f"{os.path.relpath(path, SOURCE)}:{number} includes upward")

for layer, count in seen.items():
    if count == 0:
        problems.append(f"{layer}: not a single file was compiled, so nothing was checked")

for problem in sorted(set(problems)):
    print(problem)
print(f"{sum(seen.values())} files looked at, {len(set(problems))} problems")
sys.exit(1 if problems else 0)
