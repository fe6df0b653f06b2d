# SPDX-FileCopyrightText: The Guichet authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A conversation on paper and as a PDF, by the menu of its ticket or by its key: what stands in it is read as whoever gets the file reads it."""
import os
import subprocess

from .journeys import BUTTON, expect, waited
from .keyboard import choose_in_menu, save_as

FOR_CLIENT = "The conversation as the client reads it, without internal notes"
FOR_STAFF = "With internal notes: for staff alone"
NOTE = "Same rounding as"               # of the sample data, in the ticket that is the story of the desk
QUESTION = "Who will read it?"


def read(path):
    """The words of a PDF, however its lines are broken; none as long as it is not all there."""
    done = subprocess.run(["pdftotext", path, "-"], check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return " ".join(done.stdout.split())


def save_conversation(person, name, answer=None, button="Ticket menu"):
    """Saves the conversation that shows, with the key that answers who will read it, where that is asked; what stands in it."""
    choose_in_menu(person, "Save as PDF", button=button, back=True)
    if answer:
        person.see(name=QUESTION, part=True)
        person.key(keys=answer)
    path = save_as(person, name)
    person.heard(words=f"Saved as {name}")
    return read(path)


def save_both(stage, agent, said):
    """Staff saves what a client may have, and what staff alone may have."""
    stage.say("She saves the conversation for the client, and once more for a colleague: each says on its pages what it holds.")
    public = save_conversation(agent, "for-the-client.pdf", "alt+l")
    internal = save_conversation(agent, "for-staff.pdf", "alt+s")
    for words in (public, internal):
        expect(said in words, f"“{said}” is not in the file: {words}")
    expect(FOR_CLIENT in public and FOR_STAFF not in public, f"the client's file does not say what it holds: {public}")
    expect(NOTE not in public and "Internal note" not in public, f"a note is in the client's file: {public}")
    expect(FOR_STAFF in internal and NOTE in internal, f"the note is not in the file for staff: {internal}")


def print_conversation(stage, agent, said):
    """Goes through the printer's dialog of the desktop, which has one printer everywhere: a file."""
    stage.say("A colleague wants it on paper: she prints it, with the notes.")
    path = os.path.join(agent.home, "output.pdf")
    agent.key(keys="ctrl+p")
    agent.see(name=QUESTION, part=True)
    agent.key(keys="alt+s")
    agent.see(role="label", name="Print to File", window="Print")
    agent.key(keys="Tab")
    agent.see(role="table row", state="focused", window="Print")
    agent.key(keys="space")
    agent.see(role=BUTTON, name="output.pdf", part=True, window="Print")
    stage.picture(agent, "writing-05-print")
    expect(not os.path.exists(path), "there is a file before anything was printed")
    agent.key(keys="alt+p")
    agent.gone(role="label", name="Print to File", window="Print")
    printed = waited(lambda: read(path), "nothing was printed")
    expect(said in printed and NOTE in printed and FOR_STAFF in printed, f"something else was printed: {printed}")
