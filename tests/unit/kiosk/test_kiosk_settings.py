from pathlib import Path

import pytest

from domain.failures import Failure
from kiosk.settings import load_settings
from kiosk.supervisor import FIRST_DELAY, LONGEST_DELAY, BackOff


def write(folder: Path, words: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_all_keys(tmp_path: Path) -> None:
    settings = load_settings(
        write(
            tmp_path,
            'state = "/s"\nlanguage = "en"\nfull_screen = false\nsize = [800, 600]\nrun_agent = false\nlog = "x"\n'
            'virtual_keyboard = true\nvisit_command = ["a", "b"]\n'
            '[[devices]]\nid = "card"\ndriver = "sdt-serial"\naddress = "/dev/x"\noptions = { baud = 9600 }\n',
        )
    )
    assert (settings.state, settings.language, settings.size) == (Path("/s"), "en", (800, 600))
    assert (settings.full_screen, settings.run_agent, settings.virtual_keyboard) == (False, False, True)
    assert settings.visit_command == ("a", "b")
    assert settings.devices[0].options == {"baud": 9600}


def test_an_empty_file_is_a_kiosk(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, ""))
    assert (settings.full_screen, settings.run_agent, settings.virtual_keyboard) == (True, True, False)
    assert settings.visit_command[-2:] == ("-m", "kiosk.visit")


@pytest.mark.parametrize(
    "words",
    ["colour = 1", 'language = "fr"', "size = [1]", "size = 1", "not toml", '[[devices]]\nid = "x"', "stat = 1"],
)
def test_what_is_not_known_is_refused(tmp_path: Path, words: str) -> None:
    with pytest.raises(Failure, match="SETTINGS_INVALID"):
        load_settings(write(tmp_path, words))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Failure, match="SETTINGS_INVALID"):
        load_settings(tmp_path / "none.toml")


def test_children_that_die_at_once_are_started_ever_more_slowly() -> None:
    back_off = BackOff()
    delays = [back_off.after(0.1, clean=False) for _ in range(9)]
    assert delays[0] == FIRST_DELAY
    assert delays == sorted(delays)
    assert delays[-1] == LONGEST_DELAY
    assert back_off.after(0.1, clean=True) == 0.0
    assert back_off.after(0.1, clean=False) == FIRST_DELAY


def test_what_follows_without_a_face_is_one_of_two(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "")).without_face == "go_on"
    assert load_settings(write(tmp_path, 'without_face = "staff"')).without_face == "staff"
    with pytest.raises(Failure, match="SETTINGS_INVALID"):
        load_settings(write(tmp_path, 'without_face = "nobody"'))
