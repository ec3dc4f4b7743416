"""A person proven at a device: what every personal service of the platform asks for.

``POST /v1/presences`` with a :class:`PresenceRequest` answers 201 :class:`PresenceReply`; its token goes along as
``Authorization: Presence <token>`` with every personal request of the visit, from the same device. It ends when the
next person is proven there, at the latest after half an hour. ``POST /v1/assistance-tickets`` (clerk) with an
:class:`AssistanceRequest` answers 201 :class:`AssistanceTicket`: what a clerk shows to a kiosk's code scanner, once, to
vouch for who stands there. Without a body, as older windows ask, the code is good for whoever shows it.
"""

from typing import Literal

from domain.contract.submission import Applicant
from domain.contract.wire import Moment, ShortText, Wire


class PresenceRequest(Wire):
    """``card`` and ``social_card`` come with the person, ``phone`` with the phone's code, ``clerk`` with both."""

    proof: Literal["card", "social_card", "phone", "clerk"]
    person: Applicant | None = None
    code: ShortText = ""
    """Opaque: handed on to who can verify it, never kept."""


class PresenceReply(Wire):
    token: ShortText
    expires_at: Moment
    person: Applicant
    """For ``phone`` what the verification said."""
    vouched_by: ShortText = ""
    """Name of the clerk, for ``clerk``."""


class AssistanceRequest(Wire):
    """Whom the clerk compared with a document. The code is good for that number only; the name is not asked for."""

    id_kind: Literal["31", "37", "38"]
    id_number: ShortText


class AssistanceTicket(Wire):
    code: ShortText
    """``OWA1:`` and 128 bits."""
    expires_at: Moment
