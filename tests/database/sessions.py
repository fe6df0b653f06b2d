# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sessions of PostgreSQL that wait for each other, for tests of what happens at the same moment."""

import os
import subprocess
import time

PATIENCE = 30.0
MARK = "-- the answer ends here --"


class Session:
    """A psql of its own. `send` does not wait for the answer; `answer` does."""

    def __init__(self, person=None, role="authenticated"):
        self.process = subprocess.Popen(
            [os.environ["PSQL"], "-qXAt", "-U", "postgres", "-v", "ON_ERROR_STOP=0", "-v", "VERBOSITY=sqlstate"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)
        self.pid = int(self.run("select pg_backend_pid()"))
        if person is not None:
            self.run("""select set_config('request.jwt.claims', json_build_object('sub', '%s', 'role', '%s')::text, false)"""
                     % (person, role))
            self.run("set role %s" % role)

    def send(self, statement):
        self.process.stdin.write("%s;\n\\echo %s\n" % (statement, MARK))
        self.process.stdin.flush()

    def answer(self):
        lines = []
        while True:
            line = self.process.stdout.readline()
            assert line, "psql ended: " + "".join(lines)
            if line.rstrip("\n") == MARK:
                return "\n".join(lines)
            lines.append(line.rstrip("\n"))

    def run(self, statement):
        self.send(statement)
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()


class World:
    """The session that looks at the others, as the owner."""

    def __init__(self):
        self.owner = Session()

    def run(self, statement):
        answer = self.owner.run(statement)
        assert "ERROR:" not in answer, "%s: %s" % (statement, answer)
        return answer

    def until_waiting(self, session, for_whom):
        """Until the session waits for a lock that the other one holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.run("select %d = any (pg_blocking_pids(%d))" % (for_whom.pid, session.pid)) == "t":
                return
        raise AssertionError("the second session never waited for the first")

    def close(self):
        self.owner.close()
