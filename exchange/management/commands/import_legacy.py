"""`manage.py import_legacy FILE --home SLUG`: the import desk from the command line."""

from pathlib import Path

from django.apps import apps
from django.core.management import BaseCommand, CommandError

from exchange.desk import intake
from exchange.desk.checking import check
from exchange.desk.confirming import confirm
from exchange.desk.models import ImportBatch, ImportTable
from exchange.desk.results import bad_rows, page_of
from exchange.legacy.errors import LegacyError
from exchange.resources import by_code
from exchange.resources.plans import ASK, ERROR

WORDS = {
    "new": "새로", "changed": "바뀜", "same": "그대로", "kept": "사람이 고친 값", "ask": "물음",
    "error": "고칠 것",
}  # fmt: skip
SHOWN = 20
WIDTH = 30


class Command(BaseCommand):
    """Import a file as the web desk does, and leave an ImportBatch that can be undone there.

    Exit codes: 0 all rows are in (or would be, with --dry-run); 1 the file or the command
    cannot be used, nothing was saved; 2 rows need a person. Then nothing was saved either,
    unless --good-rows asked for the others.
    """

    help = "옛 표(CSV, XLSX, HTML, 글)를 가져옵니다. 웹 화면의 가져오기와 같은 일을 합니다."

    def add_arguments(self, parser):
        shapes = {code: resource.shape.name for code, resource in by_code().items()}
        named = ", ".join(f"{code}({name})" for code, name in shapes.items())
        parser.add_argument("file", type=Path, help="CSV, TSV, XLSX, HTML, TXT 파일")
        parser.add_argument("--home", required=True, help="우리 도시의 주소 이름. 예: daegu-seogu")
        parser.add_argument("--shape", choices=list(shapes), help=f"표의 종류: {named}")
        parser.add_argument(
            "--partner", default="", help="교류도시의 주소 이름이나 이름. 예: uiseong"
        )
        parser.add_argument("--encoding", default="", help="글자 부호. 예: cp949, utf-16-le")
        parser.add_argument(
            "--overwrite", action="store_true", help="사람이 고친 값도 파일에 적힌 대로 바꿉니다."
        )
        parser.add_argument(
            "--good-rows", action="store_true", help="읽은 행만 가져오고 나머지는 남깁니다."
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="저장하지 않고 무엇이 바뀔지만 봅니다."
        )
        parser.add_argument(
            "--report", type=Path, help="가져오지 못한 행과 까닭을 이 XLSX에 적습니다."
        )

    def handle(self, *, file, home, **options):
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"파일을 열 수 없습니다: {file} ({error.strerror})") from error
        if not apps.get_model("cities", "City").objects.filter(slug=home).exists():
            raise CommandError(f"주소 이름이 {home}인 도시가 없습니다. --home을 확인해 주세요.")
        try:
            return self.bring_in(data, file.name, home, **options)
        except LegacyError as error:
            raise CommandError(str(error)) from error

    def bring_in(self, data, name, home, **options):
        batch = intake.receive(None, data, name, home, options["partner"])
        try:
            tables = self.read(batch, **options)
            check(batch, self.bar("미리보기", tables))
            self.tell(batch)
            bad = sum(table.ask + table.error for table in batch.tables.all())
            if options["report"]:
                options["report"].write_bytes(bad_rows(batch))
                self.stdout.write(f"가져오지 못한 행: {options['report']}")
            if options["dry_run"]:
                self.stdout.write("저장하지 않았습니다(--dry-run).")
            elif bad and not options["good_rows"]:
                self.stdout.write(
                    "고칠 행이 있어 아무것도 저장하지 않았습니다(--good-rows로 나머지만)."
                )
            else:
                confirm(batch, None, only_good=bool(bad), beat=self.bar("저장", tables))
                self.stdout.write(f"가져왔습니다: 가져오기 {batch.pk}번")
        finally:
            # A batch that saved nothing would wait on the desk for somebody who never comes.
            if batch.state != ImportBatch.State.DONE:
                intake.forget(ImportBatch.objects.filter(pk=batch.pk))
        if bad:
            raise SystemExit(2)

    def read(self, batch, *, encoding, shape, overwrite, **options):
        """Read the file and choose its tables; LegacyError where there is none of the kind."""
        batch.encoding, batch.overwrites = encoding, overwrite
        batch.save(update_fields=["encoding", "overwrites"])
        intake.read(batch)
        if batch.state == ImportBatch.State.ENCODING:
            choices = ", ".join(code for code, _, _ in intake.encoding_candidates(batch))
            raise LegacyError(f"글자 부호를 알 수 없습니다. --encoding으로 정해 주세요: {choices}")
        if batch.state == ImportBatch.State.FAILED:
            raise LegacyError(batch.error)
        tables = list(batch.tables.all())
        if shape:
            self.choose(tables, shape)
        chosen = [table for table in tables if table.shape]
        if not chosen:
            raise LegacyError(
                "가져올 표를 찾지 못했습니다. --shape로 표의 종류를 정하거나 웹 화면에서 열을 골라 주세요."
            )
        for table in chosen:
            if not table.is_sure:
                self.stderr.write(f"{table.number}번 표: {table.doubt}")
        return chosen

    def choose(self, tables, shape):
        """Bring in the tables of this kind only; where none is recognised as such, the largest."""
        fitting = [table for table in tables if table.shape == shape]
        if not fitting and tables:
            largest = max(tables, key=lambda table: table.row_count)
            intake.reread(largest, shape, max(largest.header, 0))
            fitting = [largest]
        for table in tables:
            if table not in fitting:
                table.shape = ""
                table.save(update_fields=["shape"])

    def tell(self, batch):
        for notice in batch.notices:
            self.stdout.write(f"알림: {notice}")
        for table in batch.tables.exclude(shape=""):
            counts = [f"{WORDS[name]} {getattr(table, name):,}" for name in ImportTable.COUNTS]
            title = by_code()[table.shape].shape.name
            self.stdout.write(
                f"{table.number}번 표 {table.name or title} ({title}): {', '.join(counts)}"
            )
            for notice in table.notices:
                self.stdout.write(f"  알림: {notice}")
            for row in page_of(table, (ASK, ERROR), per_page=SHOWN):
                for column, text, message in row["problems"]:
                    self.stdout.write(f"  {row['line']}행 {column} ‘{text}’: {message}")
                if row["question"]:
                    asked = {one["id"]: one["text"] for one in table.questions}
                    self.stdout.write(f"  {row['line']}행 물음: {asked[row['question']]}")
            left = table.ask + table.error - SHOWN
            if left > 0:
                self.stdout.write(f"  이 밖에 {left:,}행 (--report로 모두 볼 수 있습니다)")

    def bar(self, word, tables):
        """A progress bar on a terminal; nothing where the output is a file."""
        total = sum(table.row_count for table in tables) or 1
        if not self.stderr.isatty():
            return None

        def beat(done):
            filled = min(done * WIDTH // total, WIDTH)
            bar = "#" * filled + "." * (WIDTH - filled)
            end = "\n" if done >= total else ""
            self.stderr.write(f"\r{word} [{bar}] {done:,}/{total:,}", ending=end)
            self.stderr.flush()

        return beat
