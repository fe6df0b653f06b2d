#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends the recorded requests to guichet-backend, and compares its answers with those of Supabase Storage.

    replay.py BACKEND                 starts the backend, runs all cases, stops it
    replay.py --url URL               runs them against a storage interface that stands already (fixture.sql loaded)
    replay.py BACKEND --only 'sign-*' -v

A case that unlike.json names must differ, and any other must not: so the list stays true.
"""

import argparse
import base64
import collections
import contextlib
import fnmatch
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
SECRET = "super-secret-jwt-token-with-at-least-32-characters-long"
COMPARED = ("content-type content-length content-range content-disposition accept-ranges cache-control etag last-modified "
            "expires x-robots-tag location tus-resumable tus-complete upload-offset upload-length upload-defer-length "
            "upload-metadata").split()
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SHAPES = {
    "uuid": UUID,
    "timestamp": r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d(?::?\d\d)?)",
    "http_date": r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT",
    "jwt": r"eyJ[\w-]+\.[\w-]+\.[\w-]+",
    "etag": r'(?:W/)?"[^"]*"',
    "upload_id": r"[\w-]+",
    "cursor": ".+",
    "any": ".+",
}

Answer = collections.namedtuple("Answer", "status headers data")


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def make_token(person):
    now = int(time.time())
    claims = dict(person["claims"], iat=now - 7200, exp=now + person.get("expires_in", 3600))
    parts = [base64url(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    secret = person.get("secret", SECRET).encode()
    return ".".join(parts + [base64url(hmac.new(secret, ".".join(parts).encode(), hashlib.sha256).digest())])


def make_bytes(spec):
    assert spec["generator"] == "mod251"
    first = spec.get("from", 0)
    return bytes((first + i) % 251 for i in range(251)) * (spec["size"] // 251) + \
        bytes((first + i) % 251 for i in range(spec["size"] % 251))


class Variables:
    """What earlier answers of a case gave, put into later requests: ${name}, ${name_token}, ${name|tamper}."""

    def __init__(self):
        self.values = {}

    def keep(self, step, answer):
        for name, place in step.get("capture", {}).items():
            kind, _, path = place.partition(":")
            value = answer.headers.get(path) if kind == "header" else self.walk(answer, path)
            self.values[name] = value or f"nothing-for-{name}"
            if "token=" in self.values[name]:
                self.values[name + "_token"] = re.search("token=([^&]*)", value).group(1)

    @staticmethod
    def walk(answer, path):
        try:
            value = json.loads(answer.data)
            for key in path.split("."):
                value = value[int(key)] if isinstance(value, list) else value[key]
            return value
        except (ValueError, KeyError, IndexError, TypeError):
            return None

    def fill(self, text):
        def value(match):
            got = self.values[match.group(1)]
            if match.group(2) == "tamper":
                head, _, signature = got.rpartition(".")
                got = f"{head}.{'B' if signature.startswith('A') else 'A'}{signature[1:]}"
            return got
        return re.sub(r"\$\{(\w+)(?:\|(\w+))?\}", value, text)


class Comparison:
    """Holds one case's answers against what was recorded. A numbered placeholder is one value throughout the case."""

    def __init__(self, url):
        self.url = url
        self.bound = {}
        self.problems = []
        self.where = ""

    def complain(self, what, expected, got):
        self.problems.append(f"{self.where}{what}: expected {expected!r}, got {got!r}")

    def text(self, what, expected, got):
        if not isinstance(got, str):
            return self.complain(what, expected, got)
        expected = expected.replace("{{base}}", self.url)
        names = []
        pieces = []
        for literal, name in re.findall(r"([^{]*(?:\{(?!\{)[^{]*)*)(?:\{\{([\w:]+)\}\})?", expected):
            pieces.append(re.escape(literal))
            if name:
                pieces.append("(" + SHAPES[name.partition(":")[0]] + ")")
                names.append(name)
        match = re.fullmatch("".join(pieces), got, re.DOTALL)
        if not match:
            return self.complain(what, expected, got)
        for name, value in zip(names, match.groups()):
            if ":" in name and self.bound.setdefault(name, value) != value:
                self.complain(f"{what} {name}", self.bound[name], value)
            kind = name.partition(":")[0]
            if ":" in name and any(other != name and other.startswith(kind + ":") and self.bound[other] == value
                                   for other in self.bound):
                self.complain(f"{what} {name}", "a new " + kind, value)

    def value(self, what, expected, got):
        if isinstance(expected, str):
            self.text(what, expected, got)
        elif isinstance(expected, dict) and isinstance(got, dict):
            for key in sorted(expected.keys() | got.keys()):
                if key not in expected or key not in got:
                    self.complain(f"{what}.{key}", expected.get(key, "no such member"), got.get(key, "no such member"))
                else:
                    self.value(f"{what}.{key}", expected[key], got[key])
        elif isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
            for i, (one, other) in enumerate(zip(expected, got)):
                self.value(f"{what}[{i}]", one, other)
        elif type(expected) is not type(got) or expected != got:
            self.complain(what, expected, got)

    def headers(self, expected, answer):
        for name in COMPARED:
            got = answer.headers.get(name)
            wanted = expected["headers"].get(name)
            if got is None and wanted is None:
                continue
            # Every answer has a length; it was recorded where it says something. A 304 may leave headers out.
            if (name == "content-length" and wanted is None) or (got is None and answer.status == 304):
                continue
            self.value("header " + name, wanted, got)

    def answer(self, expected, answer):
        if expected["status"] != answer.status:
            self.complain("status", expected["status"], answer.status)
        self.headers(expected, answer)
        if "json" in expected:
            try:
                self.value("json", expected["json"], json.loads(answer.data))
            except ValueError:
                self.complain("json", expected["json"], answer.data[:200])
        elif "bytes" in expected:
            self.value("bytes", expected["bytes"],
                       {"size": len(answer.data), "sha256": hashlib.sha256(answer.data).hexdigest()})
        else:
            self.text("text", expected.get("text", ""), answer.data.decode("utf-8", "replace"))


