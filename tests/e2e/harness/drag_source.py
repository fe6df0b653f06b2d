# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands for the file manager: a small window whose files can be dragged away."""
import sys

import gi

gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402


def main():
    paths = sys.argv[1:]
    application = Gtk.Application(application_id=None, flags=Gio.ApplicationFlags.NON_UNIQUE)

    def on_activate(app):
        label = Gtk.Label(label="\n".join(paths))
        source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
        files = Gdk.FileList.new_from_list([Gio.File.new_for_path(p) for p in paths])
        source.set_content(Gdk.ContentProvider.new_for_value(GObject.Value(Gdk.FileList, files)))
        label.add_controller(source)
        window = Gtk.ApplicationWindow(application=app, title="Files to drag", default_width=160, default_height=60, child=label,
                                       decorated=False)
        window.present()
        GLib.idle_add(lambda: print("ready", flush=True) and False)

    application.connect("activate", on_activate)
    application.run([])


main()
