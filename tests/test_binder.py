"""What mybinder.org does with a checkout: the Dockerfile that it renders, and the steps of it that are ours."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from repo2docker.app import Repo2Docker
from repo2docker.buildpacks import PythonBuildPack

from tests.checkout import ROOT, copy_checkout

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="repo2docker builds for Linux")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    copy = tmp_path_factory.mktemp("checkout")
    copy_checkout(copy)
    return copy


@pytest.fixture
def pack(checkout, monkeypatch):
    """The build pack that repo2docker picks, in the checkout as repo2docker wants it."""
    monkeypatch.chdir(checkout)
    packs = (kind(base_image="base") for kind in Repo2Docker().buildpacks)
    pack = next(pack for pack in packs if pack.detect())
    pack.platform = "linux/amd64"
    return pack


def test_binder_picks_python_and_our_post_build(pack):
    assert type(pack) is PythonBuildPack
    assert pack.get_post_build_scripts() == ["binder/postBuild"]
    assert "RUN ./binder/postBuild" in pack.render().splitlines()


def test_binder_installs_once_the_whole_checkout_is_there(pack):
    """binder/requirements.txt refers to a file outside binder/."""
    before, after = pack.render().split("COPY --chown=1000:1000 src/ ${REPO_DIR}/")
    assert "pip install" not in before
    assert after.count('pip install --no-cache-dir -r "binder/requirements.txt"') == 1


def test_binder_uses_a_python_that_the_project_accepts(pack):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert pack.python_version in SpecifierSet(project["requires-python"])


@pytest.mark.network
def test_binder_replayed_in_an_empty_environment(pack, checkout, tmp_path):
    """With uv in place of pip where packages are only fetched: `make lab` has pip install the same file."""
    home = tmp_path / "venv"
    uv = f'"{sys.executable}" -m uv'
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))}
    environment |= {
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "KERNEL_PYTHON_PREFIX": str(home),
        "NB_PYTHON_PREFIX": str(home),
        "PYTHONNOUSERSITE": "1",
        # HOME stays, because pip reads its settings there; what Jupyter writes goes elsewhere.
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
    }

    def run(command):
        command = ["bash", "-c", command]
        done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    pip = "${KERNEL_PYTHON_PREFIX}/bin/pip install --no-cache-dir"
    run(f'{uv} venv --quiet --seed --python "{sys.executable}" "{home}"')
    for user, script in [*pack.get_preassemble_scripts(), *pack.get_assemble_scripts()]:
        assert user == "${NB_USER}"
        assert script.count(pip) == 1
        run(script.replace(pip, f"{uv} pip install --python {home}"))
    (script,) = pack.get_post_build_scripts()
    run(f"chmod +x {script} && ./{script}")

    run(f"{uv} pip check --python {home}")
    installed = {line.split("==")[0].lower() for line in run(f"{uv} pip freeze --python {home}").splitlines()}
    assert "jupyterlab" in installed
    assert not installed & {"hypothesis", "nbval", "playwright", "pytest", "ruff", "uv"}
    module = run("cd / && python -c 'import softmax_lib; print(softmax_lib.__file__)'")
    assert Path(module.strip()).is_relative_to(checkout)
    said = run("jupyter trust notebooks/*.ipynb").splitlines()
    assert said == [f"Notebook already signed: {name}" for name in sorted(run("ls notebooks/*.ipynb").split())]
