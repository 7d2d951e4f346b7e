"""The process that finishes files: what another one says on the standard input -> staged files, and answers."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from typing import IO, Any

from veneer.emit.staged import Stager
from veneer.finishing.finisher import Finisher
from veneer.garbage import no_collection, no_last_collection, one_arena

_SWITCH = 0.0005  # seconds until the thread that reads gets its turn beside the one that works


def main() -> None:
    """Do what is said until all files are there; who says it decides about signals that come to both."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    one_arena()
    sys.setswitchinterval(_SWITCH)
    os.environ["RAYON_NUM_THREADS"] = "1"  # of the formatter, beside which files are printed and read
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        with no_last_collection(), no_collection():
            _serve(source, answers)
    except EOFError:
        pass  # the other process wants no more, or is gone
    except Exception as error:  # noqa: BLE001, the other process raises it
        error.add_note(traceback.format_exc())
        _answer(answers, error)


def _serve(source: IO[bytes], answers: IO[bytes]) -> None:
    package, folder, shown_as = pickle.load(source)
    stager = Stager(folder, shown_as)
    with Finisher(package, stager) as finisher:
        while True:
            match pickle.load(source):
                case ("add", str(path), str(text)):
                    finisher.add(path, text)
                case ("keep", str(path), bytes(content)):
                    finisher.keep(path, content)
                case ("finish",):
                    finisher.finish()
                case ("surface", versions):
                    found = finisher.surface(versions)
                    stager.flush()  # which goes on while the list of what is public is printed
                    _answer(answers, found)
                case _:
                    finisher.finish()
                    _answer(answers, stager.files())
                    return


def _answer(answers: IO[bytes], answer: Any) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    main()
