"""The two groups most offices need."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from cities.models import City
from tests.factories import CityFactory
from tests.staff import clerk

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    """A clerk whose only rights are those of the group."""

    def member(group):
        call_command("setup_groups")
        user = clerk()
        user.groups.add(Group.objects.get(name=group))
        return user

    return member


def test_editor_writes_and_does_not_publish(member):
    user = member("편집자")
    assert user.has_perms(["cities.add_city", "cities.change_cityfact", "exchange.view_source"])
    for permission in ("cities.publish_city", "cities.delete_city"):
        assert not user.has_perm(permission)


def test_publisher_publishes_and_deletes(member):
    assert member("게시 담당").has_perms(["cities.publish_city", "cities.delete_city"])


def test_editor_sees_what_an_import_would_do_and_publisher_does_it(member):
    deeds = {
        "편집자": {"view", "upload"},
        "게시 담당": {"view", "upload", "confirm", "undo"},
    }
    for group, may in deeds.items():
        permissions = member(group).get_all_permissions()
        assert {name for name in permissions if name.endswith("_importbatch")} == {
            f"exchange.{deed}_importbatch" for deed in may
        }


@pytest.mark.parametrize("group", ["편집자", "게시 담당"])
def test_no_group_touches_accounts_or_history(member, group):
    permissions = member(group).get_all_permissions()
    assert not [name for name in permissions if "historical" in name or name.startswith("auth.")]


def test_editor_opens_the_admin(client, member):
    client.force_login(member("편집자"))
    city = CityFactory(state=City.State.DRAFT)
    assert client.get(f"/admin/cities/city/{city.pk}/change/").status_code == 200


def test_group_that_an_office_changed_stays(member):
    member("편집자")
    Group.objects.get(name="편집자").permissions.clear()
    call_command("setup_groups")
    assert not Group.objects.get(name="편집자").permissions.exists()
