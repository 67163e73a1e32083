// Which articles name which entities, and how often.

views.heat = {
  tab: "Heat map",
  title: "Heat map",
  render(main, state) {
    const frame = h("div", {});
    const status = h("p", { class: "count", role: "status", "aria-live": "polite" });
    const buttons = h("p", { class: "buttons" });
    let [nRows, nColumns] = [30, 40];
    const update = () => {
      const story = stories.find((one) => one.id === state.story);
      const columns = articles.filter((article) => (!state.language || article.language === state.language)
        && (!story || article.story === story.index));
      const isIn = new Set(columns.map((article) => article.index));
      const rows = entities.filter((entity) => !state.type || entity.kind === state.type)
        .map((entity) => ({ entity, cells: new Map(entity.places.filter(([index]) => isIn.has(index))) }))
        .filter((row) => row.cells.size)
        .map((row) => ({ ...row, total: [...row.cells.values()].reduce((sum, n) => sum + n, 0) }))
        .sort((a, b) => b.cells.size - a.cells.size || b.total - a.total || a.entity.index - b.entity.index);
      const shownRows = rows.slice(0, nRows);
      // The articles that name most of these entities come first.
      const naming = new Map(columns.map((article) => [article, shownRows.filter((row) => row.cells.has(article.index)).length]));
      columns.sort((a, b) => naming.get(b) - naming.get(a) || compare(a.story, b.story) || a.index - b.index);
      const shownColumns = columns.slice(0, nColumns);
      status.textContent = plural(shownRows.length, "entity", "entities") + " of " + grouped(rows.length) + ", "
        + plural(shownColumns.length, "article", "articles") + " of " + grouped(columns.length);
      frame.replaceChildren(rows.length ? heatTable(shownRows, shownColumns) : "");
      const more = (text, act) => h("button", { type: "button", class: "more", onclick: () => { act(); update(); } }, text);
      buttons.replaceChildren(...[
        rows.length > nRows ? more("Show " + grouped(Math.min(50, rows.length - nRows)) + " more entities", () => { nRows += 50; }) : null,
        columns.length > nColumns ? more("Show " + grouped(Math.min(40, columns.length - nColumns)) + " more articles", () => { nColumns += 40; }) : null,
      ].filter(Boolean));
    };
    main.append(heading("Heat map", "Entities down, articles across; each square says how often. Open a square to see the places.", ["mentions.csv"]),
      controls("heat", state, [
        { key: "type", label: "Type", options: TYPES.map((type) => [type, type]) },
        { key: "language", label: "Language", options: languageOptions() },
        { key: "story", label: "Story", options: storyOptions() },
      ], update), status, frame, buttons);
    update();
  },
};

function heatTable(rows, columns) {
  const most = Math.max(1, ...rows.map((row) => Math.max(0, ...columns.map((article) => row.cells.get(article.index) || 0))));
  const level = (n) => Math.max(1, Math.ceil((5 * Math.log(1 + n)) / Math.log(1 + most)));
  const head = columns.map((article) => h("th", { scope: "col" }, h("a", {
    href: address("article", { id: article.id }), title: articleTitle(article) + " · " + article.outlet + " · " + article.date,
  }, languageTag(article.language), said("span", { class: "turned" }, article.language, clipped(articleTitle(article), 24)))));
  const cell = (row, article) => {
    const n = row.cells.get(article.index);
    if (!n) return h("td", {});
    return h("td", {}, h("a", {
      class: "heat l" + level(n), href: address("entity", { id: row.entity.id, article: article.id }),
      "aria-label": row.entity.name + ": " + n + " in " + articleTitle(article),
    }, String(n)));
  };
  return framed("Heat map", h("table", { class: "heatmap" }, h("caption", { class: "hidden" }, "How often each article names each entity"),
    h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, h("span", { class: "hidden" }, "entity")), head)),
    h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, h("span", { class: "dot t-" + row.entity.kind, title: row.entity.kind }), " ", entityLink(row.entity)),
      columns.map((article) => cell(row, article)))))));
}
