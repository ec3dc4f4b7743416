"""At least one sample of every state and event of the citizen's screen."""

from typing import Any

import counter_states as counter

from window_client.journeys.citizen import flow
from window_client.shell.citizen_sight import sight_of, wish_of

HEAD = flow.Head("海曙区政务服务中心", "12", "A003")
SIGHT = sight_of(counter.FILED)
WISH = wish_of(counter.FILED)
STATES: tuple[flow.State, ...] = (
    flow.Idle(),
    flow.Idle(HEAD),
    flow.Following(HEAD, SIGHT),
    flow.Confirming(HEAD, WISH),
    flow.Signing(HEAD, WISH),
    flow.Rating(HEAD),
    flow.Rated(HEAD),
)
EVENTS: tuple[flow.Event, ...] = (
    flow.Headed(HEAD),
    flow.Shown(SIGHT),
    flow.SignatureAsked(WISH),
    flow.Withdrawn(),
    flow.RatingAsked(),
    flow.PersonLeft(),
    flow.Agreed(),
    flow.Objected(),
    flow.Signed(b"png"),
    flow.Graded(1),
    flow.TimeOver(),
)
CITIZEN: tuple[Any, tuple[Any, ...], tuple[Any, ...]] = (flow.TABLE, STATES, EVENTS)
