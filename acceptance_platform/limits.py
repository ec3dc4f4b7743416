"""How much of anything the platform takes. Other modules and ``docs/platform.md`` name these, never numbers."""

from datetime import timedelta

OBJECT_BYTES = 100 * 1024 * 1024
"""One sealed object."""
OBJECTS = 500
"""Objects of one submission."""
SUBMISSION_BYTES = 1024 * 1024 * 1024
REQUEST_BYTES = 1024 * 1024
"""Body of any request but an upload."""
FREE_BYTES = 256 * 1024 * 1024
"""Kept free on the disk: a new submission that would eat into it is asked to come back."""
UPLOAD_DAYS = 7
"""Of the platform's running time: so long what came of an upload waits for the rest."""
CHANGES = 500
"""Rows of one page of the change feed."""
PREVIEW_BYTES = 256 * 1024
"""The small picture of one page."""
WORKLIST = 1000
"""Cases of one worklist."""
PRESENCE_MINUTES = 30
"""How long a proven person may use personal services at one device."""
ASSISTANCE_MINUTES = 5
CERTIFICATE_COPIES = 5
"""Of one print item for one person on one day."""
PAYMENT_MINUTES = 10
"""How long the code of a payment may be scanned."""
MY_PAPERS = 60
"""Papers of earlier cases told to a person at once."""
PHONE_MINUTES = 15
"""How long a phone may send pages to a terminal."""
PHONE_PAGES = 20
PHONE_PAGE_BYTES = 20 * 1024 * 1024
PHONE_BYTES = 64 * 1024 * 1024
"""Of one form a phone sends: its pages are held in memory."""
MY_CASES = 20
"""Cases told to a person at once."""
TICKET_HOURS = 24
SESSION_HOURS = 8
LEASE_HOURS = 72
"""How long a clerk may work at a window that has no line, from the last login on."""
MAINTENANCE_MINUTES = 60
"""How long a permit holds that was given for a password."""
LOGIN_FAILURES = 5
"""Per username or window within :data:`LOGIN_WINDOW_MINUTES`; then it is refused unasked."""
LOGIN_WINDOW_MINUTES = 5
SHORTEST_SUPPLY = timedelta(days=1)
LONGEST_SUPPLY = timedelta(days=30)
"""For a tolerated paper of an item without a promised period."""
DEVICE_CERTIFICATE_DAYS = 730
SERVER_CERTIFICATE_DAYS = 825
AUTHORITY_CERTIFICATE_DAYS = 3650
DRAFT_DAYS = 30
"""An unfinished application is kept so long after it was last saved, unless ``run --draft-days`` says otherwise."""
DRAFT_LEASE_MINUTES = 20
"""So long nobody else may go on with one after its device last spoke of it."""
DRAFT_TRIES = 10
"""Wrong codes a device, or for one person's number, within :data:`DRAFT_TRIES_MINUTES`; then it is refused unasked."""
DRAFT_TRIES_MINUTES = 15
MY_DRAFTS = 20
"""Unfinished applications told to the person they belong to, the newest first."""
