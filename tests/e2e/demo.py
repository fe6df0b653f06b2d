# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo: a local backend with sample data, and Guichet signed in to it.

With --window it opens on this desktop and stays until it is closed. Otherwise two people play the first journey on screens of their own, a
client and a support agent at two real programs; each step is said, and pictures of both windows are kept."""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile

from harness.journeys import first_journey
from harness.stage import PASSWORD, Backend, Failed, Stage


def on_this_desktop(build, email):
    folder = tempfile.mkdtemp(prefix="guichet-demo-")
    os.chmod(folder, 0o755)
    backend = Backend(build, os.path.join(folder, "backend"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        print("Starting the local backend with sample data …", flush=True)
        backend.start()
        print(f"It answers at {backend.facts['url']}. Signing in as {email}; others: client@north.test, client@south.test, "
              f"ops@desk.test, admin@desk.test, all with the password {PASSWORD}.", flush=True)
        secret = os.path.join(folder, "password")
        with open(secret, "w", encoding="utf-8", opener=lambda p, f: os.open(p, f, 0o600)) as file:
            file.write(PASSWORD + "\n")
        environment = {**os.environ, "GSETTINGS_SCHEMA_DIR": os.path.join(build, "data"), "XDG_DATA_HOME": os.path.join(folder, "data")}
        return subprocess.run([os.path.join(build, "src/app/guichet"), "--new-instance", "--server", backend.facts["url"], "--key",
                               backend.facts["publishable_key"], "--email", email, "--password-file", secret],
                              env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130
    finally:
        backend.stop()
        shutil.rmtree(folder, ignore_errors=True)


def on_virtual_screens(build, pictures):
    print("No display here: two people play the first journey on virtual screens.", flush=True)
    try:
        with Stage(build, pictures) as stage:
            first_journey(stage)
            print(f"The journey is done. Pictures of both windows are in {os.path.relpath(pictures)}/.", flush=True)
    except Failed:
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True)
    parser.add_argument("--pictures", default="demo")
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--email", default="agent@desk.test")
    options = parser.parse_args()
    if options.window:
        return on_this_desktop(options.build, options.email)
    return on_virtual_screens(options.build, options.pictures)


sys.exit(main())
