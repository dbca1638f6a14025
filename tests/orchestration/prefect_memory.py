"""What Prefect wrote down, read from its database: for runs whose server has ended with them."""

import json
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class PrefectMemory:
    def __init__(self, state: Path) -> None:
        self._file = state / "prefect" / "prefect.db"

    def flow_runs(self) -> Counter[tuple[str, str]]:
        """How many runs there are of each flow in each state."""
        return Counter(self._rows("select flow.name, state_name from flow_run join flow on flow.id = flow_run.flow_id"))

    def task_runs(self) -> Counter[tuple[str, str]]:
        """How many runs there are of each task in each state; the name is the task's own."""
        found = self._rows("select name, state_name from task_run")
        return Counter((name.rpartition("-")[0], state) for name, state in found)

    def table(self, key: str) -> list[dict[str, Any]]:
        """The rows of the newest table artifact of that key."""
        ((data,),) = self._rows("select data from artifact where key = ? order by created desc limit 1", key)
        # a JSON column that holds JSON
        rows: list[dict[str, Any]] = json.loads(json.loads(data))
        return rows

    def paused(self) -> dict[str, bool]:
        """Whether each deployment is."""
        return {name: bool(paused) for name, paused in self._rows("select name, paused from deployment")}

    def overdue(self) -> list[Any]:
        """Runs that should have begun by now and did not."""
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")  # as it is stored
        return self._rows("select id from flow_run where state_type = 'SCHEDULED' and expected_start_time < ?", now)

    def _rows(self, statement: str, *values: str) -> list[Any]:
        with closing(sqlite3.connect(self._file)) as connection:
            return connection.execute(statement, values).fetchall()
