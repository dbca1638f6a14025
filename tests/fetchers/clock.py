"""Time that a test moves."""

import asyncio
from datetime import UTC, datetime, timedelta


class Clock:
    """Passes only while somebody sleeps, or when told. `ticks` counts seconds whatever the clock is set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        self._set_by = timedelta()
        self._alarms: list[datetime] = []

    def __call__(self) -> datetime:
        return self.now

    def ticks(self) -> float:
        return (self.now - self._set_by).timestamp()

    def set_by(self, length: timedelta) -> None:
        self.now += length
        self._set_by += length

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
