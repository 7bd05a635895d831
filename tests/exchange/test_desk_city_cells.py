"""A page whose list names a city in several scripts, and whose facts name it in one."""

import pytest

from tests.desk import previewed
from tests.factories import PortalFactory

pytestmark = pytest.mark.django_db

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><h2>자매도시</h2>
<table><tr><th>국가</th><th>도시</th><th>결연일</th></tr>
<tr><td>일본</td><td>宮城縣(Miyagi)<br>仙台市(Sendai)<br>센다이시</td><td>2002. 4. 20<br>(센다이)</td></tr>
</table><h3>센다이시</h3><ul><li>면적 : 786㎢</li><li>교통 : 신칸센</li></ul></body></html>"""


def test_facts_belong_to_the_city_of_the_list():
    portal = PortalFactory()
    batch = previewed(PAGE.encode(), name="page.html", home=portal.city.slug)
    partners, facts = batch.tables.order_by("number")
    assert (partners.is_sure, partners.new) == (True, 1)
    assert (facts.partner, facts.error, facts.ask) == ("센다이시", 0, 0)
