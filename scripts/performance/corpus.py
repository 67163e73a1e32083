#!/usr/bin/env python3
"""Makes a corpus of many articles, all different, from annotated texts.

corpus.py EVAL N FOLDER [--languages nl,de,en] [--sentences N] [--one-file]

EVAL is the folder of the measuring corpora, whose `ntrex.docs.jsonl` has the same news in many languages. Each article
has the first sentences of one text and sentences of another one in the same language, chosen by its number, so that no
two articles are copies and the articles of one story are like each other. With --one-file they are one JSON Lines file
instead of a file each. The same arguments give the same bytes.
"""
import argparse
import json
import os
import random
import sys

DAYS = 300


def sentences(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eval")
    parser.add_argument("n", type=int)
    parser.add_argument("folder")
    parser.add_argument("--languages", default="")
    parser.add_argument("--sentences", type=int, default=16)
    parser.add_argument("--one-file", action="store_true")
    arguments = parser.parse_args()
    texts = os.path.join(arguments.eval, "data", "ntrex.docs.jsonl")
    if not os.path.exists(texts):
        sys.exit(f"skipped: {texts} is not there")
    wanted = set(filter(None, arguments.languages.split(",")))
    with open(texts, encoding="utf-8") as rows:
        documents = [json.loads(row) for row in rows]
    documents = [row for row in documents if not wanted or row["lang"] in wanted]
    documents = [(row["lang"], row["story"], sentences(row["text"])) for row in documents]
    by_language = {}
    for language, _, lines in documents:
        by_language.setdefault(language, []).extend(lines)
    os.makedirs(arguments.folder, exist_ok=True)
    chance = random.Random(1)
    out = open(os.path.join(arguments.folder, "articles.jsonl"), "w", encoding="utf-8") if arguments.one_file else None
    for number in range(arguments.n):
        language, story, lines = documents[number % len(documents)]
        n_own = max(1, min(len(lines), arguments.sentences // 2))
        own = sorted(chance.sample(range(len(lines)), n_own))
        others = chance.choices(by_language[language], k=arguments.sentences - n_own)
        text = "\n\n".join([lines[at] for at in own] + others)
        day = (sum(map(ord, story)) + number // len(documents)) % DAYS
        date = f"2024-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}"
        if out:
            out.write(json.dumps({"id": str(number), "text": text, "date": date, "language": language}, ensure_ascii=False) + "\n")
            continue
        folder = os.path.join(arguments.folder, f"{number // 1000:04}")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, f"{number:07}.txt"), "w", encoding="utf-8") as file:
            file.write(f"---\ndate: {date}\nlanguage: {language}\n---\n{text}\n")
    if out:
        out.close()


if __name__ == "__main__":
    main()
