"""Traces for whoever collects them: what was in hand, for how long, and what came of it; ids and kinds, never a word.

They need the extra `traces` and `CXC_TRACES`; without these nothing of it is loaded, and a span costs nothing.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
    from opentelemetry.trace import Tracer

NAME = "clusterxchange"
PATIENCE = 2  # seconds for a collector that does not answer: a stop waits for it

_tracer: Tracer | None = None


class Facts(dict[str, str | int]):
    """What a span tells when it ends; whoever works within it adds what came of it."""


@contextmanager
def span(name: str, **facts: str | int) -> Iterator[Facts]:
    """A span of that name, beneath the one that is open around it; its facts are ids and kinds alone.

    An error that leaves it is told by its class: its words may quote what somebody wrote.
    """
    told = Facts(facts)
    if _tracer is None:
        yield told
        return
    with _tracer.start_as_current_span(
        f"cxc.{name}", record_exception=False, set_status_on_exception=False
    ) as ours:
        try:
            yield told
        except BaseException as error:
            told["error"] = type(error).__name__
            raise
        finally:
            ours.set_attributes({f"cxc.{fact}": value for fact, value in told.items()})


@contextmanager
def collected(address: str, version: str) -> Iterator[None]:
    """Meanwhile spans are brought to a collector's address (OTLP over HTTP); none where it is empty."""
    if not address:
        yield
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - of the extra
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

    exporter = OTLPSpanExporter(endpoint=address, timeout=PATIENCE)
    with told_to(BatchSpanProcessor(exporter), version):
        yield


@contextmanager
def told_to(processor: SpanProcessor, version: str) -> Iterator[None]:
    """Meanwhile spans go to a processor; at the end it has all of them."""
    global _tracer  # noqa: PLW0603 - one for the process, as its figures are
    provider = _provider(version)
    provider.add_span_processor(processor)
    _tracer = provider.get_tracer(NAME, version)
    try:
        yield
    finally:
        _tracer = None
        provider.shutdown()


def _provider(version: str) -> TracerProvider:
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - of the extra, as above
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415

    own: dict[str, Any] = {"service.name": NAME, "service.version": version}
    return TracerProvider(resource=Resource.create(own))
