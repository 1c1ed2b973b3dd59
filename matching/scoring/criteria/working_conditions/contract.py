"""The contract: refused kinds are a rule, the order of the accepted ones a weight."""

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import Contract
from matching.scoring.criteria.answers import PASS, GateAnswer, Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

READS = Reads(person=("contracts",), offer=("is_employment", "contracts"))
BARS = {"contract_not_wanted": ("wanted", "offered", "help")}
QUESTIONS = {
    "offer_contracts_unknown": ("wanted",),
    "contract_other": ("wanted", "offered"),
}
_WORK = frozenset({Contract.CDI, Contract.CDD, Contract.INTERIM})
REASONS = {
    "contract_first": ("contract",),
    "contract_accepted": ("contract",),
    "contract_free": (),
    "contract_refused": (),
    "contract_unknown": (),
}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar when the person named contracts and the job gives none of them.

    Between kinds of paid work (CDI, CDD, interim) it is a question: people often start with one to
    get the other. A course without a contract of employment is a way to one: it is never barred.
    """
    if not person.contracts or not offer.is_employment:
        return PASS
    if not offer.contracts:
        wanted = tuple(person.contracts)
        return (Question("offer.contracts", "offer_contracts_unknown", {"wanted": wanted}),)
    if set(person.contracts).isdisjoint(offer.contracts):
        if {*person.contracts, *offer.contracts} <= _WORK:
            said = {"wanted": tuple(person.contracts), "offered": tuple(offer.contracts)}
            return (Question("contracts", "contract_other", said),)
        params = {"wanted": tuple(person.contracts), "offered": tuple(offer.contracts)}
        return (Bar("contract_not_wanted", {**params, "help": WayRound.CHANGE_OF_MIND}),)
    return PASS


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Full for the contract named first, less for each next; full when none was named."""
    if not offer.is_employment:
        return None
    if not person.contracts:
        return Part("contract_free", 1.0)
    if not offer.contracts:
        return Part("contract_unknown", None)
    for place, contract in enumerate(person.contracts):
        if contract in offer.contracts:
            value = max(weights.contract["least"], 1.0 - place * weights.contract["step"])
            code = "contract_first" if place == 0 else "contract_accepted"
            return Part(code, value, {"contract": contract})
    return Part("contract_refused", 0.0)