class Storage:
    """A storage interface, and the people who ask it."""

    def __init__(self, url, people):
        self.url = urllib.parse.urlsplit(url)
        self.people = people

    @staticmethod
    def form(parts, headers):
        boundary = "recorded-boundary-1d2c"
        body = b""
        for part in parts:
            name = f'name="{part["name"]}"' + (f'; filename="{part["filename"]}"' if "filename" in part else "")
            kind = f'Content-Type: {part["content_type"]}\r\n' if "content_type" in part else ""
            body += f"--{boundary}\r\nContent-Disposition: form-data; {name}\r\n{kind}\r\n".encode()
            body += (make_bytes(part["body_file"]) if "body_file" in part else part["body"].encode()) + b"\r\n"
        headers.setdefault("content-type", f"multipart/form-data; boundary={boundary}")
        return body + f"--{boundary}--\r\n".encode()

    def body(self, step, variables, headers):
        if "multipart" in step:
            return self.form(step["multipart"], headers)
        if "body_file" in step:
            return make_bytes(step["body_file"])
        if isinstance(step.get("body"), str):
            return variables.fill(step["body"]).encode()
        if "body" in step:
            headers.setdefault("content-type", "application/json")
            return variables.fill(json.dumps(step["body"])).encode()
        return b"" if step["method"] in ("POST", "PUT", "PATCH") else None

    def send(self, step, who, variables):
        headers = {name.lower(): variables.fill(value) for name, value in step.get("headers", {}).items()}
        if who != "none":
            person = self.people[who]
            headers.setdefault("authorization", person.get("authorization") or "Bearer " + make_token(person))
        body = self.body(step, variables, headers)
        path = variables.fill(step["path"])
        # An address that an answer gave is used as it is.
        target = path.removeprefix(f"{self.url.scheme}://{self.url.netloc}")
        if target == path:
            target = self.url.path + path
        connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=60)
        with contextlib.closing(connection):
            connection.putrequest(step["method"], target, skip_accept_encoding=True)
            for name, value in headers.items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


def run_case(storage, case):
    variables = Variables()
    comparison = Comparison(storage.url.geturl())
    for number, step in enumerate(case.get("steps", [case]), 1):
        comparison.where = f"step {number} {step['method']} {step['path'][:70]}: "
        answer = storage.send(step, step.get("as", case["as"]), variables)
        # The recording waited for something to pass; here it is asked until it has.
        deadline = time.monotonic() + 4 * step.get("wait_ms", 0) / 1000
        while answer.status != step["expect"]["status"] and time.monotonic() < deadline:
            answer = storage.send(step, step.get("as", case["as"]), variables)
        variables.keep(step, answer)
        comparison.answer(step["expect"], answer)
    return comparison.problems


@contextlib.contextmanager
def running(backend):
    directory = pathlib.Path(tempfile.mkdtemp(prefix="guichet-storage-"))
    (directory / "supabase" / "migrations").mkdir(parents=True)
    process = subprocess.Popen(
        [backend, "--data-dir", directory / "data", "--port", "0", "--seed", "empty", "--no-gateway",
         "--supabase-dir", directory / "supabase", "--jwt-secret", SECRET], stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        if not line:
            sys.exit("the backend does not start")
        info = json.loads(line)
        subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", HERE / "fixture.sql", info["db_url"]], check=True)
        yield info["url"] + "/storage/v1"
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(directory, ignore_errors=True)


def replay(url, options):
    storage = Storage(url, json.loads((HERE / "people.json").read_text()))
    unlike = json.loads((HERE / "unlike.json").read_text())
    wrong = 0
    for path in sorted((HERE / "cases").glob("*.json")):
        area = json.loads(path.read_text())
        like = total = 0
        for case in area["cases"]:
            if not fnmatch.fnmatch(case["name"], options.only):
                continue
            name = f"{area['area']}/{case['name']}"
            problems = run_case(storage, case)
            total += 1
            like += not problems
            if bool(problems) != (name in unlike):
                wrong += 1
                print("DIFFERS" if problems else "IS LIKE THE REFERENCE NOW", name)
            if problems and (options.verbose or name not in unlike):
                print("".join(f"    {problem[:400]}\n" for problem in problems), end="")
        print(f"{path.name}: {like} of {total} cases as recorded")
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("backend", nargs="?")
    parser.add_argument("--url")
    parser.add_argument("--only", default="*")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.url:
        sys.exit(replay(options.url, options) > 0)
    if not options.backend:
        parser.error("say which backend, or --url")
    with running(options.backend) as url:
        wrong = replay(url, options)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
