"""On its way: notices are spread into deliveries, each is leased, tried and marked. None of it is an act on a case."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime

from app.kernel import clock, sealing, wording
from app.kernel.db import db
from app.notices import queries, rules
from app.notices.models import Delivery, Notice, Webhook
from app.notices.rules import Carrier, DeliveryState, End
from app.notices.service.carriers import Carriers, Letter, Tried

BRIEF, TO_HOLDER = "brief", "to_holder"


def spread(by: Collection[Carrier], *, at: datetime) -> int:
    """Make the deliveries of notices that have none yet; how many notices. Carriers that are not set up get none."""
    hooks, notices = queries.listening(), queries.unspread()
    for notice in notices:
        for carrier, recipient in _wanted(notice, hooks, by):
            kind = rules.parted(notice.audience)[0]
            leaves = rules.leaves_at(kind, notice.ref, carrier, notice.at)
            db.session.add(_delivery(notice, carrier, recipient, leaves))
        notice.spread_at = at
    return len(notices)


def _wanted(
    notice: Notice, hooks: list[tuple[Webhook, set[str]]], by: Collection[Carrier]
) -> Iterator[tuple[Carrier, str]]:
    """By which carriers to whom. Whether the holder of a case wants any is asked when it leaves, not before."""
    if rules.parted(notice.audience)[0] == "case":
        yield from ((carrier, rules.HOLDER) for carrier in by if carrier is not Carrier.WEBHOOK)
        return
    for user in queries.users_of(notice.audience):
        yield from ((carrier, rules.user(user.id)) for carrier in queries.reach(user).carriers if carrier in by)
    for hook, heard in hooks:
        ping = notice.audience == rules.webhook(hook.id)
        if notice.audience in heard and (ping or rules.type_of(notice.kind) in hook.types):
            yield Carrier.WEBHOOK, rules.webhook(hook.id)


def _delivery(notice: Notice, carrier: Carrier, recipient: str, leaves: datetime) -> Delivery:
    return Delivery(
        notice=notice,
        carrier=carrier,
        recipient=recipient,
        state=DeliveryState.WAITING,
        attempts=0,
        lost=0,
        next_at=leaves,
        fault="",
    )


def take_back(*, at: datetime) -> int:
    """Deliveries whose sender was cut off: nobody knows whether they came."""
    found = queries.abandoned(at)
    for delivery in found:
        _end(delivery, Tried(End.UNSURE, "cut off", ""), at=at)
    return len(found)


def lease(found: Carriers, *, but: Collection[str] = (), at: datetime) -> Letter | None:
    """Take the next delivery that is due, for a while, and write its letter. None where nothing is due.

    What its recipient does not want any more is dropped, and the one after it taken.
    """
    while delivery := queries.due(at, by=found.open, but=but):
        letter = _letter(delivery, found, at=at)
        if letter is not None:
            delivery.state, delivery.lease_until = DeliveryState.SENDING, letter.lease_until
            delivery.attempts += 1
            return letter
        delivery.state, delivery.done_at = DeliveryState.DROPPED, at
        db.session.flush()
    return None


def mark(letter: Letter, tried: Tried, *, at: datetime) -> bool:
    """Write down how a try ended; False where the lease is not ours any more."""
    delivery = queries.leased(letter.delivery_id, letter.lease_until)
    if delivery is None:
        return False
    _end(delivery, tried, at=at)
    return True


def _end(delivery: Delivery, tried: Tried, *, at: datetime) -> None:
    end = rules.after(tried.end, attempts=delivery.attempts, lost=delivery.lost, carrier=delivery.carrier)
    delivery.state, delivery.lost, delivery.fault, delivery.lease_until = end.state, end.lost, tried.why, None
    if end.wait is None:
        delivery.done_at = at
    else:
        delivery.next_at = at + end.wait


def _letter(delivery: Delivery, found: Carriers, *, at: datetime) -> Letter | None:
    """The letter as it leaves now; None where it is not wanted any more."""
    notice, carrier = delivery.notice, delivery.carrier
    own = f"{notice.message_id}:{carrier}:{delivery.recipient}"
    message_id = sealing.pseudonym(found.key, own)[:32]
    if carrier is Carrier.WEBHOOK:
        hook = queries.webhook(int(rules.parted(delivery.recipient)[1]))
        if hook.stopped_at is not None or not hook.user.active:
            return None
        to, text, subject, secret = hook.url, _event(notice), "", opened(hook, found.key)
    else:
        reach = queries.reach(queries.recipient(delivery.recipient, notice.ref))
        to = reach.mail if carrier is Carrier.MAIL else reach.sms
        text, subject, secret = _said(delivery, found), f"【{found.sign}】{wording.label('notice', 'subject')}", ""
    until = at + rules.LEASE
    letter = Letter(delivery.id, until, carrier, delivery.recipient, message_id, to, text, subject, secret, clock.now())
    return letter if to else None


def words(notice: Notice) -> str:
    """The notice as a sentence."""
    return wording.label("notice", notice.kind) % {**notice.facts, "ref": notice.ref}


def _said(delivery: Delivery, found: Carriers) -> str:
    """What a person reads. The holder of a case is told that there is news, not of which case: others carry it."""
    notice = delivery.notice
    sentence = wording.label("notice", TO_HOLDER) if delivery.recipient == rules.HOLDER else words(notice)
    if delivery.carrier is Carrier.SMS:
        return rules.sms(found.sign, sentence, wording.label("notice", BRIEF) % {"ref": notice.ref})
    return f"{sentence}\n\n{found.site}/notifications\n"


def _event(notice: Notice) -> str:
    """The body of a webhook. A department's has the day of an act, as its pages do."""
    days_only = rules.shows_days_only([notice.audience])
    when = notice.told_on.isoformat() if days_only else clock.local(notice.at).isoformat(timespec="seconds")
    data = {"ref": notice.ref, "kind": notice.kind, "facts": notice.facts, "words": words(notice)}
    return json.dumps({"type": rules.type_of(notice.kind), "timestamp": when, "data": data}, ensure_ascii=False)


def sealed(secret: str, address: str, key: bytes) -> bytes:
    """The secret of a webhook as it is kept: it opens for this address only."""
    return sealing.seal(key, {"secret": secret}, context=f"webhook:{address}")


def opened(hook: Webhook, key: bytes) -> str:
    """The secret of a webhook."""
    return str(sealing.unseal(key, hook.secret, context=f"webhook:{hook.url}")["secret"])
