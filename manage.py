#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys


def main():
    """Run one management command; a wrong setting is told in one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "exchange.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"설정 오류: {error}")


if __name__ == "__main__":
    main()
