"""What the texts of applications mean: read outside of transactions, kept with the application.

Whoever compares texts asks `KeptMeanings`, which knows what was read and reads nothing itself. What
is not known yet is read beside the transaction that asks (`know`), as far as somebody may wait for
it, and in any case by `read_anew`, which keeps it for all processes. After a change of the encoder
every kept meaning is one of another model, and so not known.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa
from sqlmodel import col, select

from exchange.rows import row_id
from matching.ranking.columns import offered_by
from matching.topics.vocabulary import topic_label
from matching.words.encoder import EXACT, name_of, whole
from storage.tables import Application, ApplicationState, Meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray
    from sqlmodel import Session

    from exchange.work import Work
    from matching.profiles import Profile
    from matching.words.encoder import Encoder
    from storage.engine.database import Database

MOST_WAITED_FOR = 64
"""Texts that are read while somebody waits, some two seconds; all others are read by and by."""
_AT_ONCE = 16
_ALIVE = (ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED, ApplicationState.ACCEPTED)


class KeptMeanings:
    """The encoder of a database: it knows what was read before, and has nobody wait."""

    def __init__(self, reader: Encoder) -> None:
        self.reader, self.size, self.name = reader, reader.size, name_of(reader)
        self.topics = getattr(reader, "topics", None)
        self._known: dict[bytes, NDArray[np.int8]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the meanings of texts, rows of zeros for those not read yet: (n, size)."""
        nothing = np.zeros(self.size, dtype=np.int8)
        found = [self._known.get(_key(text), nothing) for text in texts]
        return np.array(found, dtype=np.float32).reshape(-1, self.size) / np.float32(EXACT)

    def unknown(self, texts: Iterable[str]) -> list[str]:
        """Return which texts that say something are still to be read, each once."""
        spoken = dict.fromkeys(text for text in texts if text.strip())
        return [text for text in spoken if _key(text) not in self._known]

    def read(self, texts: Sequence[str]) -> None:
        """Read texts, and know them from now on. Takes some hundredths of a second each."""
        self.learn(texts, whole(self.reader.encode(texts)))

    def learn(self, texts: Sequence[str], meanings: NDArray[np.int8]) -> None:
        """Know the meanings of texts that were read by an encoder of the same name."""
        self._known |= {_key(text): row for text, row in zip(texts, meanings, strict=True)}


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def know(work: Work, kept: KeptMeanings | None, profiles: Iterable[Profile]) -> None:
    """Have the texts of some profiles read, beside this transaction, if they are not known.

    Raises Unanswered, as `Work.work_out` does. Very many are not waited for.
    """
    if kept is None:
        return
    texts = [text for one in profiles for text in (offered_by(one), one.seeks)]
    some = kept.unknown(texts)
    if 0 < len(some) <= MOST_WAITED_FOR:
        work.work_out(f"meanings {digest_of(*some)}", lambda: kept.read(some))


def know_kept(
    work: Work,
    kept: KeptMeanings | None,
    applications: Sequence[Application],
    profiles: Iterable[Profile],
) -> None:
    """Know what the database has of some applications, and have the rest read as `know` does."""
    if kept is not None:
        learn_kept(work.session, kept, applications)
        know(work, kept, profiles)


def summary_of(application: Application) -> str:
    """What an applicant tells of what is offered, besides the offer itself."""
    return " ".join((application.host_programme, *map(topic_label, application.topics)))


def texts_of(application: Application) -> tuple[str, str]:
    """What an application offers and what it seeks, as the matcher reads them."""
    return f"{application.offers} {summary_of(application)}", application.seeks


def digest_of(*texts: str) -> str:
    """The SHA-256 of some texts."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def learn_kept(session: Session, kept: KeptMeanings, applications: Sequence[Application]) -> None:
    """Know what the database has of the texts of some applications, as they are now."""
    by_id = {row_id(one): texts_of(one) for one in applications}
    query = select(Meaning).where(Meaning.model == kept.name)
    if len(by_id) <= _AT_ONCE:
        query = query.where(col(Meaning.application_id).in_(by_id))
    for row in session.exec(query):
        texts = by_id.get(row.application_id, ())
        if texts and row.digest == digest_of(*texts):
            vectors = np.frombuffer(row.offers + row.seeks, dtype=np.int8)
            kept.learn(texts, vectors.reshape(2, -1))


@dataclass(frozen=True)
class _Unread:
    application_id: int
    digest: str
    texts: tuple[str, str]


def read_anew(
    database: Database,
    reader: Encoder,
    told: Callable[[int, int], object] = lambda _done, _all: None,
    stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Read the texts that nobody has read, or another model, and keep what they mean.

    Tells how many are done, and of how many; returns how many were. Reading is done between
    transactions. What belongs to applications that are over is let go.
    """
    with database.transaction() as session:
        unread = _unread(session, name_of(reader))
    done = 0
    while done < len(unread) and not stopped():
        some = unread[done : done + _AT_ONCE]
        meanings = whole(reader.encode([text for one in some for text in one.texts]))
        with database.transaction() as session:
            _keep(session, name_of(reader), some, meanings)
        done += len(some)
        told(done, len(unread))
    return done


def _unread(session: Session, model: str) -> list[_Unread]:
    alive = col(Application.state).in_(_ALIVE)
    over = sa.select(col(Application.id)).where(~alive)
    session.execute(sa.delete(Meaning).where(col(Meaning.application_id).in_(over)))
    query = (
        select(Application, Meaning.model, Meaning.digest)
        .join(Meaning, col(Meaning.application_id) == col(Application.id), isouter=True)
        .where(alive)
    )
    found = []
    for application, own, digest in session.exec(query):
        now = digest_of(*texts_of(application))
        if (own, digest) != (model, now):
            found.append(_Unread(row_id(application), now, texts_of(application)))
    return found


def _keep(
    session: Session, model: str, read: Sequence[_Unread], meanings: NDArray[np.int8]
) -> None:
    pairs = meanings.reshape(len(read), 2, -1)
    known = set(
        session.exec(
            select(Application.id).where(
                col(Application.id).in_([one.application_id for one in read])
            )
        )
    )
    for one, (offers, seeks) in zip(read, pairs, strict=True):
        if one.application_id in known:  # it may have gone meanwhile
            session.merge(
                Meaning(
                    application_id=one.application_id,
                    model=model,
                    digest=one.digest,
                    offers=offers.tobytes(),
                    seeks=seeks.tobytes(),
                )
            )
