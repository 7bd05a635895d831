"""What a browser would send when nothing in a page's form is touched."""

import re

from bs4 import BeautifulSoup


def fields_of(response, form_id):
    """`{name: value}` of the form with this id; lines end in CR LF, as browsers send them."""
    return fields_in(BeautifulSoup(response.content, "html.parser").find("form", id=form_id))


def fields_in(form):
    """The same of a form that was found in a page."""
    data = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "textarea":
            data[name] = re.sub("\r?\n", "\r\n", field.text.removeprefix("\n"))
        elif field.name == "select":
            chosen = field.find("option", selected=True)
            if chosen or (chosen := field.find("option")):
                data[name] = chosen.get("value", "")
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data[name] = field.get("value", "on")
        elif field.get("type") not in ("submit", "button", "file"):
            data[name] = field.get("value", "")
    return data


def messages_of(response):
    return [str(message) for message in response.context["messages"]]
