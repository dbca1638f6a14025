"""What Prefect itself says: asked over its HTTP API, as its UI does."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import httpx

from tests.orchestration.terminal import wait_for

Json = dict[str, Any]


class PrefectApi:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api"

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/ready", timeout=60, trust_env=False).is_success
        except httpx.TransportError:
            return False

    def post(self, path: str, body: Json | None = None) -> Any:
        answer = wait_for(f"Prefect to take {path}", lambda: self._unless_busy(path, body or {}))
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def _unless_busy(self, path: str, body: Json) -> httpx.Response | None:
        """A server on SQLite answers 503 and has done nothing when its database is locked; clients try again."""
        answer = httpx.post(f"{self.url}{path}", json=body, timeout=60, trust_env=False)
        return None if answer.status_code == 503 else answer

    def deployments(self) -> dict[str, Json]:
        return {deployment["name"]: deployment for deployment in self.post("/deployments/filter")}

    def runs(
        self, deployment_id: str | None = None, *, flow: str | None = None, states: Sequence[str] = ()
    ) -> list[Json]:
        """Flow runs, the newest expected first. `states` are types, such as "RUNNING"; none: all."""
        where: Json = {}
        if deployment_id:
            where["deployment_id"] = {"any_": [deployment_id]}
        if states:
            where["state"] = {"type": {"any_": list(states)}}
        body: Json = {"flow_runs": where, "sort": "EXPECTED_START_TIME_DESC"}
        if flow:
            body["flows"] = {"name": {"any_": [flow]}}
        found: list[Json] = self.post("/flow_runs/filter", body)
        return found

    def pause(self, deployment_id: str) -> None:
        self.post(f"/deployments/{deployment_id}/pause_deployment")

    def resume(self, deployment_id: str) -> None:
        self.post(f"/deployments/{deployment_id}/resume_deployment")

    def trigger(self, deployment_id: str, **parameters: Any) -> str:
        body = {"parameters": parameters} if parameters else {}
        return str(UUID(self.post(f"/deployments/{deployment_id}/create_flow_run", body)["id"]))

    def run(self, run_id: str) -> Json:
        found: list[Json] = self.post("/flow_runs/filter", {"flow_runs": {"id": {"any_": [run_id]}}})
        return found[0]

    def wait_until_completed(self, run_id: str) -> None:
        """Fails at once when it ends otherwise."""

        def look() -> bool:
            state = self.run(run_id)["state"]
            assert state["type"] not in ("FAILED", "CRASHED", "CANCELLED"), state
            return bool(state["type"] == "COMPLETED")

        wait_for(f"run {run_id} to complete", look)

    def wait_for_completed(self, deployment_id: str, *, after: datetime) -> Json:
        """A run of the deployment that was to start after that moment and completed."""
        return wait_for(
            "a scheduled run to complete",
            lambda: next(
                (
                    run
                    for run in self.runs(deployment_id, states=["COMPLETED"])
                    if datetime.fromisoformat(run["expected_start_time"]) > after
                ),
                None,
            ),
        )
