"""Reading uploaded images: what is refused and why, and what is made of the rest."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from exchange import images


def saved(image, kind="PNG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file


def png_of_size(width, height):
    """A PNG of a few bytes that says it is this large: a decompression bomb."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header
    return data + struct.pack(">II", zlib.crc32(header), 10) + b"IDAT" + bytes(14)


WHOLE = saved(Image.effect_noise((600, 400), 90).convert("RGB"), "JPEG").getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'<?xml version="1.0"?><svg onload="alert()"/>', "SVG 파일은"),
        (b"\xef\xbb\xbf  <svg/>", "SVG 파일은"),
        (b"%PDF-1.5 Illustrator", "PDF·AI 파일은"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC 사진은"),
        (b"<html><script>alert()</script>", "그림 파일이 아니거나"),
        (b"", "그림 파일이 아니거나"),
        (saved(Image.new("RGB", (9, 9)), "BMP").getvalue(), "그림 파일이 아니거나"),
        (WHOLE[: len(WHOLE) // 2], "깨져 있습니다"),
        (png_of_size(9000, 9000), "5000만 화소보다"),
        (png_of_size(60000, 60000), "5000만 화소보다"),
        (WHOLE + b"\0" * images.MAX_BYTES, "21MB입니다. 20MB까지"),
    ],
)
def test_file_that_cannot_be_shown_is_refused_with_its_reason(data, says):
    with pytest.raises(images.ImageError, match=says):
        images.check(io.BytesIO(data))


def test_photo_comes_out_upright_smaller_and_without_the_camera_s_data():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif.get_ifd(0x8825)[2] = (37.0, 14.0, 28.0)  # where it was
    photo = Image.new("RGB", (5200, 3000), "green")
    photo.paste("red", (0, 0, 2600, 3000))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta>37.2411</x:xmpmeta>"
    image, keeps_pixels = images.read(saved(photo, "JPEG", exif=exif, icc_profile=profile, xmp=xmp))
    assert (image.size, keeps_pixels) == ((1477, 2560), False)
    small = Image.open(io.BytesIO(images.webp(image, 320)))
    assert (small.format, small.size) == ("WEBP", (320, 555))
    assert not small.getexif()
    assert not {"exif", "xmp", "icc_profile"} & set(small.info)
    red, green = small.getpixel((160, 100)), small.getpixel((160, 450))
    assert red[0] > 200 > 60 > red[1]
    assert green[1] > 100 > 60 > green[0]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_kind_of_pixels_can_be_shown(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image, _ = images.read(saved(Image.new(mode, (40, 30)), kind))
    assert Image.open(io.BytesIO(images.webp(image, 40))).size == (40, 30)


def test_emblem_keeps_its_colours_and_what_is_clear():
    emblem = Image.new("RGBA", (800, 800), (0, 0, 0, 0))
    emblem.paste((220, 40, 50, 255), (200, 200, 600, 600))
    image, keeps_pixels = images.read(saved(emblem))
    small = Image.open(io.BytesIO(images.webp(image, 320, keeps_pixels))).convert("RGBA")
    assert small.getpixel((0, 0))[3] == 0
    assert small.getpixel((160, 160)) == (220, 40, 50, 255)


def test_small_image_is_not_made_larger():
    assert images.smaller_widths(300) == images.smaller_widths(320) == []
    assert images.smaller_widths(1000) == [320, 640]
