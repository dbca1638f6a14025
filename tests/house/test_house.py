"""What must stay true of the project as a whole."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
HOSTS = ("py" + "pi.org", "pythonho" + "sted.org", "registry." + "npmjs", "deb." + "debian.org")


# what setting up, running and testing leave behind
LEFT_BEHIND = re.compile(
    r"\.(venv|git|wirewatch|hypothesis|\w+_cache|import_linter_cache)|__pycache__|build|.*\.egg-info|.*\.db"
)


def files() -> list[Path]:
    """The project's own files. Not asked of git: a machine that runs the tests may have none."""
    found = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in found if not any(map(LEFT_BEHIND.fullmatch, path.relative_to(ROOT).parts))]


def pages() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_rooms_keep_to_their_imports() -> None:
    done = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_whole_path_can_be_imported_without_prefect() -> None:
    code = "import flows.pipeline, flows.cli, flows.passes, sys; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT).returncode == 0


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_make_target_that_is_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:`|^ {4})make ([a-z]+)", page.read_text(), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_every_file_that_is_linked_exists(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_no_file_names_a_package_index_or_a_machine_path() -> None:
    wanted = re.compile("|".join(map(re.escape, (*HOSTS, "/wor" + "k/", "/tmp/" + "bash"))))
    named = [path.name for path in files() if wanted.search(path.read_text(errors="ignore"))]
    assert named == []
    assert ROOT / "pyproject.toml" in files()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_locks_hold_every_dependency_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pinned = {
        name.lower().replace("_", "-")
        for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z0-9,]+\])?==", text, re.MULTILINE)
    }
    wanted = list(PROJECT["project"]["dependencies"])
    if "dev" in lock:
        wanted += PROJECT["project"]["optional-dependencies"]["dev"]
    assert {re.split(r"[\[<>=]", item)[0].lower() for item in wanted} <= pinned
    assert text.count("==") <= text.count("--hash=sha256:")


def test_both_locks_agree() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[A-Za-z0-9.\[\],_-]+==[^\s;]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_the_compose_file_is_well_formed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_compose_stack_is_watched_kept_and_fed_its_secrets() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = compose["services"]
    assert set(services) == {"postgres", "prefect", "wirewatch"}
    assert all("healthcheck" in service for service in services.values())
    assert set(services["wirewatch"]["depends_on"]) == {"postgres", "prefect"}
    mounted = {volume.split(":")[0]: volume.split(":")[1] for s in services.values() for volume in s["volumes"]}
    assert set(compose["volumes"]) <= set(mounted)
    assert {secret for s in services.values() for secret in s.get("secrets", [])} == set(compose["secrets"])
    made = (ROOT / "Dockerfile").read_text()
    assert f"mkdir -p /desk {mounted['prefect']}" in made  # else it would belong to root
    assert all(port.startswith("127.0.0.1:") for s in services.values() for port in s.get("ports", []))


def test_the_image_holds_every_package_and_runs_as_nobody_special() -> None:
    text = (ROOT / "Dockerfile").read_text()
    packages = {name.rstrip("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert {f"COPY {name} {name}" for name in packages} <= set(text.splitlines())
    assert re.search(r"^USER wirewatch$", text, re.MULTILINE)
    assert "--require-hashes -r requirements.lock" in text
