"""Clerks with exactly the permissions a test names."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission


def clerk(*permissions):
    """A staff user with permissions such as "cities.change_city"."""
    user = get_user_model().objects.create_user(f"clerk-{get_user_model().objects.count()}")
    user.is_staff = True
    user.save()
    for permission in permissions:
        label, codename = permission.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=label, codename=codename)
        )
    return user


def permissions_of(model, *deeds):
    return [f"{model._meta.app_label}.{deed}_{model._meta.model_name}" for deed in deeds]
