"""The proof room (校样室): the book in the browser, live, for an office of several people.

The program edits nothing here: it saves what a person typed or accepted.
"""
