"""Every error that the program raises on purpose, under one root.

AccreditError
├── ArticleError        one article cannot be used; the others go on
│   ├── UnreadableError     the bytes are no text, page or JSON line that a reader knows
│   └── OversizedError      larger than the reader's bound
│       └── OutOfProportionError  a packing that gives far more than it holds
├── LexiconError        a wording in the lexicon cannot be read; names file and entry
├── SituationError      a pack is wrong; names file and line
├── LedgerError         the ledger cannot be opened, read or written
│   ├── LedgerMissingError  no ledger stands at the place given
│   ├── LedgerVersionError  written by a newer version
│   └── LedgerFullError     no room on the device
├── ClusterError        no cluster can be worked with
├── ConfigError         a configuration file is wrong; names file and place
├── BusyError           another process is doing this very thing
├── FetchError          an address gives nothing that can be used
│   ├── NoAnswerError       a host did not answer, or not to the end
│   └── RefusedAddressError an address that is never connected to
├── PluginError         a plug-in cannot be loaded or used
├── ExtractorError      an extractor can read no article at all; the run ends
├── EvidenceError       a claim's words are not the slice of its text
├── OvertakenError      somebody ruled on the same thing meanwhile
└── QuestionError       a question that cannot be put: unknown mission, bad date
    └── NothingHereError    a page of something that there is not

A message is one line that says what and where. The command line prints it and
sets the exit code; no other place ends the process.
"""

from __future__ import annotations


class AccreditError(Exception):
    """Root of all errors that the program raises on purpose."""


class ArticleError(AccreditError):
    """One article cannot be used; reading goes on with the next."""


class UnreadableError(ArticleError):
    """The bytes are no text, page or JSON line that a reader knows."""


class OversizedError(ArticleError):
    """The article is larger than the reader's bound."""


class OutOfProportionError(OversizedError):
    """A packing gives far more than it holds: nothing more of it is read."""


class LexiconError(AccreditError):
    """A wording in the lexicon cannot be read; the message names file and entry."""


class SituationError(AccreditError):
    """A situation pack is wrong; the message names file and line."""


class ClusterError(AccreditError):
    """No cluster can be worked with; the message says why."""


class ConfigError(AccreditError):
    """A configuration file is wrong; the message names file and place."""


class LedgerError(AccreditError):
    """The ledger cannot be opened, read or written."""


class LedgerMissingError(LedgerError):
    """No ledger stands at the place given."""


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer version of the program."""


class LedgerFullError(LedgerError):
    """No room is left on the device that holds the ledger."""


class BusyError(AccreditError):
    """Another process is doing this very thing; the message says what."""


class FetchError(AccreditError):
    """An address gives nothing that can be used: no answer, not in time, too much of it.

    `passing`: another try may do better.
    """

    passing = False


class NoAnswerError(FetchError):
    """A host did not answer, or not to the end."""

    passing = True


class RefusedAddressError(FetchError):
    """An address that the policy does not connect to."""


class PluginError(AccreditError):
    """A plug-in cannot be loaded or used; the message names it and the package that it is from."""


class ExtractorError(AccreditError):
    """An extractor can read no article at all: a wrong key, a server that is gone. The run ends."""


class EvidenceError(AccreditError):
    """A claim's words are not the slice of the stored text."""


class OvertakenError(AccreditError):
    """Somebody ruled on the same thing since the author of a ruling looked; `unseen` are the ids of those rulings."""

    def __init__(self, message: str, unseen: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.unseen = unseen


class QuestionError(AccreditError):
    """A question that cannot be put: unknown mission, malformed date."""


class NothingHereError(QuestionError):
    """A page of something that there is not."""
