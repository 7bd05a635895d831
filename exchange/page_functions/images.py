"""Pictures on pages: the `<img>` of an uploaded picture."""

from django.utils.html import format_html

from exchange.jinja import page_function


@page_function
def picture_img(picture, sizes, lazy=True):
    """`{{ picture_img(photo, "(min-width: 48rem) 20rem, 100vw") }}`: the browser picks the file.

    `sizes` says how wide the picture stands, as `<img sizes>` does; `lazy` is for all but what
    is seen first. The size of the picture is there before the picture, so nothing jumps.
    """
    loading = ("lazy" if lazy else "eager", "async" if lazy else "auto")
    image = picture.image
    if not picture.width:
        return format_html('<img src="{}" alt="{}" loading="{}">', image.url, picture.alt, "lazy")
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"'
        ' loading="{}" decoding="{}">',
        image.url_at(640), image.srcset, sizes, picture.width, picture.height, picture.alt,
        *loading,
    )  # fmt: skip
