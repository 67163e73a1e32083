// What a person should look at, what could not be used, and what is new since the build before.

const changes = () => block("changes") || { counts: [], rows: [] };

views.check = {
  tab: "Check",
  title: "Check",
  render(main, state) {
    const area = resultArea("row to look at", "rows to look at", 50);
    const columns = [
      { key: "surface", label: "in the text", cell: (one) => said("a", { href: place(one) }, articles[one.article].language, clipped(one.surface, 120)) },
      { key: "kind", label: "kind", cell: (one) => (one.table === "mentions" ? typeBadge(one.kind) : one.kind) },
      { key: "reading", label: "taken for", cell: (one) => said("span", {}, null, one.reading) },
      { key: "confidence", label: "sure", number: true, value: (one) => Number(one.confidence), cell: (one) => percent(one.confidence) },
      { key: "article", label: "article", wide: true, cell: (one) => [articleLink(articles[one.article]), " ", languageTag(articles[one.article].language)] },
      { key: "table", label: "table", wide: true, cell: (one) => h("a", { href: one.table + ".csv" }, one.table + ".csv") },
    ];
    const update = () => {
      const wanted = fold(state.q || "");
      // The least sure first.
      const ordered = state.sort ? reviews : [...reviews].sort((a, b) => a.confidence - b.confidence || a.index - b.index);
      sortedTable("check", state, "To look at", columns, area, ordered.filter((one) =>
        (!state.table || one.table === state.table) && (!state.language || articles[one.article].language === state.language)
        && (!wanted || fold(one.surface + " " + one.reading).includes(wanted))));
    };
    main.append(heading("Check", "What the program is not sure of, what it could not use, and what is new.", ["mentions.csv", "numbers.csv", "quotes.csv", "problems.csv", "changes.csv"]),
      h("h2", { id: "review" }, "Please look at"),
      reviews.length ? [h("p", { class: "lead" }, "The least sure findings. A row in decisions.csv corrects them for good."), controls("check", state, [
        { key: "q", label: "Search", hint: "a name or reading" },
        { key: "table", label: "What", options: [["mentions", "names"], ["numbers", "numbers"], ["quotes", "quotations"]] },
        { key: "language", label: "Language", options: languageOptions() },
      ], update), area] : h("p", {}, "Nothing needs a look."),
      problemList(), changeList());
    if (reviews.length) update();
  },
};

function problemList() {
  const area = resultArea("problem", "problems", 50);
  const columns = [
    { key: "path", label: "where", cell: (one) => one.path },
    { key: "severity", label: "severity", cell: (one) => h("span", { class: "severity s-" + one.severity }, one.severity) },
    { key: "problem", label: "problem", cell: (one) => one.problem },
    { key: "detail", label: "detail", cell: (one) => said("span", {}, null, one.detail) },
  ];
  if (problems.length) sortedTable("check", {}, "Problems", columns, area, problems);
  return h("section", {}, h("h2", {}, "Problems"), file("problems.csv"), problems.length ? area : h("p", {}, "Everything could be read."));
}

function changeList() {
  const { counts, rows } = changes();
  const total = counts.reduce((sum, count) => sum + count[2], 0);
  const area = resultArea("change", "changes", 50);
  const columns = ["table", "id", "change", "column", "before", "after"].map((key, at) => ({ key, label: key, wide: key === "id", cell: (one) => said("span", {}, null, one.cells[at]) }));
  if (rows.length) sortedTable("check", {}, "Changes", columns, area, rows.map((cells, index) => ({ cells, index })));
  const list = h("ul", { class: "legend-list" }, counts.map(([table, change, n]) => h("li", {}, h("strong", {}, grouped(n)), " " + change + " in ", h("a", { href: table + ".csv" }, table + ".csv"))));
  return h("section", {}, h("h2", {}, "Changes since the build before"), file("changes.csv"),
    total ? [list, rows.length < total ? h("p", { class: "note" }, "The first " + grouped(rows.length) + " of " + grouped(total) + " are here; changes.csv has all.") : null, area]
      : h("p", {}, "Nothing changed, or there was no build before."));
}
