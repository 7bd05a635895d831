"""Reading an uploaded image file, and the files made of it. Pillow only, no Django model.

What comes out are WebP files without anything of the camera in them: a phone writes the place
where a photo was taken into its file, and a page would give it away.
"""

import io
import mimetypes

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_PIXELS = 50_000_000  # in memory 200 MB, the most one upload may take
LARGEST = 2560  # pixels of the longer side of what is kept: A4 in print, a whole wide screen
WIDTHS = (320, 640, 1280)  # of the smaller files, for a page to choose from
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")  # MPO, the JPEG of some phones, is read as JPEG
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"

# What offices have as well, told by the first bytes: these need a program that can draw them.
DRAWINGS = {
    b"<svg": "SVG",
    b"<?xml": "SVG",
    b"%PDF": "PDF·AI",
    b"%!PS": "EPS·AI",
    b"8BPS": "PSD",
}


# Served as what they are also where the system has no list of types.
mimetypes.add_type("image/webp", ".webp")


class ImageError(ValueError):
    """Why a file is not taken: one Korean sentence that says what to do."""


def read(file):
    """The image in an open binary file, upright and in sRGB, at most `LARGEST` on each side.

    Return it with whether its format keeps every pixel as drawn (PNG, GIF). Raises ImageError.
    """
    image = _opened(file)
    keeps_pixels = image.format in ("PNG", "GIF")
    try:
        image.draft(None, (LARGEST, LARGEST))  # a large JPEG is decoded at a part of its size
        image = ImageOps.exif_transpose(image)
        image = _in_srgb(image)
        image.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS, reducing_gap=3)
    except Exception as error:  # a damaged file breaks Pillow's decoders in any way
        raise ImageError(_("그림 파일이 깨져 있습니다. 다른 파일을 올려 주세요.")) from error
    image.info.clear()
    return image, keeps_pixels


def check(file):
    """Raise ImageError where `read` would, the file's size included, and leave it at its start."""
    file.seek(0, io.SEEK_END)
    if file.tell() > MAX_BYTES:
        raise ImageError(
            _("파일이 %(size)dMB입니다. %(most)dMB까지 올릴 수 있으니 줄여서 올려 주세요.")
            % {"size": -(-file.tell() // MEGABYTE), "most": MAX_BYTES // MEGABYTE}
        )
    read(file)
    file.seek(0)


def webp(image, width, keeps_pixels=False):
    """The image as the bytes of a WebP file of this width.

    Of what was drawn pixel by pixel, an emblem's flat colours, the lossless file is often the
    smaller one as well; then it is taken.
    """
    if width != image.width:
        size = (width, max(1, round(image.height * width / image.width)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
    lossy = _encoded(image, quality=82, method=4)
    if not keeps_pixels or width > max(WIDTHS):
        return lossy
    return min(lossy, _encoded(image, lossless=True, method=4), key=len)


def smaller_widths(width):
    """The widths of the smaller files made of an image of this width."""
    return [smaller for smaller in WIDTHS if smaller < width]


def _opened(file):
    file.seek(0)
    start = file.read(64)
    for mark, name in DRAWINGS.items():
        if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(mark):
            raise ImageError(
                _("%(name)s 파일은 올릴 수 없습니다. 그린 프로그램에서 PNG로 내보내 올려 주세요.")
                % {"name": name}
            )
    if start[4:8] == b"ftyp" and start[8:11] in (b"hei", b"hev", b"mif"):
        raise ImageError(
            _(
                "HEIC 사진은 올릴 수 없습니다. 휴대전화나 사진 프로그램에서 JPG로 바꾸어 올려 주세요."
            )
        )
    file.seek(0)
    try:
        image = Image.open(file, formats=FORMATS)
        is_too_large = image.width * image.height > MAX_PIXELS
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        is_too_large = True
    except Exception as error:  # as above
        raise ImageError(_("JPG·PNG·WebP·GIF 그림 파일이 아니거나 깨진 파일입니다.")) from error
    if is_too_large:
        raise ImageError(
            _("가로×세로가 %(most)d만 화소보다 큽니다. 크기를 줄여서 올려 주세요.")
            % {"most": MAX_PIXELS // 10_000}
        )
    return image


def _in_srgb(image):
    """Colours as every screen shows them: print files are CMYK, phones have wider colours."""
    if image.mode.startswith("I"):  # 16 bits of grey, which convert() would cut off at 8
        image = image.convert("I").point(lambda grey: grey / 256).convert("L")
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        try:
            return ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=wanted,
            )
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile nobody can read: the colours as they are
    return image.convert(wanted)


def _encoded(image, **options):
    file = io.BytesIO()
    image.save(file, "WEBP", exif=b"", xmp=b"", icc_profile=b"", **options)
    return file.getvalue()
