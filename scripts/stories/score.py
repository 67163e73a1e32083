#!/usr/bin/env python3
"""How well stories.csv groups articles: pairwise precision, recall and F1 against a truth.

score.py OUTPUT TRUTH [--errors N]

OUTPUT  folder that `parallax build` wrote (articles.csv is read: columns `path` and `story_id`)
TRUTH   which articles are on one event, in one of two forms:
        .tsv    two columns with the header `path	story`: path of the article as in articles.csv, any name of its story
        .jsonl  one article a row with `id` and `story`; the path of an article ends with `#` and its id

A pair of articles counts as found if both have the same story_id, and as right if the truth has them in one story.
Articles that the truth does not name are left out. Prints `skipped` and ends with 0 where TRUTH or OUTPUT is missing, as
texts that may not be passed on are. --errors N shows N pairs that were joined wrongly and N that were left apart.
"""
import argparse
import csv
import itertools
import json
import os
from collections import Counter, defaultdict


def read_truth(path):
    if path.endswith(".jsonl"):
        with open(path, encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        return {str(row["id"]): str(row["story"]) for row in rows}
    with open(path, encoding="utf-8", newline="") as lines:
        return {row["path"]: row["story"] for row in csv.DictReader(lines, delimiter="\t")}


def read_found(path):
    with open(path, encoding="utf-8-sig", newline="") as lines:
        text = lines.read()
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    return {row["path"]: row["story_id"] for row in csv.DictReader(text.splitlines(), delimiter=delimiter)}


def n_pairs(counts):
    return sum(n * (n - 1) // 2 for n in counts)


def score(pairs):
    """Precision, recall and F1 over pairs of (found story, true story), one for each article."""
    found = n_pairs(Counter(story for story, _ in pairs).values())
    true = n_pairs(Counter(story for _, story in pairs).values())
    right = n_pairs(Counter(pairs).values())
    precision = right / found if found else 1.0
    recall = right / true if true else 1.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def show_errors(articles, most):
    by_found, by_true = defaultdict(list), defaultdict(list)
    for path, (found, true) in sorted(articles.items()):
        by_found[found].append((path, true))
        by_true[true].append((path, found))
    for name, groups in (("joined", by_found), ("apart", by_true)):
        shown = 0
        for group in groups.values():
            for (a, x), (b, y) in itertools.combinations(group, 2):
                if x != y and shown < most:
                    print(f"{name}\t{a}\t{b}")
                    shown += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output")
    parser.add_argument("truth")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    table = os.path.join(options.output, "articles.csv")
    for path in (table, options.truth):
        if not os.path.exists(path):
            print(f"skipped: {path} is missing")
            return
    truth = read_truth(options.truth)
    articles = {}
    for path, story in read_found(table).items():
        key = path if path in truth else path.rsplit("#", 1)[-1]
        if key in truth:
            articles[path] = (story or f"none of {path}", truth[key])
    precision, recall, f1 = score(list(articles.values()))
    n_found, n_true = (len({pair[side] for pair in articles.values()}) for side in (0, 1))
    print(f"articles {len(articles)}  stories {n_found} (truth {n_true})  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    show_errors(articles, options.errors)


if __name__ == "__main__":
    main()
