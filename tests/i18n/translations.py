# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the translations can be used: the template holds what the sources say today, and every language passes msgfmt's checks
and has no uncertain entry. A translation may be incomplete: what it lacks is told, and shows in English."""
import json
import os
import subprocess
import sys
import tempfile

SOURCE, BUILD = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
PO = os.path.join(SOURCE, "po")
TEMPLATE = os.path.join(PO, "guichet.pot")
ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}

problems = []


def run(*command):
    return subprocess.run(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def must_run(*command):
    done = run(*command)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")
    return done.stdout


def xgettext_arguments():
    """What Meson's own target for the template calls xgettext with, so that both stay one."""
    with open(os.path.join(BUILD, "build.ninja"), encoding="utf-8") as lines:
        for line in lines:
            if "gettext pot --pkgname=guichet" in line:
                found = [word for word in line.split() if word.startswith("--extra-args=")]
                return found[0].removeprefix("--extra-args=").split("@@")
    sys.exit("Meson has no target for the template; is gettext installed?")


def entries(path, *which):
    """The entries as blocks of text, without comments, places and the header."""
    text = must_run("msgattrib", "--no-obsolete", "--no-wrap", "--no-location", "--force-po", *which, path)
    blocks = ("\n".join(line for line in block.splitlines() if not line.startswith("#")) for block in text.split("\n\n"))
    return {block for block in blocks if block and not block.startswith('msgid ""\nmsgstr ""\n"')}


def name_of(block):
    return json.dumps("; ".join(line for line in block.splitlines() if not line.startswith("msgstr")), ensure_ascii=False)


def check_template():
    with tempfile.TemporaryDirectory() as folder:
        fresh = os.path.join(folder, "guichet.pot")
        must_run("xgettext", "--package-name=guichet", "-f", os.path.join(PO, "POTFILES"), "-D", SOURCE, "-k_", "-o", fresh,
                 *xgettext_arguments())
        wanted, held = entries(fresh), entries(TEMPLATE)
    if not wanted:
        problems.append("xgettext found no words, so nothing was checked")
    problems.extend(f"po/guichet.pot lacks {name_of(block)}; run: ninja guichet-pot" for block in sorted(wanted - held))
    problems.extend(f"po/guichet.pot holds what no source says, {name_of(block)}; run: ninja guichet-pot" for block in sorted(held - wanted))


def check_language(language):
    path = os.path.join(PO, language + ".po")
    checked = run("msgfmt", "--check", "--output-file=/dev/null", path)
    problems.extend(line.replace(SOURCE + os.sep, "") for line in checked.stderr.splitlines())
    if checked.returncode != 0:
        problems.append(f"po/{language}.po does not pass msgfmt --check")
        return
    uncertain = entries(path, "--only-fuzzy")
    problems.extend(f"po/{language}.po has an uncertain entry, {name_of(block)}" for block in sorted(uncertain))
    missing = len(entries(path, "--untranslated"))
    print(f"{language}: {missing} of {len(entries(path))} entries have no translation")


with open(os.path.join(PO, "LINGUAS"), encoding="utf-8") as lines:
    languages = [word for line in lines if not line.startswith("#") for word in line.split()]
found = sorted(name.removesuffix(".po") for name in os.listdir(PO) if name.endswith(".po"))
if sorted(languages) != found:
    problems.append(f"po/LINGUAS names {sorted(languages)}, po/ has {found}")

check_template()
for known in found:
    check_language(known)

for problem in problems:
    print(problem)
print(f"{len(found)} languages looked at, {len(problems)} problems")
sys.exit(1 if problems or not found else 0)
