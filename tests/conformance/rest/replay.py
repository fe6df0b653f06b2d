#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends the recorded requests to a fresh guichet-backend and compares what it answers.  See README.md beside this file."""
import argparse
import base64
import decimal
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
COMPARED = ["Content-Type", "Content-Range", "Location", "Preference-Applied", "WWW-Authenticate", "Retry-After", "Allow",
            "Content-Profile"]
PEOPLE = {
    "client_a": {"sub": "a0000000-0000-4000-8000-000000000001", "email": "alice@acme.test"},
    "client_b": {"sub": "a0000000-0000-4000-8000-000000000002", "email": "bob@beta.test"},
    "staff": {"sub": "a0000000-0000-4000-8000-000000000003", "email": "sam@desk.test"},
}
SOMETHING = "<any>"


def read_json(text):
    """Numbers as decimals, so that every digit is compared."""
    return json.loads(text, parse_float=decimal.Decimal, parse_int=decimal.Decimal)


def write_json(value):
    """The other way round; a decimal is written with the digits that it was read with."""
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(key) + ":" + write_json(member) for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


class Backend:
    """A guichet-backend of its own in a temporary directory, with the fixture in it."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(prefix="guichet-rest-")
        project = pathlib.Path(self.folder.name, "supabase")
        project.mkdir()
        self.process = subprocess.Popen(
            [program, "--data-dir", self.folder.name + "/data", "--port", "0", "--seed", "empty", "--schemas", "public,reports",
             "--supabase-dir", str(project), "--no-gateway"], stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        if not line:
            sys.exit("the backend did not start")
        self.facts = json.loads(line)
        self.address = urllib.parse.urlsplit(self.facts["url"])
        subprocess.run(["psql", self.facts["db_url"], "-qXf", str(HERE / "fixture.sql")], check=True, stdout=subprocess.DEVNULL)
        self.psql = subprocess.Popen(["psql", self.facts["db_url"], "-qXAt"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def refill(self):
        self.psql.stdin.write("select conformance.refill();\n\\echo refilled\n")
        self.psql.stdin.flush()
        for line in self.psql.stdout:
            if line == "refilled\n":
                return
        sys.exit("the fixture could not be filled again")

    def close(self):
        self.psql.stdin.close()
        self.psql.wait()
        self.process.terminate()
        status = self.process.wait()
        self.folder.cleanup()
        if status != 0:
            sys.exit(f"the backend ended with status {status}")


# --- Asking -----------------------------------------------------------------------------------------------------------

def unpadded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(claims, secret, algorithm):
    text = unpadded(json.dumps({"alg": algorithm, "typ": "JWT"}).encode()) + "." + unpadded(write_json(claims).encode())
    if algorithm == "none":
        return text + "."
    digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[algorithm]
    return text + "." + unpadded(hmac.new(secret.encode(), text.encode(), digest).digest())


def make_authorization(case, secret):
    changes = case.get("token", {})
    who = case["as"]
    if "raw" in changes:
        return changes["raw"]
    if who == "none" and not changes:
        return None
    now = int(time.time())
    claims = {"iss": "conformance", "iat": now - 60, "exp": now + 3600}
    if who in ("anon", "service"):
        claims["role"] = {"anon": "anon", "service": "service_role"}[who]
    elif who == "none":
        claims = {}
    else:
        claims.update(PEOPLE.get(who, PEOPLE["staff"]), role="authenticated", aud="authenticated")
    if who == "expired":
        claims.update(iat=now - 7200, exp=now - 3600)
    for name, value in changes.get("claims", {}).items():
        time_of_day = re.fullmatch(r"now([+-]\d+)", value) if isinstance(value, str) else None
        if value is None:
            claims.pop(name, None)
        else:
            claims[name] = now + int(time_of_day[1]) if time_of_day else value
    key = "a secret of somebody else, which is long enough" if who == "badsig" else secret
    return changes.get("scheme", "Bearer") + " " + sign(claims, key, changes.get("alg", "HS256"))


def make_body(case):
    if "body_base64" in case:
        return base64.b64decode(case["body_base64"])
    if "body" not in case:
        return None
    return case["body"].encode() if isinstance(case["body"], str) else write_json(case["body"]).encode()


def ask(backend, case):
    body = make_body(case)
    given = case.get("headers", {})
    headers = {name: value for name, value in given.items() if value is not None}
    if body is not None and "Content-Type" not in given:
        headers["Content-Type"] = "application/json"
    authorization = make_authorization(case, backend.facts["jwt_secret"])
    if authorization is not None:
        headers["Authorization"] = authorization

    connection = http.client.HTTPConnection(backend.address.hostname, backend.address.port, timeout=30)
    try:
        connection.putrequest(case["method"], "/rest/v1" + case["path"], skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value.encode())
        if body is not None or case["method"] in ("POST", "PUT", "PATCH"):
            connection.putheader("Content-Length", str(len(body or b"")))
        connection.endheaders(body)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


# --- Comparing --------------------------------------------------------------------------------------------------------

def sorted_lists(path):
    """What the request sorts: '' for its rows, else the name of an embed."""
    keys = [urllib.parse.unquote(part.partition("=")[0]) for part in path.partition("?")[2].split("&")]
    return {"" if key == "order" else key.split(".")[-2] for key in keys if key == "order" or key.endswith(".order")}


def hide(value, names):
    if isinstance(value, list):
        return [hide(member, names) for member in value]
    if isinstance(value, dict):
        return {key: SOMETHING if key in names and member is not None else hide(member, names) for key, member in value.items()}
    return value


def in_form(value, ordered, key=""):
    """Two values are alike if they are equal in this form: lists of objects that nobody sorted are sorted here."""
    if isinstance(value, decimal.Decimal):
        return value.normalize() + 0
    if isinstance(value, dict):
        return {name: in_form(member, ordered, name) for name, member in value.items()}
    if isinstance(value, list):
        rows = [in_form(member, ordered, key if isinstance(member, list) else "") for member in value]
        if key not in ordered and rows and all(isinstance(row, dict) for row in rows):
            rows.sort(key=lambda row: json.dumps(row, sort_keys=True, default=str))
        return rows
    return value


def header_in_form(name, value):
    if name in ("Allow", "Preference-Applied") or name.startswith("Access-Control-"):
        return sorted(part.strip() for part in value.split(","))
    return [part.strip().lower() for part in value.split(";")] if name == "Content-Type" else value


def compare_headers(case, expected, headers):
    for name in COMPARED + case.get("watch", []):
        value = headers.get(name)
        wanted = expected["headers"].get(name)
        if value is not None and name in case.get("mask_headers", {}):
            value = re.sub(case["mask_headers"][name], SOMETHING, value)
        if (value is None) != (wanted is None) or (value is not None
                                                   and header_in_form(name, value) != header_in_form(name, wanted)):
            yield f"{name}: {wanted!r} is expected, not {value!r}"


def compare_body(case, expected, raw):
    if case.get("ignore_body"):
        return
    if "body" not in expected:
        wanted = base64.b64decode(expected["body_base64"]) if "body_base64" in expected else expected["body_text"].encode()
        if raw != wanted:
            yield f"body: {wanted!r} is expected, not {raw!r}"
        return
    try:
        body = hide(read_json(raw), set(case.get("ignore", [])))
    except ValueError:
        yield f"body: no JSON, but {raw!r}"
        return
    wanted = expected["body"]
    for name in case.get("loose", []):
        if isinstance(body, dict) and name in body and name in wanted:
            body[name] = wanted[name]
    ordered = sorted_lists(case["path"]) | ({""} if case.get("ordered") else set())
    if in_form(body, ordered) != in_form(wanted, ordered):
        yield f"body: {write_json(wanted)} is expected, not {write_json(body)}"


def check(backend, case):
    """What is not as it was recorded."""
    expected = case["expect"]
    status, headers, raw = ask(backend, case)
    differences = [f"status: {expected['status']} is expected, not {status}"] if status != expected["status"] else []
    differences += compare_headers(case, expected, headers)
    differences += compare_body(case, expected, raw)
    if "then" in case:
        look = {"as": "service", "method": "GET", **case["then"]}
        status, _headers, raw = ask(backend, look)
        if status != expected["then"]["status"]:
            differences.append(f"afterwards: status {expected['then']['status']} is expected, not {status}")
        differences += ("afterwards: " + line for line in compare_body(look, expected["then"], raw))
    return differences


# --- All of it --------------------------------------------------------------------------------------------------------

def load_cases(level, only):
    for path in sorted((HERE / "cases").glob("*.json")):
        for case in read_json(path.read_text(encoding="utf-8"))["cases"]:
            if level in ("all", case["level"]) and re.search(only, case["name"]):
                yield case


def replay(backend, cases, unlike, verbose):
    passed = failed = known = 0
    changed = False
    for case in cases:
        if changed or case["mutates"]:
            backend.refill()
        changed = case["mutates"]
        differences = check(backend, case)
        reason = unlike.get(case["name"]) if case["level"] == "edge" else None
        if reason is not None and differences:
            known += 1
            if verbose:
                print(f"unlike {case['name']}: {reason}")
        elif reason is None and not differences:
            passed += 1
        else:
            failed += 1
            print(f"FAILED {case['name']}  ({case['method']} {case['path']} as {case['as']})")
            for line in differences or ["it is in unlike.json, but is answered as recorded"]:
                print("    " + line)
    if known:
        print(f"{known} known to be unlike, see unlike.json")
    print(f"{passed} passed, {failed} failed")
    return passed > 0 and failed == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", help="guichet-backend")
    parser.add_argument("--level", choices=["core", "edge", "all"], default="all")
    parser.add_argument("--only", default="", metavar="REGEX", help="only the cases whose names it matches")
    parser.add_argument("-v", "--verbose", action="store_true", help="also name the cases that are known to be unlike")
    options = parser.parse_args()
    unlike = json.loads((HERE / "unlike.json").read_text(encoding="utf-8"))
    backend = Backend(options.program)
    try:
        good = replay(backend, load_cases(options.level, options.only), unlike, options.verbose)
    finally:
        backend.close()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
