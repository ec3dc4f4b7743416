"""一件事: cases of several departments handed in together stay together; each decides its own, the lead sees all."""

from platform_process import IDS, NUMBER, WINDOW_NODE, HandIn, PlatformProcess, TestStation, jpeg

from domain.contract.clerk import CaseFile, ClerkSession, Worklist
from domain.contract.progress import CaseProgress
from domain.contract.theme import ThemeCase

LEAD, MEMBER, OTHER = "海曙区人力资源和社会保障局", "海曙区医疗保障局", "宁波市住房公积金管理中心"
THEME = "THEME-05"


def log_in(platform: PlatformProcess, window: TestStation, username: str, authority: str) -> dict[str, str]:
    who = ("--username", username, "--name", "王工", "--role", "station")
    platform.command("add-clerk", *who, "--node", WINDOW_NODE, "--authority", authority, line="right\n")
    answer = window.call("POST", "/v1/clerks/login", json={"username": username, "password": "right"})
    return {"Authorization": f"Bearer {ClerkSession.model_validate_json(answer.content).token}"}


def hand_in(window: TestStation, item: str, group: str, number: str = NUMBER) -> HandIn:
    pages = [jpeg(item + group + number)]
    alone = window.hand_in(pages, item=item, number=number)
    sealed = [alone.sealed[page.sealed_digest] for page in alone.form.pages]
    form = alone.form.model_copy(update={"group_id": group, "theme": THEME})
    return window.package(form, sealed, alone.token)


def themes(window: TestStation, clerk: dict[str, str]) -> tuple[ThemeCase, ...]:
    return Worklist.model_validate_json(window.call("GET", "/v1/worklist", headers=clerk).content).themes


def file_of(window: TestStation, clerk: dict[str, str], case_id: str) -> CaseFile:
    answer = window.call("GET", f"/v1/worklist/{case_id}", headers=clerk)
    assert answer.status_code == 200, answer.text
    return CaseFile.model_validate_json(answer.content)


def accept(window: TestStation, clerk: dict[str, str], case_id: str) -> None:
    version = file_of(window, clerk, case_id).item.version
    body = {
        "decision_id": IDS.new_id(),
        "expected_version": version,
        "action": "accept",
        "reason": "部门共享核验",
    }
    answer = window.call("POST", f"/v1/worklist/{case_id}/decisions", json=body, headers=clerk)
    assert answer.status_code == 200, answer.text


def progress(window: TestStation, hand_in: HandIn) -> ThemeCase | None:
    receipt = {"case_id": hand_in.manifest.case_id, "token": hand_in.token}
    return CaseProgress.model_validate_json(window.call("POST", "/v1/progress", json=receipt).content).theme


def test_decided_in_parallel_under_a_lead(platform: PlatformProcess, window: TestStation) -> None:
    lead, member = log_in(platform, window, "lead5", LEAD), log_in(platform, window, "member5", MEMBER)
    other = log_in(platform, window, "other5", OTHER)
    group = IDS.new_id()
    first = hand_in(window, "DEMO-021", group)
    window.deliver(first)
    (one,) = themes(window, lead)
    assert (one.theme, one.lead, one.is_lead, one.expected, one.decided) == ("退休", LEAD, True, 2, 0)
    assert [part.state for part in one.parts] == ["RECEIVED", ""], "the second part has not arrived"
    second = hand_in(window, "DEMO-014", group)
    window.deliver(second)
    assert [part.state for part in themes(window, lead)[0].parts] == ["RECEIVED", "RECEIVED"]
    (mine,) = themes(window, member)
    assert (mine.is_lead, [part.item_code for part in mine.parts]) == (False, ["DEMO-014"]), "its own part only"
    accept(window, member, second.manifest.case_id)
    (one,) = themes(window, lead)
    assert (one.decided, one.is_decided, one.parts[1].state) == (1, False, "ACCEPTED")
    accept(window, other, first.manifest.case_id)
    assert themes(window, lead)[0].is_decided, "the lead has no case of its own and sees them all the same"
    shown = file_of(window, other, first.manifest.case_id).theme
    assert shown is not None
    assert (shown.decided, [part.item_code for part in shown.parts]) == (2, ["DEMO-021"])
    told = progress(window, second)
    assert told is not None
    assert (told.is_lead, [part.state for part in told.parts]) == (False, ["ACCEPTED", "ACCEPTED"])


def test_nobody_gets_into_another_person_s_group(platform: PlatformProcess, window: TestStation) -> None:
    group = IDS.new_id()
    mine = hand_in(window, "DEMO-021", group)
    window.deliver(mine)
    window.deliver(hand_in(window, "DEMO-014", group, number="11010519491231002X"))
    told = progress(window, mine)
    assert told is not None
    assert [part.state for part in told.parts] == ["RECEIVED", ""]


def test_an_item_outside_the_theme_stands_alone(window: TestStation) -> None:
    other = hand_in(window, "DEMO-016", IDS.new_id())
    window.deliver(other)
    assert progress(window, other) is None
