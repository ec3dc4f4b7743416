"""What screens hear of the line, from whichever program wrote it."""

from domain.failures import FailureCode
from offline_queue.agent_report import read_report, write_report
from offline_queue.connectivity import Connectivity


def test_the_cause_is_told_as_long_as_there_is_no_line(tmp_path, clock):
    lost = Connectivity().lost(FailureCode.PLATFORM_TLS, 10.0)
    write_report(tmp_path / "agent.json", lost)
    clock.wall = clock.wall.fromtimestamp((tmp_path / "agent.json").stat().st_mtime, clock.wall.tzinfo)
    assert read_report(tmp_path / "agent.json", clock).cause is FailureCode.PLATFORM_TLS
    write_report(tmp_path / "agent.json", lost.reached(clock.now(), 12.0, 20.0))
    assert read_report(tmp_path / "agent.json", clock).cause is None


def test_a_report_of_an_older_agent_still_counts(tmp_path, clock):
    path = tmp_path / "agent.json"
    path.write_text('{"connected": false, "last_contact": null, "latency_ms": null}')
    clock.wall = clock.wall.fromtimestamp(path.stat().st_mtime, clock.wall.tzinfo)
    report = read_report(path, clock)
    assert (report.connected, report.cause) == (False, None)
