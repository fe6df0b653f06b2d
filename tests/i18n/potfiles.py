# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether po/POTFILES names what translators need to see: every file with words for people, none that is gone or has none, sorted."""
import os
import re
import sys

SOURCE = os.path.realpath(sys.argv[1])

# A call with a text in it; N_() marks a text where it stands, _(variable) only looks one up.
C_WORDS = re.compile(r'(?<!\w)(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dcgettext|g_dpgettext2)\s*\(\s*(?:\w+\s*,\s*)?"')
# Comments, and what stands inside of texts and characters, are no code.
C_NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|\'(?:\\.|[^\'\\\n])+\'|(")(?:\\.|[^"\\\n])*"', re.DOTALL)
UI_WORDS = re.compile(r'translatable\s*=\s*["\'](?:yes|true|1)["\']')
SCHEMA_WORDS = re.compile(r"<(?:summary|description)>")


def has_words(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if path.endswith((".c", ".h")):
        return bool(C_WORDS.search(C_NO_CODE.sub(lambda found: '""' if found[1] else " ", text)))
    if path.endswith(".ui"):
        return bool(UI_WORDS.search(text))
    if path.endswith(".gschema.xml"):
        return bool(SCHEMA_WORDS.search(text))
    return path.endswith((".desktop.in", ".metainfo.xml.in"))


def files_with_words():
    for top in ("data", "resources", "src"):
        for folder, _folders, names in os.walk(os.path.join(SOURCE, top)):
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith((".c", ".h", ".ui", ".xml", ".in")) and has_words(path):
                    yield os.path.relpath(path, SOURCE)


with open(os.path.join(SOURCE, "po/POTFILES"), encoding="utf-8") as lines:
    listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
present = set(files_with_words())

problems = [f"{path} has words to translate and is missing in po/POTFILES" for path in sorted(present - set(listed))]
for path in sorted(set(listed) - present):
    there = os.path.exists(os.path.join(SOURCE, path))
    problems.append(f"po/POTFILES lists {path}, which {'has nothing to translate' if there else 'does not exist'}")
problems += [f"po/POTFILES lists {path} twice" for path in sorted({path for path in listed if listed.count(path) > 1})]
if listed != sorted(listed):
    problems.append("po/POTFILES is not sorted")
if not present:
    problems.append("no file with words was found, so nothing was checked")

for problem in problems:
    print(problem)
print(f"{len(present)} files with words, {len(problems)} problems")
sys.exit(1 if problems else 0)
