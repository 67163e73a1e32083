// The corpus at a glance.

views.overview = {
  tab: "Overview",
  title: "The corpus at a glance",
  render(main) {
    const shared = entities.filter((entity) => entity.articles > 1);
    const across = shared.filter((entity) => entity.languages > 1);
    const differing = figures.filter((figure) => figure.agreement === "differs");
    const facts = [
      [articles.length, "article", "articles", address("articles")],
      [data.languages.length, "language", "languages", null],
      [stories.filter((story) => story.articles > 1).length, "story told by several articles", "stories told by several articles", "#stories"],
      [entities.length, "person, place or thing named", "people, places and things named", address("entities")],
      [across.length, "of them in several languages", "of them in several languages", address("entities", { shared: "languages" })],
      [quotes.length, "quotation", "quotations", address("quotes")],
      [figures.length, "figure side by side", "figures side by side", address("figures")],
      [differing.length, "figure that differs", "figures that differ", address("figures", { agreement: "differs" })],
    ];
    const fact = ([n, one, more, href]) => {
      const inside = [h("span", { class: "n" }, grouped(n)), " ", h("span", { class: "what" }, n === 1 ? one : more)];
      return h("li", {}, href && n ? h("a", { href }, inside) : h("div", {}, inside));
    };
    main.append(
      heading("The corpus at a glance", summaryLine(), ["articles.csv", "stories.csv"]),
      h("ul", { class: "facts" }, facts.map(fact)),
      h("div", { class: "columns" }, byLanguage(), byOutlet()),
      byDay(),
      storyList(),
      mostNamed(shared));
  },
};
views.stories = {
  within: "overview",
  title: "Stories",
  render(main) {
    main.append(heading("Stories", "Articles on one event, in any language.", ["stories.csv"]), storyTable(stories, 50));
  },
};

function summaryLine() {
  const days = articles.map((article) => article.date).filter(Boolean).sort(compare);
  const span = days.length ? (days[0] === days[days.length - 1] ? ", " + days[0] : ", " + days[0] + " to " + days[days.length - 1]) : "";
  return plural(articles.length, "article", "articles") + " in " + plural(data.languages.length, "language", "languages") + span;
}

function mostFirst(counts) {
  return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
}

function byLanguage() {
  const counts = mostFirst(countBy(articles, (article) => article.language));
  const rows = counts.map(([code, n]) => [languageName(code), n, address("articles", { language: code })]);
  return h("section", {}, bars("Articles by language", "language", rows, counts.length ? counts[0][1] : 1));
}

function byOutlet() {
  const counts = mostFirst(countBy(articles, (article) => article.outlet));
  const shown = counts.slice(0, 20);
  const rest = counts.slice(20).reduce((sum, pair) => sum + pair[1], 0);
  const rows = shown.map(([name, n]) => [name ? said("span", {}, null, name) : "not known", n,
    name ? address("articles", { outlet: name }) : null]);
  if (rest) rows.push([plural(counts.length - 20, "other outlet", "other outlets"), rest, null]);
  return h("section", {}, bars("Articles by outlet", "outlet", rows, Math.max(1, rest, counts.length ? counts[0][1] : 1)));
}

// Articles by day; by month or year where the days would be too many for a picture.
function byDay() {
  const dated = articles.filter((article) => article.date);
  if (!dated.length) return null;
  const [unit, steps] = calendar(dated.map((article) => article.date));
  const counts = countBy(dated, (article) => article.date.slice(0, steps.width));
  const values = steps.list.map((step) => [step, counts.get(step) || 0]);
  const rest = articles.length - dated.length;
  return h("section", { class: "panel" },
    h("h2", {}, "Articles by " + unit),
    values.length > 1 ? columnChart("Articles by " + unit, values, (step) => address("articles", { date: step }))
      : h("p", {}, h("a", { href: address("articles", { date: values[0][0] }) }, values[0][0]), ": " + plural(values[0][1], "article", "articles")),
    rest ? h("p", { class: "note" }, plural(rest, "article has", "articles have") + " no date.") : null);
}

