"""Uploads that nobody confirmed go after a month, and their originals with them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exchange.desk import intake
from exchange.desk.models import ImportBatch, ImportFile, ImportTable
from tests.desk import brought, previewed, timeline, user
from tests.factories import PartnershipFactory

pytestmark = pytest.mark.django_db

OLD = timedelta(days=31)


def age(*batches):
    pks = [batch.pk for batch in batches]
    ImportBatch.objects.filter(pk__in=pks).update(created_at=timezone.now() - OLD)


def test_upload_nobody_confirmed_is_deleted_with_its_original():
    partnership = PartnershipFactory()
    data = [timeline([year, "방문"]) for year in ("2011", "2012", "2013", "2014")]
    forgotten, shared = (previewed(one, partnership) for one in data[:2])
    same_file = intake.receive(user(), data[1], "다시.csv")
    working = previewed(data[2], partnership)
    confirmed, _ = brought(data[3], partnership)
    ImportBatch.objects.filter(pk=working.pk).update(job="check")
    age(forgotten, shared, working, confirmed)
    latest = intake.receive(user(), b"a", "b.csv")
    left = [same_file.pk, working.pk, confirmed.pk, latest.pk]
    assert list(ImportBatch.objects.order_by("pk").values_list("pk", flat=True)) == left
    assert not ImportFile.objects.filter(pk=forgotten.file_id).exists()
    assert ImportFile.objects.filter(batches=None).count() == 0
    assert ImportTable.objects.count() == 2
