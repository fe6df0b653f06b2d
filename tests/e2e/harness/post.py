# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The post office of a journey: an SMTP server that keeps what it is given, and what makes the backend send its mail there."""
import asyncio
import email
import email.policy
import os
import subprocess
import threading
import time

from aiosmtpd.smtp import SMTP

from .stage import ROOT, Failed


class PostOffice:
    """Use as a context manager. Mails are kept as (recipient, subject, text), in the order in which they came."""

    def __init__(self):
        self.mails = []
        self.arrival = threading.Condition()
        self.loop = asyncio.new_event_loop()
        self.server = self.loop.run_until_complete(self.loop.create_server(lambda: SMTP(self), "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.server.close()
        self.loop.run_until_complete(self.server.wait_closed())
        self.loop.close()

    async def handle_DATA(self, _server, _session, envelope):
        """Called by the server for each mail."""
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        text = mail.get_body(("plain",)).get_content()
        with self.arrival:
            self.mails += [(recipient, mail["Subject"], text) for recipient in envelope.rcpt_tos]
            self.arrival.notify_all()
        return "250 Kept"

    def find(self, recipient, *words):
        """The mails to somebody whose subject or text has all of these words."""
        with self.arrival:
            return [mail for mail in self.mails if mail[0] == recipient and all(word in mail[1] + "\n" + mail[2] for word in words)]

    def wait_for(self, recipient, *words, patience=float(os.environ.get("GUICHET_E2E_PATIENCE", 90))):
        end = time.monotonic() + patience
        while not self.find(recipient, *words):
            with self.arrival:
                left = end - time.monotonic()
                if left <= 0:
                    raise Failed(f"no mail to {recipient} with {words} came within {patience:.0f} s; there are {[mail[:2] for mail in self.mails]}")
                self.arrival.wait(left)
        return self.find(recipient, *words)

    def settings(self, build):
        """What the backend is started with so that its functions send here, and their schedule is as quick as a test wants it."""
        directory = os.path.join(build, "deno")
        deno = subprocess.run([os.path.join(ROOT, "build-aux/deno/install"), directory], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        environment = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self.port), "SMTP_SECURE": "false", "MAIL_FROM": "Help desk <desk@example.org>",
                       "DENO_DIR": os.path.join(directory, "cache"), "DENO_NO_UPDATE_CHECK": "1"}
        return ["--functions", "--deno", deno, "--functions-schedule-seconds", "2"], environment
