"""Alerts as messages people read: an alert enters, subject, plain text and HTML leave.

`report.py` lays one report out in lines, `message.py` makes the message of an alert, `templates/` is its HTML. All pure; nothing a
feed writes can add a header line, markup or a link to a message. Read on: docs/alerts.md.
"""
