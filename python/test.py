"""Tests of the installed module and of the README's examples; `scripts/python` builds, installs and runs it."""

import datetime
import importlib.util
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import warnings

import parallax

PROJECT = pathlib.Path(__file__).resolve().parent.parent
HAS_PYARROW = importlib.util.find_spec("pyarrow") is not None
TEXT = "Angela Merkel paid $44bn in Ukraine on 10 March 2025."


class Annotate(unittest.TestCase):
    def test_an_answer_has_what_the_command_line_writes(self):
        [found] = parallax.annotate([TEXT], language="en")
        names = [(name["surface"], name["type"], name["entity_id"]) for name in found["mentions"]]
        self.assertEqual(names, [("Angela Merkel", "person", "per:angela-merkel"), ("Ukraine", "location", "iso:UA")])
        money = found["numbers"][0]
        self.assertEqual((money["kind"], money["value"], money["currency"]), ("money", 44_000_000_000, "USD"))
        self.assertEqual((found["id"], found["line"], found["language"], found["problems"]), (None, 1, "en", []))

    def test_answers_are_in_the_order_of_the_texts(self):
        texts = [{"id": n, "text": f"Number {n} is in Kiel."} for n in range(1000)]
        found = parallax.annotate(texts, language="en", jobs=2)
        self.assertEqual([(article["id"], article["line"]) for article in found], [(n, n + 1) for n in range(1000)])
        self.assertEqual(found, parallax.annotate(iter(texts), language="en", jobs=1))
        self.assertEqual(parallax.annotate([]), [])

    def test_fields_of_a_dict_are_followed(self):
        day = datetime.date(2025, 3, 10)
        fields = {"id": "a", "text": "Kiel.", "language": "de", "date": day, "title": float("nan")}
        [found] = parallax.annotate([fields])
        self.assertEqual((found["id"], found["language"], found["published_at"]), ("a", "de", "2025-03-10"))
        self.assertIsNone(found["title"])

    def test_places_count_as_python_counts(self):
        text = "Één\u2028zin\u0085over\nKiel 😀 en Berlijn."
        [found] = parallax.annotate([text], language="nl")
        surfaces = [text[name["start_char"] : name["end_char"]] for name in found["mentions"]]
        self.assertEqual(surfaces, ["Kiel", "Berlijn"])
        self.assertEqual(surfaces, [name["surface"] for name in found["mentions"]])

    def test_a_text_that_cannot_be_used_spoils_no_other(self):
        found = parallax.annotate(["Kiel.", {}, {"text": 5}, "\ud800", "", "Bonn."], language="de")
        self.assertEqual([article.get("error") is None for article in found], [True, False, False, False, False, True])
        self.assertEqual(found[1], {"id": None, "line": 2, "error": "no `text`"})

    def test_own_names_are_followed_and_bad_rows_told(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "mine.csv")
            rows = ["entity_id,type,subtype,language,name,kind", "org:quux,organization,,,Quux Xyzzy,preferred"]
            path.write_text("\n".join([*rows, "org:bad,organisation,,,Bad,", ""]))
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                [found] = parallax.annotate(["They met at Quux Xyzzy."], language="en", gazetteers=folder)
        self.assertEqual([name["entity_id"] for name in found["mentions"]], ["org:quux"])
        self.assertEqual([(warning.category, warning.filename) for warning in told], [(UserWarning, __file__)])
        self.assertIn("mine.csv:3: skipped: column `type`", str(told[0].message))

    def test_wrong_arguments_raise(self):
        def raises(error, sentence, texts, **options):
            with self.assertRaisesRegex(error, re.escape(sentence)):
                parallax.annotate(texts, **options)

        raises(TypeError, "annotate([text])", "a text")
        raises(TypeError, "annotate([text])", {"text": "a text"})
        raises(TypeError, "text 2 is neither a str nor a dict, but int", ["a", 2])
        raises(TypeError, "a field of a text cannot be a set", [{"text": "a", "id": set()}])
        raises(ValueError, "strictness: 101 is not in 0..=100", ["a"], strictness=101)
        raises(ValueError, "strictness: -1 is not in 0..=100", ["a"], strictness=-1)
        raises(ValueError, "jobs: give 1 or more", ["a"], jobs=0)
        raises(parallax.Error, "unknown language `xx`: parallax has data for ar, cs,", ["a"], language="xx")
        raises(parallax.Error, "cannot read the folder `nowhere`: --gazetteers", ["a"], gazetteers="nowhere")

    def test_other_threads_run_on(self):
        texts = [TEXT * 50] * 40
        ended = threading.Event()

        def work():
            parallax.annotate(texts, language="en", jobs=1)
            ended.set()

        thread, turns = threading.Thread(target=work), 0
        thread.start()
        while not ended.is_set():
            turns += 1
            time.sleep(0.002)
        thread.join()
        # With the lock held there would be a few turns, before and after.
        self.assertGreater(turns, 10)


