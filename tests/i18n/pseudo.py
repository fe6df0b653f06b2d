# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the catalogue of a language that nobody speaks: every text of the template in brackets, with accents, and two fifths longer. What shows
without brackets cannot be translated; what has no room here has none in Finnish."""
import os
import re
import subprocess

LETTERS = str.maketrans("aceinosuyzAEIOUN", "áçéîñôšúýžÅÉÎÖÛÑ")
VOWELS = "áéîôúýÅÉÎÖÛ"
# What the program reads: directives of printf and strftime, variables of templates, character entities.
KEPT = re.compile(r"%(?:\d+\$)?[-+ #0'^_]*\d*(?:\.\d+)?(?:l|ll|z|h|E|O)?[a-zA-Z%]|\{\{\w+\}\}|&\w+;|<[^>]*>|https?://\S+|\\.")
LONGER = 0.4


def longer(text, letters):
    """Doubles vowels until the text has grown enough."""
    wanted = int(letters * LONGER + 0.999)
    out = []
    for letter in text:
        out.append(letter)
        if wanted > 0 and letter in VOWELS:
            out.append(letter.lower())
            wanted -= 1
    return "".join(out), wanted


def pseudo(text):
    parts, at = [], 0
    for found in KEPT.finditer(text):
        parts += [text[at:found.start()].translate(LETTERS), found[0]]
        at = found.end()
    parts.append(text[at:].translate(LETTERS))
    letters = sum(c.isalpha() for part in parts[::2] for c in part)
    wanted = int(letters * LONGER + 0.999)
    for number in range(0, len(parts), 2):
        share = sum(c.isalpha() for c in parts[number])
        parts[number], left = longer(parts[number], share)
        wanted -= int(share * LONGER + 0.999) - left
    return "⟦" + "".join(parts) + "~" * max(0, min(wanted, 12)) + "⟧"


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def unquoted(lines):
    text = "".join(line.strip()[1:-1] for line in lines)
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)


def entries(path):
    """Context, text, plural or None, whether it has printf's directives."""
    text = subprocess.run(["msgcat", "--no-wrap", path], check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout
    for block in text.split("\n\n"):
        fields, name = {}, None
        for line in block.splitlines():
            if line.startswith("#"):
                continue
            found = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$', line)
            if found:
                name = found[1]
                fields[name] = [found[2]]
            elif name and line.startswith('"'):
                fields[name].append(line)
        if "msgid" in fields and unquoted(fields["msgid"]):
            yield {name: unquoted(lines) for name, lines in fields.items()}


def make(template, folder, language="xx"):
    """Writes the catalogue below folder, as gettext looks for it. Returns how many texts it has."""
    target = os.path.join(folder, language, "LC_MESSAGES")
    os.makedirs(target, exist_ok=True)
    source = os.path.join(target, "guichet.po")
    number = 0
    with open(source, "w", encoding="utf-8") as out:
        out.write('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')
        for entry in entries(template):
            if "msgctxt" in entry:
                out.write(f"msgctxt {quoted(entry['msgctxt'])}\n")
            out.write(f"msgid {quoted(entry['msgid'])}\n")
            if "msgid_plural" in entry:
                out.write(f"msgid_plural {quoted(entry['msgid_plural'])}\nmsgstr[0] {quoted(pseudo(entry['msgid']))}\n"
                          f"msgstr[1] {quoted(pseudo(entry['msgid_plural']))}\n\n")
            else:
                out.write(f"msgstr {quoted(pseudo(entry['msgid']))}\n\n")
            number += 1
    subprocess.run(["msgfmt", "--check-format", "-o", os.path.join(target, "guichet.mo"), source], check=True)
    os.remove(source)
    return number
