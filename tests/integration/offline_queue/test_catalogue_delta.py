"""A catalogue is published anew; stations that hold the old one fetch what changed."""

import json
from pathlib import Path

from delivery_kit import Platform, Site, command, until

import assets
from domain.catalogue.load import load_catalogue
from offline_queue.catalogue_mirror import read_mirror


def test_an_agent_fetches_only_what_changed(tmp_path: Path):
    platform = Platform(tmp_path / "platform")
    site = Site(tmp_path, platform)
    try:
        held = read_mirror(site.station)
        content = json.loads((Path(assets.__file__).parent / "catalogue" / "demo_catalogue.json").read_text("utf-8"))
        content["version"] += ".1"
        content["items"][30]["fee"] = "不收费用"
        file = tmp_path / "catalogue.json"
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        platform.ask("init", "--catalogue", file)
        platform.restart()
        agent = site.agent()
        try:
            until(lambda: read_mirror(site.station).version != held.version)
        finally:
            agent.stop()
        site.station.catalogue_file.unlink()
        told = json.loads(command("offline_queue", "--state", site.station.root, "catalogue"))
        assert (told["catalogue_changed"], told["version"]) == (True, content["version"])
        assert load_catalogue(read_mirror(site.station).body).items[30].fee == "不收费用"
        (line,) = [line for line in agent.errors if "parts were new" in line]
        fetched, of = (int(word) for word in line.split(": ")[-1].split() if word.isdigit())
        assert 0 < fetched <= 4 < of
    finally:
        site.close()
        platform.stop()
