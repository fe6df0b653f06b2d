# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of clients, and of somebody who has not signed in."""
import http.server
import threading

from .inspector import FIELD, STORY, look_at_popover, look_at_preferences, look_at_window
from .journeys import BUTTON, open_ticket
from .seek import seek

CLOSED = "Invoice of April twice in the archive"


class CodeServer(http.server.BaseHTTPRequestHandler):
    """A server that says of every code that it is on its way. guichet-backend sends no mail."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200 if self.path.startswith("/auth/v1/otp") else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        return


def look_at_stranger(inspector):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), CodeServer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        look_at_signing_in(inspector, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()


def look_at_signing_in(inspector, address):
    stranger = inspector.stage.person("somebody new", (560, 760), environment=inspector.stage.demo_installed())
    inspector.stage.open_program(stranger)
    stranger.see(role=FIELD, name="Server address")
    stranger.see(role=BUTTON, name="Try the demo")
    inspector.look(stranger, "sign in")
    look_at_popover(inspector, stranger, "Try the demo", "sides of the demo")
    stranger.click(role=BUTTON, name="Sign in")
    stranger.see(name="Enter the address of your help desk, as in desk.example.org.")
    inspector.look(stranger, "sign in, refused")
    for field, words in (("Server address", address), ("Key of the server", "sb_publishable_none"), ("E-mail", "agent@desk.test")):
        stranger.click(role="text", name=field)
        stranger.type(text=words)
    stranger.click(role=BUTTON, name="Send a one-time code instead")
    stranger.see(name="One-time code")
    inspector.look(stranger, "one-time code")


def look_at_client(inspector):
    client = inspector.stage.person("client", (1000, 700))
    inspector.stage.open_program(client, "client@north.test")
    client.see(role="list item", name=STORY, part=True)
    inspector.look(client, "list")
    client.key(keys="F10")
    client.see(role="menu item", name="Preferences")
    inspector.look(client, "main menu", tab=False)
    client.key(keys="Escape")
    look_at_popover(inspector, client, "Filter and sort", "filters")
    open_ticket(client, STORY)
    client.see(role=FIELD, name="Write to Support")
    inspector.look(client, "conversation")
    look_at_popover(inspector, client, "Request menu", "menu of the ticket")
    seek(client, CLOSED)
    client.see(role="list item", name=CLOSED + ", #", part=True)
    client.key(keys="Return")
    client.see(name="This request is closed", part=True)
    inspector.look(client, "closed request")
    look_at_window(inspector, client, "ctrl+n", "Description", "new request")
    look_at_preferences(inspector, client, [("General", "Colours"), ("Notifications", "When support answers")])


def look_at_own_data(inspector):
    client = inspector.stage.person("client, data", (1000, 700))
    inspector.stage.open_program(client, "client@north.test")
    client.see(role="list item", name=STORY, part=True)
    client.key(keys="F10")
    client.click(role="menu item", name="My Data")
    client.see(name="What you can ask for")
    client.see(name="Being worked on. Done by", part=True)
    inspector.look(client, "my data")
    client.click(role="list item", name="Have my data erased", part=True)
    client.see(name="Ask for your data to be erased?", part=True)
    inspector.look(client, "my data, asked once more")


ROUND = [look_at_stranger, look_at_client, look_at_own_data]
