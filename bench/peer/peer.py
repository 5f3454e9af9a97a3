"""What a user would pick instead: django-import-export on the same file, the same registry and the same PostgreSQL.

    peer.py MODE FILE.xlsx REGISTRY.csv HOST PORT USER DATABASE    with PGPASSWORD in the environment
    MODE: usual (as it comes) or best (bulk, unchanged rows skipped, instances loaded at once)

Does what the admin's two pages do: read, preview with differences (dry run), read again, import. Prints one line of JSON.
"""
import csv
import json
import os
import sys
import time

import django
from django.conf import settings

mode, workbook, registry, host, port, user, database = sys.argv[1:]
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": host,
            "PORT": port,
            "USER": user,
            "NAME": database,
            "PASSWORD": os.environ["PGPASSWORD"],
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "import_export"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=False,
)
django.setup()

from django.db import connection, models  # noqa: E402
from import_export import fields, resources  # noqa: E402
from import_export.formats.base_formats import XLSX  # noqa: E402
from import_export.instance_loaders import CachedInstanceLoader  # noqa: E402

with open(registry, encoding="utf-8", newline="") as lines:
    labels, names, *staff = list(csv.reader(lines))


def column(name):
    # Found by its document, as Muster finds it.
    return models.CharField(max_length=200, null=True, blank=True, unique=name == "id_number")


Teacher = type(
    "Teacher",
    (models.Model,),
    {
        "__module__": __name__,
        # Of an app that is installed: a single script is none.
        "Meta": type("Meta", (), {"app_label": "import_export", "db_table": "peer_teacher"}),
        **{name: column(name) for name in names},
    },
)


class Usual:
    model = Teacher
    fields = names
    import_id_fields = ["id_number"]


class Best(Usual):
    use_bulk = True
    batch_size = 1000
    skip_unchanged = True
    instance_loader_class = CachedInstanceLoader


TeacherResource = type(
    "TeacherResource",
    (resources.ModelResource,),
    {
        "Meta": Best if mode == "best" else Usual,
        **{
            name: fields.Field(attribute=name, column_name=label, default=None)
            for name, label in zip(names, labels)
        },
    },
)


def prepare():
    with connection.schema_editor() as editor:
        editor.create_model(Teacher)
    Teacher.objects.bulk_create(
        [Teacher(**{n: v or None for n, v in zip(names, row)}) for row in staff], batch_size=1000
    )
    with connection.cursor() as cursor:
        cursor.execute("create table peer_before as select * from peer_teacher")
        cursor.execute("vacuum analyze peer_teacher")


def read():
    with open(workbook, "rb") as file:
        return XLSX().create_dataset(file.read())


def counts():
    differs = " or ".join(f"coalesce(t.{n}, '') <> coalesce(b.{n}, '')" for n in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""select count(*) filter (where b.id is null), count(*) filter (where b.id is not null and ({differs})),
                count(*) from peer_teacher t left join peer_before b on b.id_number = t.id_number"""
        )
        added, changed, all_of_them = cursor.fetchone()
    return {"added": added, "changed": changed, "teachers": all_of_them}


def main():
    prepare()
    moments = [time.perf_counter()]
    cpu = time.process_time()

    def step():
        moments.append(time.perf_counter())

    dataset = read()
    step()
    preview = TeacherResource().import_data(dataset, dry_run=True, raise_errors=False)
    if preview.has_errors() or preview.has_validation_errors():
        number, errors = preview.row_errors()[0]
        raise SystemExit(f"row {number}: {errors[0].error!r}")
    step()
    dataset = read()
    step()
    TeacherResource().import_data(dataset, dry_run=False, raise_errors=True)
    step()
    cpu = time.process_time() - cpu
    steps = [round(b - a, 2) for a, b in zip(moments, moments[1:])]
    print(
        json.dumps(
            {
                "wall_s": round(moments[-1] - moments[0], 2),
                "python_cpu_s": round(cpu, 2),
                **dict(zip(("read_s", "preview_s", "read_again_s", "import_s"), steps)),
                **counts(),
            }
        )
    )


main()
