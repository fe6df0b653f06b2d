# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stage of a journey: one real backend, and people at real programs, each with a screen, a home, a session bus, a keyring and a
notification daemon of their own. Everything lives in one temporary folder and is gone at the end."""
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
PASSWORD = "guichet-demo"


class Failed(Exception):
    """A step of the journey did not come true."""


class Backend:
    """guichet-backend over a PostgreSQL of its own."""

    def __init__(self, build, folder, seed="demo"):
        self.command = [os.path.join(build, "src/backend/guichet-backend"), "--data-dir", folder, "--seed", seed,
                        "--supabase-dir", os.path.join(ROOT, "supabase")]
        self.log = open(folder.rstrip("/") + ".log", "ab")
        self.process = None
        self.port = 0
        self.facts = {}

    def start(self, arguments=(), environment=None):
        self.process = subprocess.Popen([*self.command, "--port", str(self.port), *arguments], stdout=subprocess.PIPE, stderr=self.log,
                                        text=True, start_new_session=True, env={**os.environ, **(environment or {})})
        line = self.process.stdout.readline()
        if not line:
            raise Failed(f"the backend did not start; see {self.log.name}")
        self.facts = json.loads(line)
        self.port = int(self.facts["url"].rsplit(":", 1)[1])
        return self

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
        self.process = None

    def sql(self, statement):
        """Asks the database itself, as its superuser."""
        return subprocess.run(["psql", self.facts["db_url"], "-qXAtc", statement], check=True, stdout=subprocess.PIPE,
                              text=True).stdout.strip()


class Person:
    """Somebody at a desk. Calls that the player knows (see player.py) are methods: click, type, key, see, gone, shot …"""

    def __init__(self, name, folder, size=(1280, 800), environment=None):
        self.name = name
        self.home = os.path.join(folder, "home")
        runtime = os.path.join(folder, "run")
        os.makedirs(self.home)
        os.makedirs(runtime, mode=0o700)
        os.makedirs(os.path.join(self.home, ".config/gtk-4.0"))
        with open(os.path.join(self.home, ".config/gtk-4.0/settings.ini"), "w", encoding="utf-8") as settings:
            settings.write("[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=0\ngtk-decoration-layout=appmenu:close\n")
        with open(os.path.join(self.home, ".config/gtk-4.0/gtk.css"), "w", encoding="utf-8") as look:
            # The thick frame that GTK draws where the window manager gives it no shadow is no part of the design.
            look.write("window.csd, window.solid-csd { margin: 0; padding: 0; box-shadow: none; border-radius: 0; }\n")
        self.program_log = os.path.join(folder, "program.log")
        self.size = size
        self.screen, display = self.start_screen(folder)
        kept = {k: v for k, v in os.environ.items()
                if k in ("PATH", "LANG", "USER", "LOGNAME", "LSAN_OPTIONS", "ASAN_OPTIONS", "UBSAN_OPTIONS") or k.startswith("GUICHET_E2E_")}
        self.environment = {**kept, "HOME": self.home, "XDG_RUNTIME_DIR": runtime, "DISPLAY": display, "GDK_BACKEND": "x11",
                            "GSK_RENDERER": "cairo", "GTK_A11Y": "atspi", "NO_AT_BRIDGE": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONWARNINGS": "ignore::DeprecationWarning",
                            "GIO_USE_VFS": "local", "GSETTINGS_BACKEND": "keyfile", **(environment or {})}
        self.player_log = open(os.path.join(folder, "player.log"), "ab")
        reading, writing = os.pipe()
        self.session = subprocess.Popen(["dbus-run-session", "--", "/usr/bin/python3", os.path.join(HERE, "player.py")],
                                        stdin=subprocess.PIPE, stdout=self.player_log, stderr=self.player_log, text=True,
                                        env={**self.environment, "GUICHET_E2E_ANSWERS": str(writing)}, pass_fds=[writing],
                                        cwd=self.home, start_new_session=True)
        os.close(writing)
        self.answers = os.fdopen(reading)
        try:
            self.neighbours()
        except Failed:
            self.close()                # nobody else knows of this person yet
            raise

    def start_screen(self, folder):
        reading, writing = os.pipe()
        log = open(os.path.join(folder, "screen.log"), "ab")
        screen = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.size[0]}x{self.size[1]}x24", "-nolisten", "tcp",
                                   "-noreset"], pass_fds=[writing], stdout=log, stderr=log, start_new_session=True)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Failed("Xvfb did not start")
        return screen, ":" + number

    def __getattr__(self, what):
        def call(**arguments):
            self.session.stdin.write(json.dumps({"do": what, **arguments}) + "\n")
            self.session.stdin.flush()
            line = self.answers.readline()
            if not line:
                raise Failed(f"{self.name}: the session ended")
            reply = json.loads(line)
            if "error" in reply:
                raise Failed(f"{self.name}: {what} {arguments}: {reply['error']}")
            return reply["ok"]
        return call

    def close(self):
        with contextlib.suppress(OSError, ValueError):
            self.session.stdin.write('{"do": "end"}\n')
            self.session.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.session.wait(20)
        # The keyring and the services that the bus started belong to this session's process group.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.session.pid, signal.SIGTERM)
        self.session.wait(20)
        end_processes_of(self.environment["XDG_RUNTIME_DIR"])
        self.screen.terminate()
        self.screen.wait(20)
        self.answers.close()
        self.player_log.close()


def end_processes_of(runtime):
    """Ends daemons that left their group (the keyring does): those whose environment names this runtime directory."""
    mark = f"XDG_RUNTIME_DIR={runtime}".encode()
    for entry in os.listdir("/proc"):
        if entry.isdigit() and int(entry) != os.getpid():
            try:
                with open(f"/proc/{entry}/environ", "rb") as environment:
                    if mark in environment.read().split(b"\0"):
                        os.kill(int(entry), signal.SIGTERM)
            except OSError:
                continue


class Stage:
    """Use as a context manager. `say` tells the audience each step; `picture` keeps what a person sees."""

    def __init__(self, build, pictures=None, seed="demo", loud=True):
        self.build = os.path.abspath(build)
        self.pictures = pictures
        self.seed = seed
        self.loud = loud
        self.folder = None
        self.people = []
        self.backend = None
        self.steps = 0
        self.seating = False
        self.interrupted = False

    def on_interrupted(self, *_):
        """Ends the play, but not while a person is being seated: a screen that nobody has in hand would stay behind."""
        self.interrupted = True
        if not self.seating:
            sys.exit(130)

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="guichet-stage-")
        os.chmod(self.folder, 0o755)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.on_interrupted)
        try:
            self.backend = Backend(self.build, os.path.join(self.folder, "backend"), self.seed)
            self.backend.start()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, kind, problem, _trace):
        # A second Ctrl+C does not interrupt the cleaning up.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        if kind is not None and kind is not SystemExit:
            self.last_words(problem)
        closers = [threading.Thread(target=p.close) for p in self.people]
        for closer in closers:
            closer.start()
        for closer in closers:
            closer.join()
        if self.backend:
            self.backend.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
        return False

    def last_words(self, problem):
        print(f"FAILED: {problem}", file=sys.stderr)
        keep = os.environ.get("GUICHET_E2E_KEEP")
        for person in self.people:
            with contextlib.suppress(Exception):
                if keep:
                    person.shot(path=os.path.join(keep, f"failed-{person.name}.png"))
            with contextlib.suppress(OSError), open(person.program_log, encoding="utf-8", errors="replace") as log:
                print(f"--- what {person.name}'s program said last", file=sys.stderr)
                print("".join(log.readlines()[-25:]), file=sys.stderr)
        if self.backend:
            with contextlib.suppress(OSError), open(self.backend.log.name, encoding="utf-8", errors="replace") as log:
                print("--- what the backend said last", file=sys.stderr)
                print("".join(log.readlines()[-25:]), file=sys.stderr)

    def say(self, words):
        self.steps += 1
        if self.loud:
            print(f"{self.steps:2}. {words}", flush=True)

    def picture(self, person, name):
        if self.pictures:
            person.shot(path=os.path.join(os.path.abspath(self.pictures), name + ".png"))

    def person(self, name, size=(1280, 800), **options):
        folder = os.path.join(self.folder, name)
        os.makedirs(folder)
        self.seating = True
        try:
            person = Person(name, folder, size, **options)
            self.people.append(person)
        finally:
            self.seating = False
        if self.interrupted:
            sys.exit(130)
        return person

    def demo_installed(self):
        """The environment of a person on whose computer there is guichet-backend as well: the demo can be tried."""
        return {"GUICHET_BACKEND": os.path.join(self.build, "src/backend/guichet-backend"), "GUICHET_SUPABASE_DIR": os.path.join(ROOT, "supabase")}

    def open_program(self, person, email=None, extra=(), name="guichet"):
        """Starts the real program; with an e-mail, unattended and signed in. Another name is for one that is started beside it."""
        command = [os.path.join(self.build, "src/app/guichet"), *extra]
        if email:
            secret = os.path.join(os.path.dirname(person.home), "password")
            with open(secret, "w", encoding="utf-8", opener=lambda p, f: os.open(p, f, 0o600)) as file:
                file.write(PASSWORD + "\n")
            command += ["--server", self.backend.facts["url"], "--key", self.backend.facts["publishable_key"], "--email", email,
                        "--password-file", secret]
        environment = ["env", f"GSETTINGS_SCHEMA_DIR={os.path.join(self.build, 'data')}"]
        person.launch(command=[*environment, *command], log=person.program_log, name=name)