@unittest.skipUnless(HAS_PYARROW, "pyarrow is not installed")
class AnnotateArrow(unittest.TestCase):
    def test_tables_have_what_dicts_have(self):
        long = "It took six hours and cost 12345678901234.567891 euros."
        texts = [{"id": "a", "text": TEXT, "date": "2025-03-10"}, {"id": 7}, long]
        found = parallax.annotate(texts, language="en")
        tables = parallax.annotate_arrow(texts, language="en")
        names = ["articles", "sections", "mentions", "numbers", "quotes", "problems"]
        self.assertEqual(list(tables), names)
        self.assertEqual(tables["articles"]["id"].to_pylist(), ["a", "7", None])
        self.assertEqual(tables["articles"]["error"].to_pylist(), [None, "no `text`", None])
        self.assertEqual(tables["articles"]["published_at"].to_pylist(), ["2025-03-10", None, None])
        for name in names[1:]:
            rows = [(article["line"], row) for article in found for row in article.get(name, ())]
            self.assertEqual(tables[name]["line"].to_pylist(), [line for line, _ in rows])
            for column in tables[name].column_names[2:]:
                cells = tables[name][column].to_pylist()
                for cell, (_, row) in zip(cells, rows):
                    self.assertEqual(column in row, True, (name, column))
                    self.assertEqual(cell is None, row[column] is None, (name, column))
            members = {member for _, row in rows for member in row}
            self.assertLessEqual(members, set(tables[name].column_names))
        values = tables["numbers"]["value"].to_pylist()
        self.assertEqual(values, ["44000000000", "2025-03-10", "PT6H", "12345678901234.567891"])
        confidence = tables["mentions"]["confidence"].to_pylist()[0]
        self.assertEqual(float(confidence), found[0]["mentions"][0]["confidence"])

    def test_tables_of_nothing_have_their_columns(self):
        full, empty = parallax.annotate_arrow([TEXT], language="en"), parallax.annotate_arrow([])
        for name, table in empty.items():
            self.assertEqual((table.num_rows, table.schema), (0, full[name].schema))

    def test_types_are_those_of_parquet_files(self):
        import pyarrow.parquet

        with tempfile.TemporaryDirectory() as folder:
            parallax.build(PROJECT / "corpus", folder, formats=["parquet"], report=False)
            written = pyarrow.parquet.read_schema(pathlib.Path(folder, "numbers.parquet"))
        found = parallax.annotate_arrow([TEXT], language="en")["numbers"].schema
        shared = [name for name in found.names if name in written.names]
        self.assertGreater(len(shared), 20)
        for name in shared:
            self.assertEqual(found.field(name).type, written.field(name).type, name)


class Build(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_it_writes_the_tables_of_the_command_line(self):
        told = parallax.build(PROJECT / "corpus", self.folder / "output")
        for table in ("mentions", "entities", "numbers", "quotes", "coreferences", "problems"):
            written = (self.folder / "output" / f"{table}.csv").read_bytes()
            self.assertEqual(written, (PROJECT / "output" / f"{table}.csv").read_bytes(), table)
        self.assertEqual((told["counts"]["articles"], told["counts"]["skipped"]), (5, 0))
        self.assertEqual(told["rows"]["mentions.csv"], told["counts"]["mentions"])
        self.assertEqual(told["version"], parallax.__version__)
        self.assertEqual(told["problems"], [])

    def test_options_are_followed(self):
        corpus, output = self.folder / "news", self.folder / "tables"
        corpus.mkdir()
        (corpus / "a.txt").write_text("Die Konferenz in Kiel war am Montag.", encoding="utf-8")
        (corpus / "b.docx").write_bytes(b"broken")
        (self.folder / "decisions.csv").write_text("action,subject,object\ndeny,Kiel,\n")
        options = {"formats": "csv,jsonl", "report": False, "language": "de", "strictness": 60, "jobs": 1}
        told = parallax.build(str(corpus), str(output), decisions=self.folder / "decisions.csv", **options)
        self.assertEqual((told["options"]["language"], told["options"]["strictness"]), ("de", 60))
        self.assertEqual(told["options"]["formats"], ["csv", "jsonl"])
        self.assertEqual(told["counts"]["mentions"], 0)
        self.assertTrue((output / "mentions.jsonl").is_file())
        self.assertFalse((output / "report.html").exists())
        [problem] = told["problems"]
        self.assertEqual((problem["path"], problem["stage"], problem["severity"]), ("b.docx", "read", "skipped"))
        self.assertGreater(parallax.build(corpus, output, report=False)["counts"]["mentions"], 0)

    def test_what_cannot_be_built_raises(self):
        with self.assertRaisesRegex(parallax.Error, "^no corpus folder at `nowhere`: "):
            parallax.build("nowhere", self.folder)
        (self.folder / "file").write_text("")
        with self.assertRaisesRegex(parallax.Error, r"^cannot write `.*file.*` \(.*\)$|^cannot write `.*file"):
            parallax.build(PROJECT / "corpus", self.folder / "file")
        with self.assertRaisesRegex(ValueError, "`pdf` is no format: give some of csv, xlsx,"):
            parallax.build(PROJECT / "corpus", self.folder, formats=["csv", "pdf"])


class Readme(unittest.TestCase):
    def test_its_examples_print_what_it_shows(self):
        readme = (PROJECT / "README.md").read_text(encoding="utf-8")
        section = readme.split("\n## From Python\n")[1].split("\n## ")[0]
        examples = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", section, re.DOTALL)
        self.assertEqual(len(examples), section.count("```python"), "an example without what it prints")
        self.assertGreaterEqual(len(examples), 2)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PROJECT / "corpus", pathlib.Path(folder, "corpus"))
            for code, shown in examples:
                if "arrow" in code and not HAS_PYARROW:
                    print("README: an example is left out, since pyarrow is not installed")
                    continue
                utf8 = [sys.executable, "-I", "-X", "utf8", "-c", code]
                run = subprocess.run(utf8, cwd=folder, capture_output=True, text=True, encoding="utf-8")
                self.assertEqual((run.stderr, run.stdout), ("", shown))

    def test_what_is_exported_is_documented(self):
        for name in parallax.__all__:
            if name != "__version__":
                self.assertTrue(getattr(parallax, name).__doc__, name)
        folder = pathlib.Path(parallax.__file__).parent
        self.assertTrue((folder / "py.typed").is_file() and (folder / "_parallax.pyi").is_file())


if __name__ == "__main__":
    unittest.main()
