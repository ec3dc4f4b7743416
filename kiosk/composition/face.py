"""The comparison of a face put together: when it is asked about, and what the camera's answer does."""

from collections.abc import Callable
from datetime import date
from functools import partial

from devices.events import CodeScanned, DeviceEvent, FaceCompared, FaceFailed
from domain.identity.id_card import IdCard
from domain.identity.person import Person
from kiosk import journey_map
from kiosk.composition.face_rule import CAMERA
from kiosk.composition.service_stage import ServiceStage
from kiosk.composition.stage import GONE
from kiosk.composition.workbench import Ways, Workbench
from kiosk.journeys.face import flow as face
from kiosk.journeys.face.presenter import present as present_face
from kiosk.journeys.face.screen import FaceScreen

YOUNGEST = 14
"""Years. Faces of younger children need a guardian's consent (人脸识别技术应用安全管理办法): they are not asked."""


def portrait_to_compare(bench: Workbench, card: IdCard | None) -> bytes:
    """PNG; empty when nobody is to be asked about a face."""
    if bench.face == "off" or card is None or not card.portrait or _age(card.birth, bench.today()) < YOUNGEST:
        return b""
    works = any(one.kind == CAMERA and one.condition not in GONE for one in bench.devices.statuses().values())
    return card.portrait if works or bench.face == "staff" else b""


class FaceStage(ServiceStage[face.State, face.Event, face.Effect]):
    def __init__(self, bench: Workbench, ways: Ways, person: Person, portrait: bytes) -> None:
        self._bench, self._ways = bench, ways
        self._person, self._portrait = person, portrait
        present: Callable[[face.State], object] = partial(present_face, new_job=bench.ids.new_id)
        first = face.Asking(staff=bench.face == "staff")
        super().__init__(lambda: FaceScreen(bench.say), face.TABLE, first, present, self._perform)

    def close(self) -> None:
        if isinstance(self.state, face.Looking):
            self._bench.devices.cancel_face()
        super().close()

    def on_device(self, event: DeviceEvent) -> None:
        match event:
            case FaceCompared(_, job_id, outcome) if isinstance(self.state, face.Looking):
                self._ways.active()
                self.feed(face.Compared(job_id, outcome))
            case FaceFailed(_, job_id, failure) if isinstance(self.state, face.Looking):
                self._ways.active()
                self.feed(face.Failed(job_id, failure))
            case CodeScanned(_, words) if isinstance(self.state, face.Vouching):
                self._ways.active()
                self.feed(face.CodeShown(words))

    def _perform(self, effect: face.Effect) -> None:
        personal, person = self._bench.personal, self._person
        match effect:
            case face.Compare(job_id):
                self._bench.devices.compare_face(job_id, self._portrait)
            case face.CameraOff():
                self._bench.devices.cancel_face()
            case face.Verify(code):
                self.ask(lambda: personal.by_clerk(person, code), face.Verified, face.NotVerified)
            case face.GoOn(evidence, vouched):
                self._ways.go(journey_map.FaceSettled(evidence, vouched))
            case face.Leave():
                self._ways.end()


def _age(birth: date, today: date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
