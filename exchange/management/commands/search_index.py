"""`manage.py search_index`: look after the indexes of the search."""

from django.core.management import BaseCommand, CommandError

from exchange.search.indexes import bring_up_to_date, engine, indexes


class Command(BaseCommand):
    """Make missing and outdated indexes; `migrate` does the same. --check only says so.

    --again makes all of them anew, which nothing asks for but a doubt.
    """

    help = "검색 색인 가운데 없거나 낡은 것을 만듭니다."

    def add_arguments(self, parser):
        parser.add_argument("--again", action="store_true", help="모두 새로 만듭니다.")
        parser.add_argument(
            "--check", action="store_true", help="만들지 않고, 만들 것이 있으면 실패합니다."
        )

    def handle(self, *, again, check, **options):
        if check:
            stale = [index.label for index in indexes.values() if not engine().is_current(index)]
            if stale:
                raise CommandError(
                    f"검색 색인을 다시 만들어야 합니다: {', '.join(stale)}. "
                    "`manage.py search_index`를 실행하십시오."
                )
            return
        made = bring_up_to_date(again)
        self.stdout.write(f"만든 검색 색인: {', '.join(made) or '없음'}")
