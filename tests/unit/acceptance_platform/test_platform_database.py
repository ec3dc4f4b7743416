import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from acceptance_platform import audit, migrations
from acceptance_platform import database as database_module
from acceptance_platform.composition import Platform, demonstration, initialise
from acceptance_platform.data_folder import DataFolder, write_durably
from acceptance_platform.database import Database
from acceptance_platform.migrations import bring_up_to_date
from acceptance_platform.schema import audit as audit_table
from acceptance_platform.schema import sequences, submissions
from acceptance_platform.sequences import next_number
from acceptance_platform.sources import Sources
from domain.failures import Failure


def test_settings_are_safe(database: Database) -> None:
    database.check()


def test_each_connection_makes_the_name_of_the_log_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite does not tell when that fails."""
    there: list[bool] = []
    path = tmp_path / "platform.db"
    monkeypatch.setattr(
        database_module, "sync_folder", lambda folder: there.append((folder / "platform.db-wal").exists())
    )
    database = Database(path)
    with database.reading(), database.reading():
        assert there == [True, True]
    database.close()


def test_a_newer_schema_is_refused(database: Database, data_folder: DataFolder) -> None:
    with sqlite3.connect(data_folder.database) as other:
        other.execute("PRAGMA user_version=99")
    other.close()
    with pytest.raises(Failure, match="PLATFORM_STORE_NEWER"):
        bring_up_to_date(database)


def test_tables_a_later_version_brought_are_added(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE changes")
    bring_up_to_date(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM changes").scalar() == 0


def test_each_step_is_taken_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    known = migrations.STEPS
    monkeypatch.setattr(migrations, "STEPS", (*known, ("ALTER TABLE sequences ADD COLUMN note TEXT",)))
    bring_up_to_date(database)
    bring_up_to_date(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == len(known) + 2
        assert connection.exec_driver_sql("SELECT note FROM sequences").all() == []


def test_tickets_of_before_they_were_for_one_person_are_made_anew(database: Database) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE assistance_tickets")
        connection.exec_driver_sql("CREATE TABLE assistance_tickets (code_digest VARCHAR PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO assistance_tickets VALUES ('old')")
        connection.exec_driver_sql("ALTER TABLE submissions ADD COLUMN manifest_digest VARCHAR")
        connection.exec_driver_sql("PRAGMA user_version=3")
    bring_up_to_date(database)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT person_key FROM assistance_tickets").all() == []


def test_a_platform_that_has_run_for_years_gets_the_indexes_of_a_new_one(database: Database) -> None:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    with database.writing() as connection:
        new = [name for name, _ in connection.exec_driver_sql(query)]
        for name in new:
            connection.exec_driver_sql(f"DROP INDEX {name}")
        connection.exec_driver_sql("CREATE INDEX ix_cases_authority_code ON cases (authority_code)")
        connection.exec_driver_sql("PRAGMA user_version=5")
    bring_up_to_date(database)
    with database.reading() as connection:
        held = [name for name, _ in connection.exec_driver_sql(query)]
    made = {"cases_of_authority_by_state", "cases_of_authority_by_day", "submissions_of_device_by_day",
            "submissions_on_their_way", "ix_decisions_case_id"}  # fmt: skip
    assert set(held) == made <= set(new)


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def fail_halfway() -> None:
        with database.writing() as connection:
            connection.execute(insert(sequences).values(name="a", value=1))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    with database.reading() as connection:
        assert connection.execute(select(sequences)).all() == []


def test_foreign_keys_are_kept(database: Database) -> None:
    row = {"submission_id": "s", "case_id": "none", "device_id": "none", "kind": "new", "round": 0,
           "manifest": "", "state": "receiving", "received_at": None}  # fmt: skip
    with pytest.raises(IntegrityError), database.writing() as connection:
        connection.execute(insert(submissions).values(row))


def test_errors_do_not_show_values(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.writing() as connection:
        connection.execute(insert(sequences).values(name="330203190001010013", value=None))
    assert "330203190001010013" not in str(caught.value)


def test_numbers_count_by_name(database: Database) -> None:
    with database.writing() as connection:
        assert [next_number(connection, name) for name in ("a", "a", "b", "a")] == [1, 2, 1, 3]


class TestAudit:
    @pytest.fixture
    def chain(self, database: Database, sources: Sources) -> Database:
        with database.writing() as connection:
            for number in range(5):
                audit.record(connection, sources.now(), "clerk", "accept", f"case {number}")
        return database

    def test_whole(self, chain: Database) -> None:
        with chain.reading() as connection:
            assert audit.first_break(connection) is None

    @pytest.mark.parametrize(
        "values", [{"actor": "nobody"}, {"subject": "case 9"}, {"event": "reject"}, {"digest": "0"}]
    )
    def test_changed(self, chain: Database, values: dict[str, str]) -> None:
        with chain.writing() as connection:
            connection.execute(update(audit_table).where(audit_table.c.seq == 3).values(values))
            assert audit.first_break(connection) == 3

    def test_taken_out(self, chain: Database) -> None:
        with chain.writing() as connection:
            connection.execute(audit_table.delete().where(audit_table.c.seq == 2))
            assert audit.first_break(connection) == 3


class TestInitialisation:
    def test_twice_changes_nothing(self, tmp_path: Path) -> None:
        folder = initialise(tmp_path / "p", ["127.0.0.1"], *demonstration())
        before = {path.name: path.read_bytes() for path in folder.keys.iterdir()}
        initialise(tmp_path / "p", ["127.0.0.1"], *demonstration())
        assert {path.name: path.read_bytes() for path in folder.keys.iterdir()} == before

    def test_keys_are_for_the_owner_only(self, demo_platform: Platform) -> None:
        for path in demo_platform.folder.keys.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_without_a_catalogue_nothing_starts(self, tmp_path: Path) -> None:
        initialise(tmp_path / "p", ["127.0.0.1"], None, [])
        with pytest.raises(Failure, match="PLATFORM_NOT_INITIALISED"):
            Platform(tmp_path / "p")

    def test_authorities_by_code_and_name(self, demo_platform: Platform) -> None:
        found = demo_platform.directory.authority("海曙区医疗保障局")
        assert found is not None
        assert demo_platform.directory.authority(found.code) == found
        assert demo_platform.directory.authority("无此机关") is None


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_durably(path, b"old")

    def refuse(_descriptor: int) -> None:
        raise OSError

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError):  # noqa: PT011  fsync names no errno here
        write_durably(path, b"new")
    assert [entry.read_bytes() for entry in tmp_path.iterdir()] == [b"old"]
