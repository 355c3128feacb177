"""Work of a known amount: CPU seconds by this thread's own clock."""
import time


def burn(seconds):
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def burn_process(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
