"""What ``window.toml`` may say."""

from pathlib import Path

import pytest

from domain.failures import Failure
from window_client.settings import Settings, load_settings


def load(tmp_path: Path, words: str) -> Settings:
    file = tmp_path / "window.toml"
    file.write_text(words, encoding="utf-8")
    return load_settings(file)


def test_defaults_and_devices(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        'state = "/var/lib/x"\n[[devices]]\nid = "receipt"\ndriver = "escpos-network"\naddress = "127.0.0.1:9100"\n',
    )
    assert (settings.state, settings.language, settings.size) == (Path("/var/lib/x"), "zh", (1920, 1080))
    assert settings.devices[0].driver == "escpos-network"


def test_the_state_may_lie_in_the_home_of_the_clerks_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load(tmp_path, 'state = "~/.local/state/onewindow"\n').state == tmp_path / ".local/state/onewindow"


@pytest.mark.parametrize(
    ("words", "display"), [("", None), ('citizen_screen = "HDMI-2"', "HDMI-2"), ("citizen_screen = 0", 0)]
)
def test_the_citizens_display_by_name_or_number(tmp_path: Path, words: str, display: str | int | None) -> None:
    assert load(tmp_path, f'state = "x"\n{words}').citizen_screen == display


@pytest.mark.parametrize(
    "words",
    [
        "",
        'state = "x"\ncolour = "red"',
        'state = "x"\nlanguage = "fr"',
        'state = "x"\nfull_screen = 1',
        'state = "x"\nlock_minutes = 0',
        'state = "x"\nrefresh_seconds = true',
        'state = "x"\ncitizen_screen = ""',
        'state = "x"\ncitizen_screen = -1',
        'state = "x"\ncitizen_screen = true',
        'state = "x"\nsize = [100, 100]',
        'state = "x"\nsize = [1]',
        'state = "x"\n[[devices]]\nid = "a"',
        'state = "x"\n[[devices]]\nid = "a"\ndriver = "b"\naddress = "c"\nport = 1',
        "state = ",
    ],
)
def test_everything_else_is_refused_with_a_code(tmp_path: Path, words: str) -> None:
    with pytest.raises(Failure) as refused:
        load(tmp_path, words)
    assert refused.value.code.name == "SETTINGS_INVALID"


def test_a_profile_is_one_that_is_known(tmp_path: Path) -> None:
    assert load(tmp_path, 'state = "x"').profile == "window"
    assert load(tmp_path, 'state = "x"\nprofile = "township"').profile == "township"
    with pytest.raises(Failure, match="profile"):
        load(tmp_path, 'state = "x"\nprofile = "village"')
