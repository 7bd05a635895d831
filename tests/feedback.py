"""What a visitor's browser sends when a button at the foot of a page is pressed."""

from urllib.parse import parse_qs, urlsplit

from exchange.models import FeedbackComment, FeedbackDay, FeedbackPage

OWN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def answer(client, page, answer="yes", prefix="", status=303, **headers):
    """The response to an answer for the page at this path."""
    data = {"page": page, "answer": answer, "website": ""}
    response = client.post(f"{prefix}/feedback/", data, **(headers or OWN))
    assert response.status_code == status, response.status_code
    return response


def token_of(response):
    return parse_qs(urlsplit(response["Location"]).query)["answer"][0]


def comment(client, token, text, prefix="", status=303, **headers):
    """The response to a comment on the answer with this token."""
    data = {"answer": token, "comment": text, "website": ""}
    response = client.post(f"{prefix}/feedback/comment/", data, **(headers or OWN))
    assert response.status_code == status, response.status_code
    return response


def counts():
    """{(path, language): (네, 아니오)} of all days."""
    rows = FeedbackDay.objects.values_list("page__path", "language", "yes", "no")
    return {(path, language): (yes, no) for path, language, yes, no in rows}


def comments():
    return list(FeedbackComment.objects.order_by("pk").values_list("text", flat=True))


def feedback_on(path="/ansan/", home="ansan", **days):
    """A page with answers: `feedback_on(days=[("ko", date, 네, 아니오), …])`."""
    page = FeedbackPage.objects.create(path=path, home=home)
    for language, on, yes, no in days.get("days", ()):
        FeedbackDay.objects.create(page=page, language=language, on=on, yes=yes, no=no)
    return page
