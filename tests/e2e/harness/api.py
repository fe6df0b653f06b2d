# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody curious, who asks the backend directly with their own token: what the program does not show, this one tries to get."""
import json
import urllib.error
import urllib.parse
import urllib.request

from .stage import PASSWORD


class Curious:
    def __init__(self, facts, email):
        self.url = facts["url"]
        self.key = facts["publishable_key"]
        _status, session = self.call("POST", "/auth/v1/token?grant_type=password", {"email": email, "password": PASSWORD}, token=self.key)
        self.token = session["access_token"]
        self.user = session["user"]["id"]

    def call(self, method, path, body=None, token=None, headers=None):
        """The status and the answer; refusals are answers, not exceptions."""
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data=data, method=method, headers={
            "apikey": self.key, "Authorization": "Bearer " + (token or self.token), "Content-Type": "application/json", **(headers or {})})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            status, text = refusal.code, refusal.read()
        try:
            return status, json.loads(text) if text else None
        except ValueError:
            return status, text

    def rows(self, table, **filters):
        """What a select gives; a refusal gives its text, so that a test can see what it tells."""
        query = urllib.parse.urlencode({"select": "*", **filters})
        return self.call("GET", f"/rest/v1/{table}?{query}")[1]
