"""The record of past runs in tests: a SQLite file, or a database of its own on a real PostgreSQL server."""

import os
from pathlib import Path

import pytest

DATABASES = ("sqlite", "postgresql")


def record_at(database: str, folder: Path) -> str:
    """Where an empty record can be kept: a path, or the URL of an empty database."""
    return str(folder / "records" / "history.sqlite") if database == "sqlite" else empty_postgres()


def empty_postgres() -> str:
    """The URL of an empty PostgreSQL database; skips the test where there is no server."""
    server = os.environ.get("HMIC_POSTGRES_URL")
    if not server:
        if os.environ.get("HMIC_NEEDS_POSTGRES"):
            pytest.fail("HMIC_POSTGRES_URL names no PostgreSQL server, and HMIC_NEEDS_POSTGRES asks for one")
        pytest.skip("HMIC_POSTGRES_URL names no PostgreSQL server")
    from sqlalchemy import create_engine
    from sqlalchemy.engine import make_url

    name = f"hmic_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        there = connection.exec_driver_sql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'").scalar()
        if not there:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    url = make_url(server).set(database=name)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url.render_as_string(hide_password=False)
