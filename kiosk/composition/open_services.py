"""The services that ask nobody who he is: evaluation by a receipt, help."""

from devices.events import CodeScanned, DeviceEvent
from domain.case.receipt_code import ReceiptCode
from domain.contract.evaluation import Evaluation
from kiosk.composition.service_stage import ServiceStage
from kiosk.composition.stage import Stage
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.evaluation import flow as evaluation
from kiosk.journeys.evaluation.presenter import present as present_evaluation
from kiosk.journeys.evaluation.screen import EvaluationScreen
from kiosk.journeys.help import flow as help_flow
from kiosk.journeys.help.presenter import present as present_help
from kiosk.journeys.help.screen import HelpScreen


class EvaluationStage(ServiceStage[evaluation.State, evaluation.Event, evaluation.Effect]):
    """``code``: of the case just handed in, if that is what is to be evaluated."""

    def __init__(self, bench: Workbench, ways: Ways, code: ReceiptCode | None) -> None:
        self._bench, self._ways = bench, ways
        super().__init__(
            lambda: EvaluationScreen(bench.say),
            evaluation.TABLE,
            evaluation.ShowCode() if code is None else evaluation.Rating(code),
            present_evaluation,
            self._perform,
        )

    def on_device(self, event: DeviceEvent) -> None:
        if isinstance(event, CodeScanned) and isinstance(self.state, evaluation.ShowCode):
            self._ways.data_given()
            self._ways.active()
            self.feed(evaluation.CodeRead(event.text))

    def _perform(self, effect: evaluation.Effect) -> None:
        match effect:
            case evaluation.Send(code, level, options):
                said = Evaluation(case_id=code.case_id, token=code.token, level=level, options=options)
                personal = self._bench.personal
                self.ask(lambda: personal.evaluate(said), lambda _: evaluation.Sent(), evaluation.Failed)
            case evaluation.Leave():
                self._ways.end()


class HelpStage(Stage[help_flow.State, help_flow.Event, help_flow.Effect]):
    def __init__(self, bench: Workbench, ways: Ways) -> None:
        super().__init__(
            lambda: HelpScreen(bench.say), help_flow.TABLE, help_flow.Topics(), present_help, lambda _: ways.end()
        )