// The days, months or years from the first to the last of some dates, whichever are few enough.
function calendar(list) {
  const sorted = [...list].sort(compare);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const from = new Date((first + "-01-01").slice(0, 10) + "T00:00:00Z");
  const to = new Date((last + (last.length === 4 ? "-12-31" : last.length === 7 ? "-28" : "")).slice(0, 10) + "T00:00:00Z");
  const units = [["day", 10, 93], ["month", 7, 120], ["year", 4, 400]];
  const areDays = sorted.every((date) => date.length === 10);
  for (const [unit, width, most] of units) {
    if (unit === "day" && !areDays) continue;
    const list = [];
    for (const day = new Date(from); day <= to && list.length <= most;) {
      list.push(day.toISOString().slice(0, width));
      if (width === 10) day.setUTCDate(day.getUTCDate() + 1);
      else if (width === 7) day.setUTCMonth(day.getUTCMonth() + 1, 1);
      else day.setUTCFullYear(day.getUTCFullYear() + 1, 0, 1);
    }
    if (list.length <= most) return [unit, { list, width }];
  }
  return ["year", { list: [...new Set(sorted.map((date) => date.slice(0, 4)))], width: 4 }];
}

// Columns over time, with the same as a table for those who do not see them.
function columnChart(label, values, href) {
  const most = Math.max(1, ...values.map((pair) => pair[1]));
  const [width, height] = [1000, 140];
  const step = width / values.length;
  const columns = values.map(([name, n], at) => {
    const tall = (n / most) * height;
    return svg("rect", {
      class: "ink", x: at * step + step / 2 - Math.min(60, step * 0.8) / 2, width: Math.min(60, step * 0.8), y: height - tall, height: tall,
    }, svg("title", {}, name + ": " + n));
  });
  const rows = values.filter((pair) => pair[1]).map(([name, n]) => h("tr", {},
    h("th", { scope: "row" }, h("a", { href: href(name) }, name)), h("td", { class: "number" }, grouped(n))));
  return h("figure", { class: "chart" },
    h("div", { class: "plot" },
      h("span", { class: "top-value", "aria-hidden": "true" }, grouped(most)),
      svg("svg", { viewBox: "0 0 " + width + " " + height, preserveAspectRatio: "none", "aria-hidden": "true" },
        svg("line", { class: "axis", x1: 0, x2: width, y1: height, y2: height }), columns)),
    h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, values[0][0]),
      values.length > 1 ? h("span", {}, values[values.length - 1][0]) : null),
    h("details", {}, h("summary", {}, "As a table"),
      h("table", { class: "data small" }, h("caption", { class: "hidden" }, label),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "when"), h("th", { scope: "col", class: "number" }, "articles"))),
        h("tbody", {}, rows))));
}

function storyList() {
  const several = stories.filter((story) => story.articles > 1);
  if (!several.length) return null;
  return h("section", {}, h("h2", {}, "Stories told by several articles"), storyTable(several, 10));
}

function storyTable(list, size) {
  const area = resultArea("story", "stories", size);
  const columns = [
    { key: "label", label: "story", cell: (story) => said("a", { href: address("articles", { story: story.id }) }, null, story.label) },
    { key: "entities", label: "about", wide: true, cell: (story) => said("span", { class: "muted" }, null, story.entities) },
    { key: "articles", label: "articles", number: true, cell: (story) => grouped(story.articles) },
    { key: "languages", label: "languages", number: true, cell: (story) => grouped(story.languages) },
    { key: "first", label: "first", cell: (story) => h("span", { class: "nowrap" }, story.first) },
    { key: "last", label: "last", wide: true, cell: (story) => h("span", { class: "nowrap" }, story.last) },
  ];
  const sorted = [...list].sort((a, b) => b.articles - a.articles || b.languages - a.languages || a.index - b.index);
  sortedTable("overview", {}, "Stories", columns, area, sorted);
  return area;
}

function mostNamed(shared) {
  const top = [...shared].sort((a, b) => b.articles - a.articles || b.mentions - a.mentions || a.index - b.index).slice(0, 12);
  if (!top.length) return null;
  const card = (entity) => h("li", {}, typeBadge(entity.kind), " ", entityLink(entity),
    h("p", { class: "muted" }, otherNames(entity)),
    h("p", { class: "muted" }, plural(entity.articles, "article", "articles") + ", " + plural(entity.languages, "language", "languages")));
  return h("section", {}, h("h2", {}, "Named by most articles"), file("entities.csv"), h("ul", { class: "cards" }, top.map(card)),
    h("p", {}, h("a", { href: address("entities") }, "All entities")));
}
