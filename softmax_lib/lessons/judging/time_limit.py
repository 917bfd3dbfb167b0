"""Run a reader's code for a few seconds at most."""

import _thread
import math
import random
import signal
import sys
import threading
import time

__all__ = ["limited"]

WORD = 15  # seconds after which a reader is told that the code has not ended
NOT_YET = "Your code is still running, after {word} seconds. It is interrupted after {seconds}."
NO_END = (
    "Your code is still running, in a call that can't be interrupted. If it does not end by itself, restart the kernel."
)


def limited(call, seconds):
    """Return what ``call()`` returns; raise TimeoutError if it took longer than so many seconds.

    A printed line tells of what takes longer than WORD. Python code is interrupted, even if it catches every
    exception. A long call into compiled code ends first; a printed line says so, if that call lets other threads run.
    The reader's own interruption is a KeyboardInterrupt, as ever. There is no limit outside the main thread, which
    alone can be interrupted.
    """
    if sys.platform == "emscripten":
        return _limited_by_lines(call, seconds)
    if threading.current_thread() is not threading.main_thread():
        return call()
    late, left, inside = threading.Event(), threading.Event(), [False]

    def interrupt():
        word = min(WORD, seconds)
        if left.wait(word):
            return
        if word < seconds:
            print(NOT_YET.format(word=word, seconds=seconds), flush=True)
            if left.wait(seconds - word):
                return
        late.set()
        told = time.monotonic() + seconds
        while not left.wait(0.02):
            _interrupt_main()
            if time.monotonic() > told:
                print(NO_END, flush=True)
                told = math.inf

    def interrupted(signal_number, frame):
        ours = not inside[0] or frame.f_code.co_filename == __file__
        if not late.is_set():
            raise KeyboardInterrupt
        if ours:
            return
        # Every time in one second, at other places each time in the next: there is code that only one of them ends.
        raises = int(time.monotonic()) % 2 or random.random() < 0.5
        # The next signal comes as soon as the reader's code goes on. A plain call would be answered in this function.
        (*map(_thread.interrupt_main, [signal_number]),)
        if raises:
            raise KeyboardInterrupt

    watch = threading.Thread(target=interrupt, daemon=True)
    before = signal.signal(signal.SIGINT, interrupted)
    try:
        watch.start()
        inside[0] = True
        made = call()
    except BaseException:
        inside[0] = False
        if not late.is_set():
            raise
    finally:
        inside[0] = False
        left.set()
        watch.join()
        signal.signal(signal.SIGINT, before)
    if late.is_set():
        raise TimeoutError
    return made


def _interrupt_main():
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)  # wakes a sleep
    else:
        _thread.interrupt_main()


class _Late(BaseException):
    pass


def _limited_by_lines(call, seconds):
    """The same without threads, as in a browser: each line, jump and call of the reader's looks at the clock."""
    watch, tool = sys.monitoring, sys.monitoring.PROFILER_ID
    looked_at = [watch.events.LINE, watch.events.JUMP, watch.events.PY_START]
    end, late, inside = time.monotonic() + seconds, False, True
    word = end - seconds + WORD

    def look(code, *_):
        nonlocal late, word
        if not inside or code.co_filename == __file__:
            return
        now = time.monotonic()
        if now > end:
            late = True
            raise _Late
        if now > word:
            word = end
            print(NOT_YET.format(word=WORD, seconds=seconds), flush=True)

    watch.use_tool_id(tool, __name__)
    for event in looked_at:
        watch.register_callback(tool, event, look)
    try:
        watch.set_events(tool, sum(looked_at))
        made = call()
    except BaseException:
        inside = False
        if not late:
            raise
    finally:
        inside = False
        watch.set_events(tool, 0)
        watch.free_tool_id(tool)
    if late:
        raise TimeoutError
    return made
