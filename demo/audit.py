"""The last step: what the auditor finds, from the outside."""

from pathlib import Path
from typing import Any

from demo import citizen
from demo.city import CLERK, City
from demo.evidence import digest, find_plaintext
from demo.stage import Stage
from offline_queue.platform_client import PlatformClient
from offline_queue.station import Station


def audit(stage: Stage) -> dict[str, Any]:
    city = stage.city
    status = city.platform_status()
    scanned = {page["sha256"] for page in stage.served() if not page["blank_back"]}
    arrived = _arrived(city)
    hits = find_plaintext((city.kiosk_folder, city.window_folder), citizen.SECRETS)
    line = city.control("line", "state")
    every_page = arrived == scanned and status["pages"] == len(arrived)
    result = {
        "ok": status["cases"] == 1 and every_page and not hits and stage.transcript.holds(),
        "cases_on_platform": status["cases"],
        "pages_on_platform": status["pages"],
        "digests_equal": arrived == scanned,
        "plaintext_hits": len(hits),
        "kills": len(stage.transcript.kills),
        "network_cuts": line["cuts"],
    }
    found = [{"file": Path(hit.file).name, "secret": hit.secret, "encoding": hit.encoding} for hit in hits]
    stage.step("audit", "ok" if result["ok"] else "NOT OK", hits=found, line=line, resets=line["resets"])
    stage.transcript.write(stage.out / "transcript.json", result)
    return result


def _arrived(city: City) -> set[str]:
    """Digests of the page bytes the platform hands to the authorised clerk, computed here."""
    client = PlatformClient(Station(city.window_folder / "state"))
    token = client.login(CLERK, city.password).token
    found: set[str] = set()
    for item in client.worklist(token).items:
        file = client.case_file(token, item.case_id)
        for material in file.materials:
            found |= {digest(client.page(token, item.case_id, page.plain_digest)) for page in material.pages}
    return found
