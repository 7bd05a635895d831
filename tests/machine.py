"""What the suite needs from the machine beyond Python: a PostgreSQL server and a browser.

Each is looked for, then installed with apt where that is possible. What cannot be had raises
UnavailableError with the reason; tests/run.py decides what that means.
"""

import contextlib
import getpass
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

OLDEST_POSTGRES = 140000  # what Django 5.2 works with
DEBIAN_SOCKETS = "/var/run/postgresql"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class UnavailableError(Exception):
    """Something that this machine does not have and cannot be given; says why."""


def apt_install(*packages):
    """Install Debian packages, as root or through a sudo that asks for no password."""
    apt = shutil.which("apt-get")
    if not apt or os.environ.get("TEST_NO_APT"):
        raise UnavailableError("apt를 쓸 수 없습니다")
    sudo = []
    if os.geteuid() != 0:
        sudo = ["sudo", "-n"]
        if (
            not shutil.which("sudo")
            or subprocess.run([*sudo, "true"], capture_output=True).returncode
        ):
            raise UnavailableError("설치할 권한이 없습니다")
    print(f"설치합니다: {' '.join(packages)}", flush=True)
    apt_get = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    apt_get += ["-o", "DPkg::Lock::Timeout=300"]
    install = [*apt_get, "install", "-y", "--no-install-recommends", *packages]
    for command in ([*apt_get, "update"], install):
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace"
        )
    if result.returncode:
        reason = (result.stderr.strip() or result.stdout.strip()).splitlines()[-1:]
        raise UnavailableError(" ".join(["apt로 설치하지 못했습니다:", *reason]))


def find_chromium():
    """Path of a Chromium, or None."""
    named = os.environ.get("TEST_CHROMIUM")
    if named is not None:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def get_chromium():
    """Path of a Chromium that Playwright can drive and that can draw Korean."""
    have = {
        "chromium": find_chromium(),
        "libatomic1": driver_runs(),  # the one library that Playwright does not bring along
        "fonts-noto-cjk": has_korean_font(),
    }
    missing = [package for package, is_there in have.items() if not is_there]
    # A browser named by TEST_CHROMIUM is there or is not; another is no stand-in for it.
    if missing and "TEST_CHROMIUM" not in os.environ:
        try:
            apt_install(*missing)
        except UnavailableError:
            if missing != ["fonts-noto-cjk"]:  # without the font the pages still work
                raise
    path = find_chromium()
    if not path or not driver_runs():
        raise UnavailableError("chromium과 libatomic1이 있어야 합니다")
    return path


def driver_runs():
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True).returncode == 0


def has_korean_font():
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=ko"], capture_output=True).stdout.strip())


@contextlib.contextmanager
def postgres_server():
    """Give the address and a description of a PostgreSQL server on which we may create databases."""
    url = os.environ.get("TEST_POSTGRES_URL")
    if url:
        yield url, "TEST_POSTGRES_URL"
    elif url := find_running_server():
        yield url, "이미 돌고 있는 서버"
    else:
        if not find_binaries():
            apt_install("postgresql")
        with throw_away_cluster(find_binaries()) as url:
            yield url, "시험용 임시 서버"


def find_running_server():
    """Address of a local server that lets us in without a password and create databases."""
    if os.environ.get("TEST_POSTGRES_URL") == "":  # set but empty: use none that is running
        return None
    for host in (DEBIAN_SOCKETS, "127.0.0.1"):
        for user in dict.fromkeys((getpass.getuser(), "postgres")):
            url = f"postgres://{quote(user)}@/postgres?host={quote(host, safe='')}"
            with (
                contextlib.suppress(psycopg.Error),
                psycopg.connect(url, connect_timeout=3) as connection,
            ):
                may_create = connection.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()[0]
                if may_create and connection.info.server_version >= OLDEST_POSTGRES:
                    return url
    return None


def find_binaries():
    """Folder of the newest installed server's programs, or None."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextlib.contextmanager
def throw_away_cluster(binaries):
    """Run a server in a temporary folder, reachable through a socket in it, and remove it all."""
    if binaries is None:
        raise UnavailableError("PostgreSQL 서버 프로그램을 찾을 수 없습니다")
    # Directly under /tmp: the path of a socket may have 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="exchange-pg-", dir="/tmp"))
    identity = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        account = server_account()
        os.chown(folder, account.pw_uid, account.pw_gid)
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def run(program, *arguments):
        result = subprocess.run(
            [binaries / program, "-D", folder / "data", *arguments],
            cwd=folder,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=(folder / "output").open("a"),
            stderr=subprocess.STDOUT,
            **identity,
        )
        if result.returncode:
            raise UnavailableError(f"임시 서버: {(folder / 'output').read_text()[-500:]}")

    # Nothing in here outlives the run, so nothing waits for the disk.
    settings = {"listen_addresses": "", "unix_socket_directories": folder} | dict.fromkeys(
        ("fsync", "full_page_writes", "synchronous_commit"), "off"
    )
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    try:
        run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        run(
            "pg_ctl",
            "start",
            "--wait",
            "--silent",
            f"--log={folder / 'log'}",
            f"--options={options}",
        )
        yield f"postgres://postgres@/postgres?host={quote(str(folder), safe='')}"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")
        shutil.rmtree(folder, ignore_errors=True)


def server_account():
    """The account a server runs under when the tests run as root."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise UnavailableError("PostgreSQL을 돌릴 root 아닌 계정이 없습니다")
