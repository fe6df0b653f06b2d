# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of every role in every state: light, dark, high contrast, French, from right to left and in the pseudo-language, in four widths. The
pictures come with a contact sheet to look through and a list of what a program can see to be wrong.

With --check only the pseudo-language is looked at, without pictures; what is wrong fails the test."""
import argparse
import concurrent.futures
import fnmatch
import html
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests/i18n"))
import pseudo  # noqa: E402

WIDTHS = (1280, 860, 640, 360)
PSEUDO = "xx"
# Name: what the program is told, and its surroundings.
VARIANTS = {
    "light": ([], {}),
    "dark": ([], {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}),
    "high-contrast": ([], {"ADW_DEBUG_HIGH_CONTRAST": "1"}),
    "high-contrast-dark": ([], {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark", "ADW_DEBUG_HIGH_CONTRAST": "1"}),
    "french": ([], {"LC_ALL": "fr_FR.UTF-8"}),
    "right-to-left": (["--rtl"], {}),
    "pseudo": ([], {"LANGUAGE": PSEUDO}),
}
# What people wrote, which is in no language of the program.
PEOPLE_WROTE = ("supabase/seed.sql", "tests/ui/support/ui-fixture-rows.c", "tests/screens/screens-scenes.c")


class Screens:
    def __init__(self, build, pictures, only, widths):
        self.build = os.path.abspath(build)
        self.pictures = pictures and os.path.abspath(pictures)
        self.only = only
        self.widths = widths
        self.folder = tempfile.mkdtemp(prefix="guichet-screens-")

    def languages(self):
        """The catalogues of the build and the pseudo-language side by side, and a French locale."""
        catalogues = os.path.join(self.folder, "languages")
        shutil.copytree(os.path.join(self.build, "po"), catalogues, ignore=lambda _folder, names: [n for n in names if n.endswith(".p")])
        number = pseudo.make(os.path.join(ROOT, "po/guichet.pot"), catalogues, PSEUDO)
        print(f"{number} texts in the pseudo-language", flush=True)
        subprocess.run(["localedef", "-i", "fr_FR", "-f", "UTF-8", os.path.join(self.folder, "fr_FR.UTF-8")], check=True)
        return catalogues

    def draw(self, variant, catalogues):
        """Returns the findings: lists of page, kind, place and words."""
        options, surroundings = VARIANTS[variant]
        findings = os.path.join(self.folder, variant + ".findings")
        command = [os.path.join(ROOT, "tests/support/desktop-session"), "--no-services", "--size", "1400x1700", "--",
                   os.path.join(self.build, "tests/screens/screens"), "--findings", findings, "--widths", self.widths, *options]
        if self.only:
            command += ["--only", self.only]
        if variant == "pseudo":
            for path in PEOPLE_WROTE:
                command += ["--pseudo", os.path.join(ROOT, path)]
        if self.pictures:
            target = os.path.join(self.pictures, variant)
            os.makedirs(target, exist_ok=True)
            command += ["--folder", target]
        environment = {**os.environ, "GTK_A11Y": "test", "GSETTINGS_SCHEMA_DIR": os.path.join(self.build, "data"), "GSETTINGS_BACKEND": "memory",
                       "GUICHET_BACKEND": os.path.join(self.build, "src/backend/guichet-backend"), "GUICHET_SUPABASE_DIR": os.path.join(ROOT, "supabase"),
                       "GUICHET_LOCALEDIR": catalogues, "LOCPATH": self.folder, "LC_ALL": "C.UTF-8", **surroundings}
        environment.pop("G_MESSAGES_DEBUG", None)
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{variant}: it ended with {done.returncode}:\n" + "\n".join(done.stdout.splitlines()[-15:]))
        with open(findings, encoding="utf-8") as lines:
            found = [line.rstrip("\n").split("\t") for line in lines]
        print(f"{variant}: {len(found)} findings", flush=True)
        return found

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def gather(found):
    """The same words in several pages are one finding. Returns lines."""
    places = {}
    for page, kind, widget, words in found:
        places.setdefault((kind, widget, words), []).append(page)
    return [f"{kind}: “{words}”{' in ' + widget if widget else ''} ({', '.join(pages[:4])}{' …' if len(pages) > 4 else ''})"
            for (kind, widget, words), pages in sorted(places.items())]


def contact_sheet(folder, findings):
    """One page with everything on it, and a picture of each variant."""
    variants = [v for v in VARIANTS if os.path.isdir(os.path.join(folder, v))]
    names = sorted({name for v in variants for name in os.listdir(os.path.join(folder, v))})
    rows = []
    for page in sorted({name.rsplit("-", 1)[0] for name in names}):
        cells = "".join(
            f'<figure><a href="{v}/{name}"><img loading="lazy" src="{v}/{name}" alt="{html.escape(name)}"></a><figcaption>{v}, {width}</figcaption></figure>'
            for v in variants for width in WIDTHS for name in [f"{page}-{width}.png"] if os.path.exists(os.path.join(folder, v, name)))
        rows.append(f'<h2 id="{page}">{page}</h2><div>{cells}</div>')
    listed = "".join(f"<h3>{v}</h3><ul>{''.join(f'<li>{html.escape(line)}' for line in lines)}</ul>" for v, lines in findings.items() if lines)
    with open(os.path.join(folder, "index.html"), "w", encoding="utf-8") as sheet:
        sheet.write('<!doctype html><meta charset="utf-8"><title>Guichet, every page</title><style>body{font:14px sans-serif;margin:24px}'
                    "div{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}figure{margin:0}img{height:260px;border:1px solid #ccc}"
                    "figcaption{color:#555;font-size:12px}</style><h1>Every page</h1>" + listed + "".join(rows))
    for variant in variants:
        pictures = sorted(os.path.join(folder, variant, name) for name in os.listdir(os.path.join(folder, variant)))
        subprocess.run(["montage", "-label", "%t", *pictures, "-tile", "8x", "-geometry", "320x240+6+6", "-background", "#dddddd",
                        os.path.join(folder, f"sheet-{variant}.png")], check=True)
    return len([1 for v in variants for _name in os.listdir(os.path.join(folder, v))])


def check(screens):
    lines = gather(screens.draw("pseudo", screens.languages()))
    with open(os.path.join(HERE, "known.txt"), encoding="utf-8") as file:
        known = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    new = [line for line in lines if not any(fnmatch.fnmatchcase(line, pattern) for pattern in known)]
    for line in new:
        print(line)
    print(f"{len(lines)} findings, {len(new)} that nobody has accepted")
    return 1 if new else 0


def draw(screens, variants):
    catalogues = screens.languages()
    if os.path.isdir(screens.pictures) and not screens.only:
        shutil.rmtree(screens.pictures)
    with concurrent.futures.ThreadPoolExecutor(max_workers=max(1, (os.cpu_count() or 2) // 2)) as pool:
        found = dict(zip(variants, pool.map(lambda variant: screens.draw(variant, catalogues), variants)))
    findings = {variant: gather(lines) for variant, lines in found.items()}
    number = contact_sheet(screens.pictures, findings)
    for variant, lines in findings.items():
        for line in lines:
            print(f"{variant}: {line}")
    print(f"{number} pictures, {sum(map(len, findings.values()))} findings; look through them in {os.path.relpath(screens.pictures)}/index.html")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--pictures", help="the folder for pictures")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", help="only pages whose name matches one of these patterns, with commas between")
    parser.add_argument("--widths", default=",".join(map(str, WIDTHS)))
    parser.add_argument("--variants", default=",".join(VARIANTS))
    options = parser.parse_args()
    screens = Screens(options.build, None if options.check else options.pictures, options.only, options.widths)
    try:
        if options.check:
            return check(screens)
        return draw(screens, options.variants.split(","))
    finally:
        screens.close()


sys.exit(main())
