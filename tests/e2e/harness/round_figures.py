# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and logs."""
from .journeys import BUTTON


def look_at_reports(inspector):
    ops = inspector.stage.person("operations")
    inspector.stage.open_program(ops, "ops@desk.test")
    ops.click(role="list item", name="Reports")
    ops.see(role=BUTTON, name="Tables")
    ops.see(name="met", part=True)
    inspector.look(ops, "reports")
    ops.click(role=BUTTON, name="Tables")
    ops.see(role="table|tree table|grid", name="Tickets per day")
    inspector.look(ops, "reports as tables")
    ops.click(role="list item", name="Audit log")
    ops.see(role="label", name="Done")
    inspector.look(ops, "audit log")
    ops.click(role="label", name="Done")
    ops.key(keys="Return")
    ops.see(name="Id of the request")
    inspector.look(ops, "event of the audit log")


def look_at_mails(inspector):
    admin = inspector.stage.person("administrator at the log")
    inspector.stage.open_program(admin, "admin@desk.test")
    admin.click(role="list item", name="E-mail log")
    admin.see(role="label", name="client@north.test")
    inspector.look(admin, "e-mail log")
    admin.click(role=BUTTON, name="Send a Test…")
    admin.see(name="Send a Test", role="label")
    inspector.look(admin, "test of the e-mail")
    admin.key(keys="Escape")
    admin.gone(name="Send a Test", role="label")
    admin.click(role="label", name="client@north.test")
    admin.key(keys="Return")
    admin.see(name="Attempts")
    inspector.look(admin, "mail of the log")


ROUND = [look_at_reports, look_at_mails]
