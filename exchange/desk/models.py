"""ImportBatch: one upload, from the file as it came to each row's result."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportFile(models.Model):
    """What was uploaded or pasted, byte for byte; the same file twice is kept once."""

    sha256 = models.CharField(
        _("지문(SHA-256)"), max_length=64, unique=True, validators=[MinLengthValidator(64)]
    )
    size = models.PositiveIntegerField(_("크기(바이트)"))
    data = models.BinaryField(_("원본"))

    class Meta:
        verbose_name = _("가져온 파일")
        verbose_name_plural = _("가져온 파일")
        default_permissions = ()

    def __str__(self):
        return self.sha256[:12]


class ImportProfile(models.Model):
    """How clerks read tables of one layout: the next file with these headers is read so too."""

    signature = models.CharField(_("제목 줄"), max_length=64, unique=True)
    headers = models.TextField(_("열 제목"), help_text=_("한 줄에 하나씩"))
    shape = models.CharField(_("표의 종류"), max_length=20, blank=True)
    places = models.JSONField(_("열"), default=dict)
    constants = models.JSONField(_("모든 행에 넣을 값"), default=dict, blank=True)
    updated_at = models.DateTimeField(_("고친 때"), default=timezone.now)

    class Meta:
        verbose_name = _("표 양식")
        verbose_name_plural = _("표 양식")
        ordering = ["-updated_at"]
        default_permissions = ("view", "delete")

    def __str__(self):
        return ", ".join(self.headers.split("\n"))


class ImportBatch(models.Model):
    """One upload: who, when, which file, what it did, and whether it was taken back."""

    class State(models.TextChoices):
        NEW = "new", _("읽는 중")
        ENCODING = "encoding", _("글자 고르기")
        TABLES = "tables", _("표와 열 확인")
        CHECKED = "checked", _("미리보기")
        DONE = "done", _("가져옴")
        UNDONE = "undone", _("되돌림")
        FAILED = "failed", _("읽지 못함")

    class Job(models.TextChoices):
        """Work under way. Long work is done by a process of its own (see `jobs`)."""

        READ = "read", _("파일 읽기")
        CHECK = "check", _("미리보기 만들기")
        SAVE = "save", _("저장하기")
        UNDO = "undo", _("되돌리기")

    state = models.CharField(
        _("상태"), max_length=10, choices=State.choices, default=State.NEW, db_index=True
    )
    file = models.ForeignKey(
        ImportFile, models.PROTECT, verbose_name=_("원본"), related_name="batches"
    )
    file_name = models.CharField(_("파일 이름"), max_length=200)
    is_pasted = models.BooleanField(_("붙여 넣은 글"), default=False)
    encoding = models.CharField(_("글자 부호"), max_length=20, blank=True)
    home = models.SlugField(_("우리 도시"), max_length=60, blank=True)
    overwrites = models.BooleanField(
        _("사람이 고친 값도 파일대로"),
        default=False,
        help_text=_("켜지 않으면 사람이 고친 값은 그대로 둡니다."),
    )
    # The clerk's answers to what only a person can tell: {question: answer}.
    answers = models.JSONField(_("물음과 답"), default=dict, blank=True)
    notices = models.JSONField(_("알림"), default=list, blank=True)
    error = models.TextField(_("오류"), blank=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("올린 사람"),
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("올린 때"), default=timezone.now, db_index=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("가져온 사람"),
        null=True,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("가져온 때"), null=True)
    leaves_bad_rows = models.BooleanField(_("읽은 행만"), default=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("되돌린 사람"),
        null=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("되돌린 때"), null=True)
    # Records an undo left alone, each as a sentence.
    left_alone = models.JSONField(_("되돌리지 않은 것"), default=list, blank=True)

    job = models.CharField(_("하는 일"), max_length=10, choices=Job.choices, blank=True)
    # Who asked for the job, and with what: {"user": 1, "only_good": true}.
    job_order = models.JSONField(_("시킨 일"), default=dict, blank=True)
    # The process that does the job, and when it last said that it lives.
    job_owner = models.CharField(_("맡은 프로세스"), max_length=32, blank=True)
    job_beat = models.DateTimeField(_("마지막 소식"), null=True)
    job_done = models.PositiveIntegerField(_("마친 행"), default=0)
    job_total = models.PositiveIntegerField(_("모든 행"), default=0)

    class Meta:
        verbose_name = _("가져오기")
        verbose_name_plural = _("가져오기")
        ordering = ["-pk"]
        default_permissions = ("view", "upload", "confirm", "undo")
        constraints = [
            models.CheckConstraint(
                name="import_batch_done_is_confirmed",
                condition=~models.Q(state__in=["done", "undone"])
                | models.Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_batch_undone_has_time",
                condition=~models.Q(state="undone") | models.Q(undone_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.pk}: {self.file_name}"

    @property
    def reason(self):
        """What the history of the records says."""
        return f"가져오기 {self.pk}: {self.file_name}"[:100]

    @property
    def undo_reason(self):
        return f"되돌리기 {self.pk}: {self.file_name}"[:100]


class ImportTable(models.Model):
    """One table of a batch, and how it is read: its shape, its columns, whose it is."""

    COUNTS = ("new", "changed", "same", "kept", "ask", "error")

    batch = models.ForeignKey(
        ImportBatch, models.CASCADE, verbose_name=_("가져오기"), related_name="tables"
    )
    number = models.PositiveSmallIntegerField(_("번호"))
    name = models.CharField(_("표 이름"), max_length=200, blank=True)
    around = models.CharField(_("표 위의 제목"), max_length=400, blank=True)
    kind = models.CharField(_("생김새"), max_length=10, default="table")
    row_count = models.PositiveIntegerField(_("행"), default=0)
    # The first rows, for the page on which the clerk says what is what: [[line, cell, …], …].
    sample = models.JSONField(_("첫 행들"), default=list)
    # Cells of a workbook that may have lost a zero (2013.1 for 2013.10): [[line, place], …].
    unclear = models.JSONField(_("불확실한 수"), default=list, blank=True)
    is_1904 = models.BooleanField(_("1904년 날짜 체계"), default=False)
    notices = models.JSONField(_("알림"), default=list, blank=True)

    # "" leaves the table out.
    shape = models.CharField(_("표의 종류"), max_length=20, blank=True)
    header = models.IntegerField(_("제목 줄"), default=0)
    places = models.JSONField(_("열"), default=dict, blank=True)
    constants = models.JSONField(_("모든 행에 넣을 값"), default=dict, blank=True)
    # Whose table it is, where no column says so: a city's slug or its name as written.
    partner = models.CharField(_("교류도시"), max_length=120, blank=True)
    is_sure = models.BooleanField(_("확실함"), default=False)
    doubt = models.TextField(_("살펴볼 점"), blank=True)
    profile = models.ForeignKey(
        ImportProfile,
        models.SET_NULL,
        verbose_name=_("표 양식"),
        null=True,
        related_name="+",
    )
    # Cells the clerk corrected in the preview: {line: {column: text}}; {"": "skip"} leaves out.
    fixes = models.JSONField(_("고친 칸"), default=dict, blank=True)
    # Questions of the preview: [{id, text, choices: [[answer, label], …], rows: n}, …].
    questions = models.JSONField(_("물음"), default=list, blank=True)

    new = models.PositiveIntegerField(_("새로"), default=0)
    changed = models.PositiveIntegerField(_("바뀜"), default=0)
    same = models.PositiveIntegerField(_("그대로"), default=0)
    kept = models.PositiveIntegerField(_("사람이 고친 값"), default=0)
    ask = models.PositiveIntegerField(_("물음"), default=0)
    error = models.PositiveIntegerField(_("고칠 것"), default=0)
    warned = models.PositiveIntegerField(_("살펴볼 것"), default=0)

    class Meta:
        verbose_name = _("가져온 표")
        verbose_name_plural = _("가져온 표")
        ordering = ["batch", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="import_table_identity"),
        ]

    def __str__(self):
        return self.name or f"{self.number}"


class ImportChunk(models.Model):
    """Rows of a table as they were read, some hundred at a time: [[line, cell, …], …]."""

    table = models.ForeignKey(
        ImportTable, models.CASCADE, verbose_name=_("표"), related_name="chunks"
    )
    number = models.PositiveIntegerField(_("번호"))
    rows = models.TextField(_("행"))

    class Meta:
        verbose_name = _("가져온 행")
        verbose_name_plural = _("가져온 행")
        ordering = ["table", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="import_chunk_identity"),
        ]

    def __str__(self):
        return f"{self.table_id}/{self.number}"


class ImportResult(models.Model):
    """What becomes of some hundred rows, as `exchange.resources.plans` writes it."""

    table = models.ForeignKey(
        ImportTable, models.CASCADE, verbose_name=_("표"), related_name="results"
    )
    number = models.PositiveIntegerField(_("번호"))
    rows = models.TextField(_("행"))
    # The records that were written, one list a row: [[model, pk, "+" or "~"], …]; NULL before.
    records = models.TextField(_("기록"), null=True)  # noqa: DJ001 NULL is "not saved", "[]" is "none"
    new = models.PositiveSmallIntegerField(_("새로"), default=0)
    changed = models.PositiveSmallIntegerField(_("바뀜"), default=0)
    same = models.PositiveSmallIntegerField(_("그대로"), default=0)
    kept = models.PositiveSmallIntegerField(_("사람이 고친 값"), default=0)
    ask = models.PositiveSmallIntegerField(_("물음"), default=0)
    error = models.PositiveSmallIntegerField(_("고칠 것"), default=0)
    warned = models.PositiveSmallIntegerField(_("살펴볼 것"), default=0)

    class Meta:
        verbose_name = _("행의 결과")
        verbose_name_plural = _("행의 결과")
        ordering = ["table", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="import_result_identity"),
        ]

    def __str__(self):
        return f"{self.table_id}/{self.number}"
