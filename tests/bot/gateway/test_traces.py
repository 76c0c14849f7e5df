"""What traces tell of updates and messages: ids, kinds and what came of them; nothing where they are not asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from bot.app import settings as settings_module
from bot.app.settings import Settings
from bot.gateway import traces
from bot.gateway.incoming.worker import Worker
from bot.wrong_starts import TracesMissing
from storage.queues import inbox
from storage.queues.inbox import Arrived
from tests.builders.bots.edge import NAME, open_ones, running
from tests.builders.bots.town import PUBLIC, STAFF
from tests.patience import until

SECRET = "Ann Weaver's grandmother"


@pytest.fixture
def heard():
    """Everything that was traced."""
    exporter = InMemorySpanExporter()
    with traces.told_to(SimpleSpanProcessor(exporter), "1.2"):
        yield exporter


def spans(heard) -> list[tuple[str, dict]]:
    """By their names, with what they tell."""
    return [(one.name, dict(one.attributes)) for one in heard.get_finished_spans()]


async def worked(edge, dispatch) -> None:
    """An update of somebody's words, handled so."""
    arrived = Arrived(7, 10, {"message": {"text": SECRET}})
    with edge.database.transaction() as session:
        inbox.store(session, NAME, [arrived], edge.clock())
    worker = Worker(NAME, "me", edge.database, edge.clock, dispatch, lambda *_: None)
    async with running(worker):
        await until(lambda: open_ones(edge) == [])


async def test_an_update_is_told_by_its_number_and_what_came_of_it(edge, heard):
    """Neither whose it is nor what they wrote."""

    async def unwanted(_body) -> bool:
        with traces.span("within"):
            return False

    await worked(edge, unwanted)
    within, update = heard.get_finished_spans()
    assert within.parent.span_id == update.context.span_id
    told = {"cxc.bot": NAME, "cxc.update": 7, "cxc.came_of": "unwanted"}
    assert spans(heard) == [("cxc.within", {}), ("cxc.update", told)]
    assert update.resource.attributes["service.version"] == "1.2"


def test_an_error_is_told_by_its_class(heard):
    """Its words may quote somebody."""
    with pytest.raises(ValueError, match=SECRET), traces.span("update", update=8):
        raise ValueError(SECRET)
    (found,) = heard.get_finished_spans()
    assert spans(heard) == [("cxc.update", {"cxc.update": 8, "cxc.error": "ValueError"})]
    assert SECRET not in found.to_json()


def test_who_asks_for_none_loads_nothing():
    """A span costs nothing, and OpenTelemetry stays where it is."""
    asks = (
        "import sys; from bot.gateway.traces import collected, span\n"
        "with collected('', '1'), span('update', update=1) as told: told['came_of'] = 'handled'\n"
        "assert not [one for one in sys.modules if one.startswith('opentelemetry')]"
    )
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0


def test_who_asks_for_them_without_the_extra_is_told(monkeypatch):
    """Before anything is begun, and by `doctor` as well."""
    given = {"participants_token": PUBLIC.token, "desk_token": STAFF.token}
    asked = Settings(_env_file=None, traces="http://127.0.0.1:4318/v1/traces", **given)
    assert asked.check_for_run() is None
    monkeypatch.setattr(settings_module, "EXPORTER", "opentelemetry.exporter.of.nowhere")
    with pytest.raises(TracesMissing, match=r"pip install '\.\[traces\]'"):
        asked.check_for_run()
