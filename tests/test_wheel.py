"""What is published: built from this checkout, installed into an empty environment, used elsewhere."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.checkout import ROOT, checkout_files

pytestmark = pytest.mark.network

USE = """
from pathlib import Path

import softmax_lib
from softmax_lib import LiveLayer, SoftmaxWithLoss, exercise, figure, load_digits, load_names, predict, softmax

a, t = [0.3, 2.9, 4.0], [0, 0, 1]
expected = [0.0182, 0.2452, -0.2634]
layer = SoftmaxWithLoss()
layer.forward(a, t)
for gradient in (layer.backward(), LiveLayer(a=a, t=t).gradient, softmax(a) - t):
    assert all(abs(g - e) < 5e-5 for g, e in zip(gradient, expected, strict=True)), gradient
assert "0.7366" in figure("A-1", a=a, t=t).svg
images, labels = load_digits()
assert (images.shape, labels.shape, images.max()) == ((1797, 64), (1797,), 1)
assert (len(load_names()), load_names()[0]) == (395, "aaliyah")
assert (exercise("05.4").check("b").outcome, predict("05.1").guess) == ("right", -1)
print(Path(softmax_lib.__file__).parent)
"""


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """A source distribution, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--installer", "uv", "--outdir", folder, cwd=ROOT)
    return folder


def package_files():
    return {name for name in checkout_files("--others") if name.startswith("softmax_lib/")}


def test_wheel_holds_the_package_and_nothing_else(dist):
    (wheel,) = dist.glob("*.whl")
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    settings = {name for name in names if "/share/jupyter/lab/settings/overrides.d/" in name}
    assert len(settings) == 1
    assert names - settings == package_files()


def test_source_distribution_holds_the_package_and_its_metadata(dist):
    (sdist,) = dist.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {member.name.partition("/")[2] for member in archive if member.isfile()}
    metadata = {".gitignore", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}
    assert names == package_files() | metadata


def test_wheel_works_in_an_empty_environment(dist, tmp_path):
    home = tmp_path / "venv"
    uv = (sys.executable, "-m", "uv")
    run(*uv, "venv", "--python", sys.executable, home, cwd=tmp_path)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    (wheel,) = dist.glob("*.whl")
    pins = ROOT / "requirements.txt"
    run(*uv, "pip", "install", "--python", python, "--constraint", pins, wheel, cwd=tmp_path)
    installed = Path(run(python, "-I", "-c", USE, cwd=tmp_path).strip())
    assert installed.is_relative_to(home)
    assert {"graph_view.js", "live.css", "05.toml", "number_forms.json", "digits.npz", "names.txt", "slips.npz"} <= {
        path.name for path in installed.rglob("*")
    }
