"""Picture: an uploaded image of a record, with its alternative text, and the files made of it."""

import unicodedata
import uuid
from functools import partial
from pathlib import PurePosixPath

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import signals
from django.db.models.fields.files import ImageFieldFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from exchange import images
from exchange.records import Part


class PictureFormField(forms.ImageField):
    """Refuses what cannot be shown, each with a sentence of its own; the content decides."""

    default_validators = []

    def to_python(self, data):
        file = super(forms.ImageField, self).to_python(data)
        if file is not None:
            try:
                images.check(file)
            except images.ImageError as error:
                raise ValidationError(str(error), code="invalid_image") from error
        return file

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "accept": images.ACCEPT}


class PictureFile(ImageFieldFile):
    """A stored picture. What a page needs follows from its name and the row: no file is opened."""

    def name_at(self, width):
        """The name of the smaller file of this width."""
        path = PurePosixPath(self.name)
        return str(path.with_name(f"{path.stem}-{width}{path.suffix}"))

    def url_at(self, width):
        """The address of the smallest file at least this wide, or of the largest there is."""
        wide = [w for w in images.smaller_widths(self.instance.width or 0) if w >= width]
        return self.storage.url(self.name_at(wide[0])) if wide else self.url

    @property
    def srcset(self):
        """All the files with their widths, as `<img srcset>` takes them."""
        full = self.instance.width
        if not full:
            return ""
        smaller = [(self.name_at(width), width) for width in images.smaller_widths(full)]
        files = [*smaller, (self.name, full)]
        return ", ".join(f"{self.storage.url(name)} {width}w" for name, width in files)


class PictureField(models.ImageField):
    """Keeps of an upload only what is served: clean WebP files, with their size in the row.

    The model has `width` and `height` in pixels. Files that no row names any more are removed
    when the transaction has ended well; ImageField would leave them for ever.
    """

    attr_class = PictureFile

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PictureFormField, **kwargs})

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            signals.post_delete.connect(self.remove_after_row, sender=cls)

    def pre_save(self, instance, add):
        file = getattr(instance, self.attname)
        if not file or file._committed:
            return file
        rows = type(instance)._base_manager.filter(pk=instance.pk)
        replaced = None if add else rows.values_list(self.attname, flat=True).first()
        image, keeps_pixels = images.read(file.file)
        stem = slugify(unicodedata.normalize("NFC", PurePosixPath(file.name).stem), True)
        content = ContentFile(images.webp(image, image.width, keeps_pixels))
        file.save(f"{stem[:60] or 'picture'}.webp", content, save=False)
        for width in images.smaller_widths(image.width):
            content = ContentFile(images.webp(image, width, keeps_pixels))
            file.storage.save(file.name_at(width), content)
        instance.width, instance.height = image.size
        if replaced:
            self.remove_later(type(instance), replaced, instance._state.db)
        return file

    def remove_after_row(self, instance, using, **kwargs):
        if file := getattr(instance, self.attname):
            self.remove_later(type(instance), file.name, using)

    def remove_later(self, model, name, using):
        remove = partial(self.remove, model, name)
        transaction.on_commit(remove, using=using, robust=True)

    def remove(self, model, name):
        """Remove a picture's files and their folder, unless a row still names it."""
        if model._base_manager.filter(**{self.attname: name}).exists():
            return
        file = self.attr_class(None, self, name)
        for each in (name, *map(file.name_at, images.WIDTHS)):
            self.storage.delete(each)
        folder = PurePosixPath(name).parent
        if folder.parts and not any(self.storage.listdir(str(folder))):
            self.storage.delete(str(folder))


def picture_path(picture, filename):
    """Where a picture is kept; the random folder keeps a draft's picture from being guessed."""
    return f"{picture._meta.app_label}/{uuid.uuid4().hex}/{filename}"


class Picture(Part):
    """A picture of a record, public with it. The alt text is for those who do not see it."""

    image = PictureField(
        _("사진"),
        upload_to=picture_path,
        max_length=300,
        help_text=_("JPG·PNG·WebP·GIF, 20MB까지. 찍은 곳 같은 사진기 정보는 지우고 보관합니다."),
    )
    width = models.PositiveIntegerField(_("가로(화소)"), null=True, editable=False)
    height = models.PositiveIntegerField(_("세로(화소)"), null=True, editable=False)
    alt = models.CharField(
        _("대체 텍스트"),
        max_length=200,
        help_text=_(
            "사진을 보지 못하는 사람에게 읽어 줄 설명입니다. 무엇이 보이는지 한 문장으로 적고, "
            "‘사진’이나 파일 이름은 적지 마세요. 예: 시계탑이 있는 2층 시청 건물 앞에 선 두 도시의 시장"
        ),
    )
    caption = models.CharField(
        _("사진 설명"), max_length=200, blank=True, help_text=_("사진 아래에 누구에게나 보입니다.")
    )
    credit = models.CharField(
        _("촬영·제공"), max_length=120, blank=True, help_text=_("예: 플러튼시청 제공, 홍보담당관실")
    )
    rights = models.CharField(
        _("이용 조건"),
        max_length=120,
        blank=True,
        help_text=_("저작권자가 허락한 대로. 예: 공공누리 제1유형, CC BY-SA 4.0, 이 누리집에만"),
    )

    class Meta(Part.Meta):
        abstract = True

    def __str__(self):
        return self.caption or self.alt

    @property
    def rights_line(self):
        """Who made or gave it and on which terms, as it stands below the picture."""
        return ", ".join(filter(None, [self.credit, self.rights]))
