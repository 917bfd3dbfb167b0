"""Run a reader's code for a few seconds at most."""

import _thread
import random
import signal
import threading

__all__ = ["limited"]


def limited(call, seconds):
    """Return what ``call()`` returns; raise TimeoutError if it took longer than so many seconds.

    Python code is interrupted, again and again if it swallows that; a long call into compiled code ends first. The
    reader's own interruption is a KeyboardInterrupt, as ever. Outside the main thread nothing can be interrupted,
    and there is no limit.
    """
    if threading.current_thread() is not threading.main_thread():
        return call()
    late, left, inside = threading.Event(), threading.Event(), [False]

    def interrupt():
        pause = seconds
        while not left.wait(pause):
            late.set()
            _interrupt_main()
            pause = random.uniform(0.01, 0.05)  # at another place each time

    def interrupted(signal_number, frame):
        ours = not inside[0] or frame.f_code.co_filename == __file__
        if not (late.is_set() and ours):
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
