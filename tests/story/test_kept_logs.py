"""Of a demonstration that failed, the logs are kept: each by its name, redacted."""

from pathlib import Path

from demo.kept_logs import keep_logs, tails


def test_each_log_is_kept_without_what_is_personal(tmp_path: Path) -> None:
    for name, said in (("kiosk/logs/kiosk.log", "visit 7 ended with SIGSEGV\n"), ("logs/card.log", "read 张三\n")):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(said, "utf-8")
    (tmp_path / "kiosk" / "state.log").write_text("no log of a process")
    kept = tmp_path / "out"
    assert {log.name for log in keep_logs(tmp_path, kept)} == {"card.log", "kiosk.log"}
    told = tails(kept).splitlines()
    assert told == [f"--- {kept / 'card.log'}", "read [2 characters]", f"--- {kept / 'kiosk.log'}",
                    "visit 7 ended with SIGSEGV"]  # fmt: skip
