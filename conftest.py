"""For the module, the tests and the chapters alike: pytest alone is needed here, as nbval is for the chapters."""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="progress")  # for this run: what the tests solve is no reader's
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # the workers share the cores
os.environ["SOFTMAX_LIB_PROGRESS"] = f"{_folder.name}/progress.txt"
