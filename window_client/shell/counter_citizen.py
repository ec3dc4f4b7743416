"""The counter before the citizen's screen: what is shown there, what is signed, what is rated."""

from collections.abc import Callable

from domain.contract.signature import Signature, Signer
from window_client.journeys.counter import flow
from window_client.journeys.counter.flow import events as on
from window_client.shell.citizen_ratings import CitizenRatings
from window_client.shell.citizen_runner import CitizenRunner
from window_client.shell.citizen_sight import sight_of, wish_of
from window_client.shell.means import Means


class CounterCitizen:
    def __init__(self, runner: CitizenRunner, ratings: CitizenRatings, means: Means) -> None:
        self._runner = runner
        self._ratings = ratings
        self._means = means
        self._state: flow.State | None = None

    def shows(self, state: flow.State) -> None:
        before, self._state = self._state, state
        if isinstance(state, flow.Saved):
            if not isinstance(before, flow.Saved):
                self._ask_rating(state)
            return
        if not (isinstance(state, flow.Check) and state.citizen == "asked"):
            self._runner.withdraw()
        if self._runner.place.is_there and (sight := sight_of(state.desk)):
            self._runner.follow(sight)

    def ask(self, feed: Callable[[on.Event], None]) -> None:
        """An answer comes as an event of the counter."""
        state = self._state
        if not isinstance(state, flow.Check):
            return
        agent = state.desk.application.agent is not None

        def answered(picture: bytes | None) -> None:
            if picture is None:
                feed(on.SignatureRefused())
            else:
                signer: Signer = "agent" if agent else "applicant"
                feed(on.SignatureCame(Signature.of(picture, signer, self._means.clock.now())))

        self._runner.ask(wish_of(state.desk), answered, lambda: feed(on.SignatureDropped()))

    def person_left(self) -> None:
        self._state = None
        self._runner.person_left()

    def _ask_rating(self, state: flow.Saved) -> None:
        """One for one visit: under the first hand-in; the others can be rated by their own receipts."""
        first = state.desk.application.items[0]
        self._runner.ask_rating(lambda level: self._ratings.send(first.case_id, first.token, level))
