"""Time that a test moves."""

import asyncio
from datetime import UTC, datetime, timedelta


class Clock:
    """Passes only while somebody sleeps, or when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        self._alarms: list[datetime] = []

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    async def sleep(self, seconds: float) -> None:
        alarm = self.now + timedelta(seconds=seconds)
        self._alarms.append(alarm)
        try:
            while self.now < alarm:
                before = (self.now, tuple(self._alarms))
                for _ in range(10):  # whoever was just woken gets on before time does
                    await asyncio.sleep(0)
                if alarm == min(self._alarms) and before == (self.now, tuple(self._alarms)):  # nobody is due earlier
                    self.now = alarm
        finally:
            self._alarms.remove(alarm)
