"""Lighthouse's figures of a list and a partner's page: `make lighthouse`.

Serves the fixtures with gunicorn as `make run` does, from a database of its own, and lets
Lighthouse look at each page in Debian's Chromium as a phone on a slow line and as a desktop.
The aim is 95 in each category. Node.js (18 or newer) with npm must be there; what Lighthouse
needs is fetched once into .cache/lighthouse, as package-lock.json names it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.bench_speed import server
from tests.machine import find_chromium

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TOOLS = ROOT / ".cache" / "lighthouse"
PAGES = [
    "/yongin/partners/",
    "/yongin/partners/fullerton/",
    "/en/yongin/partners/fullerton/",
    "/ansan/",
    "/ansan/events/",
]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = (
    ("first-contentful-paint", "FCP"),
    ("largest-contentful-paint", "LCP"),
    ("total-blocking-time", "TBT"),
    ("cumulative-layout-shift", "CLS"),
    ("total-byte-weight", "bytes"),
)
AIM = 95


def install():
    """Lighthouse in .cache/lighthouse, again where the lock has changed."""
    lock = (HERE / "package-lock.json").read_bytes()
    kept = TOOLS / "package-lock.json"
    if (TOOLS / "node_modules").is_dir() and kept.is_file() and kept.read_bytes() == lock:
        return
    npm = shutil.which("npm") or sys.exit("npm이 있어야 합니다(Node.js 18 이상).")
    TOOLS.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, TOOLS / name)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    subprocess.run(command, cwd=TOOLS, check=True)


def look(address, form, chromium, folder):
    """What Lighthouse says of a page: its report as a dictionary."""
    report = Path(folder) / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    command = [
        shutil.which("node") or "node", TOOLS / "node_modules/lighthouse/cli/index.js", address,
        "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={flags}",
        f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    if form == "desktop":
        command.append("--preset=desktop")
    for attempt in (1, 2, 3):  # a busy machine's trace sometimes lacks its beginning
        done = subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium})
        if done.returncode == 0:
            break
        if attempt == 3:
            sys.exit(f"Lighthouse가 {address} 쪽을 재지 못했습니다.")
    return json.loads(report.read_text())


def scores_of(report):
    """Of 100, in the order of CATEGORIES."""
    return [report["categories"][name]["score"] * 100 for name in CATEGORIES]


def judge(*where):
    """A report of a page, and how often it was looked at.

    One below the aim is looked at twice more, and the middle one counts: what a page takes is
    measured on this machine, beside whatever else it does.
    """
    reports = [look(*where)]
    if min(scores_of(reports[0])) < AIM:
        reports += [look(*where) for _ in range(2)]
    reports.sort(key=scores_of)
    return reports[len(reports) // 2], len(reports)


def main():
    chromium = find_chromium() or sys.exit("Chromium이 있어야 합니다.")
    install()
    below = False
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/lighthouse.sqlite3", "ENV_FILE": os.devnull,
            "SECRET_KEY": "lighthouse" * 5, "DJANGO_SETTINGS_MODULE": "exchange.settings",
            "MEDIA_ROOT": f"{folder}/media",
        }  # fmt: skip
        command = [sys.executable, "manage.py", "setup_site"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        sys.stdout.write(f"{'':44}{' '.join(f'{name[:6]:>8}' for name in CATEGORIES)}\n")
        with server(environment) as address:
            for page in PAGES:
                for form in ("phone", "desktop"):
                    report, looks = judge(address + page, form, chromium, folder)
                    scores = scores_of(report)
                    below |= min(scores) < AIM
                    metrics = "  ".join(
                        f"{label} {report['audits'][name]['displayValue']}"
                        for name, label in METRICS
                    )
                    figures = " ".join(f"{score:8.0f}" for score in scores)
                    sys.stdout.write(f"{page:35} {form:8}{figures}  {metrics}  looks {looks}\n")
                    for name in CATEGORIES:
                        for audit in report["categories"][name]["auditRefs"]:
                            found = report["audits"][audit["id"]]
                            if (
                                audit["weight"]
                                and found["score"] is not None
                                and found["score"] < 0.9
                            ):
                                sys.stdout.write(f"{'':8}{name}: {found['title']}\n")
                    sys.stdout.flush()
    sys.exit(f"{AIM}에 못 미친 쪽이 있습니다." if below else 0)


if __name__ == "__main__":
    main()
