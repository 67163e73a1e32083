// When the articles were published, and which days, months and years they tell of.

views.timeline = {
  tab: "Timeline",
  title: "Timeline",
  render(main, state) {
    const told = new Map();
    const whenOf = (value) => {
      if (!told.has(value)) told.set(value, { value, from: value, published: [], places: [], naming: new Set() });
      return told.get(value);
    };
    articles.forEach((article) => { if (article.date) whenOf(article.date).published.push(article); });
    dates.forEach((date) => {
      const when = whenOf(date.from === date.to ? date.from : date.value || date.from + " to " + date.to);
      when.from = date.from;
      when.places.push(date);
      when.naming.add(date.article);
    });
    const all = [...told.values()].sort((a, b) => compare(a.from, b.from) || compare(a.value, b.value));
    all.forEach((when, index) => { when.index = index; });
    const list = h("ol", { class: "timeline" });
    const area = resultArea("date", "dates", 60);
    const years = [...new Set(all.map((when) => when.from.slice(0, 4)))].sort(compare).reverse();
    const update = () => {
      const wanted = (state.q || "").trim();
      const chosen = all.filter((when) => (!state.year || when.from.startsWith(state.year))
        && (!wanted || when.value.includes(wanted) || when.places.some((date) => fold(date.surface).includes(fold(wanted))))
        && (state.which !== "shared" || when.naming.size > 1)
        && (state.which !== "published" || when.published.length)
        && (state.which !== "told" || when.places.length));
      area.show(state.order ? chosen.reverse() : chosen, drawDate, list);
    };
    const shared = groups.filter((group) => group.kind === "date");
    main.append(
      heading("Timeline", "The days on which articles were published, and the days, months and years that they tell of.", ["numbers.csv", "articles.csv", "coreferences.csv"]),
      timeChart(all),
      controls("timeline", state, [
        { key: "q", label: "Search dates", hint: "2025-03, or as it is written" },
        { key: "year", label: "Year", options: years.map((year) => [year, year]) },
        { key: "which", label: "Show", options: [["shared", "named by several articles"], ["told", "told of in articles"], ["published", "days of publication"]] },
        { key: "order", label: "Order", all: "oldest first", options: [["newest", "newest first"]] },
      ], update), area,
      shared.length ? sharedGroups("dates", "The same day in several articles", "Days that are joined over articles and languages, however they are written.", shared, state) : null);
    update();
  },
};

function drawDate(when) {
  const places = h("div", {});
  const details = h("details", { ontoggle: () => {
    if (!details.open || places.childElementCount) return;
    const first = when.places.slice(0, 100);
    texts.all(first.map((date) => articles[date.article]), (found) => {
      places.append(...first.map((date, at) => contextOf(found[at], date)));
      if (when.places.length > 100) places.append(h("p", { class: "muted" }, "and " + grouped(when.places.length - 100) + " more in numbers.csv"));
    });
  } }, h("summary", {}, "told of in " + plural(when.naming.size, "article", "articles")), places);
  return h("li", {}, h("div", { class: "when" }, h("time", { datetime: /^[\d-]+$/.test(when.value) ? when.value : null }, whenWords(when))),
    h("div", {},
      when.published.length ? h("div", { class: "published" }, h("p", { class: "muted" }, "published"), publishedList(when.published)) : null,
      when.places.length ? details : null));
}

// A stretch of the calendar to read: of a decade its name, of what has other unknown digits both ends.
function whenWords(when) {
  if (/^\d{3}X$/.test(when.value)) return when.value.replace("X", "0s");
  const last = when.places.length ? when.places[0].to : "";
  return when.value.includes("X") && last ? when.from.slice(0, 4) + " to " + last.slice(0, 4) : when.value;
}

function publishedList(list) {
  const item = (article) => h("li", {}, articleLink(article), " ", source(article, true));
  const first = h("ul", { class: "plain" }, list.slice(0, 5).map(item));
  if (list.length <= 5) return first;
  const rest = h("ul", { class: "plain" });
  const details = h("details", { ontoggle: () => { if (!rest.childElementCount) rest.append(...list.slice(5).map(item)); } },
    h("summary", {}, grouped(list.length - 5) + " more"), rest);
  return [first, details];
}

// Days of publication above the line, days told of below it, as far as articles were published.
function timeChart(all) {
  const days = all.filter((when) => when.value.length === 10 && /^\d/.test(when.value));
  const published = days.filter((when) => when.published.length).map((when) => when.value);
  if (!published.length) return null;
  const edge = (date, by) => {
    const day = new Date(date + "T00:00:00Z");
    day.setUTCDate(day.getUTCDate() + by);
    return day.toISOString().slice(0, 10);
  };
  const [unit, steps] = calendar([edge(published[0], -14), edge(published[published.length - 1], 14)]);
  const count = (of) => {
    const counts = new Map();
    days.forEach((when) => {
      const step = when.value.slice(0, steps.width);
      counts.set(step, (counts.get(step) || 0) + of(when));
    });
    return counts;
  };
  const [above, below] = [count((when) => when.published.length), count((when) => when.naming.size)];
  const most = (counts) => Math.max(1, ...steps.list.map((step) => counts.get(step) || 0));
  const [mostAbove, mostBelow] = [most(above), most(below)];
  const step = 1000 / steps.list.length;
  const column = (at, n, of, isAbove) => svg("rect", { class: isAbove ? "ink" : "ink told", x: at * step + step * 0.1, width: step * 0.8,
    y: isAbove ? 80 - (n / of) * 80 : 84, height: (n / of) * 80 },
  svg("title", {}, steps.list[at] + ": " + (isAbove ? plural(n, "article published", "articles published") : "told of in " + plural(n, "article", "articles"))));
  return h("figure", { class: "chart", "aria-hidden": "true" },
    h("figcaption", {}, h("span", { class: "key ink" }), "published that " + unit + " (most: " + mostAbove + ")  ", h("span", { class: "key told" }), "told of (most: " + mostBelow + ")"),
    h("div", { class: "plot" }, svg("svg", { viewBox: "0 0 1000 164", preserveAspectRatio: "none" },
      steps.list.map((name, at) => [column(at, above.get(name) || 0, mostAbove, true), column(at, below.get(name) || 0, mostBelow, false)]),
      svg("line", { class: "axis", x1: 0, x2: 1000, y1: 82, y2: 82 }))),
    h("div", { class: "ends" }, h("span", {}, steps.list[0]), h("span", {}, steps.list[steps.list.length - 1])));
}

// Groups of coreferences of figures or days, each with its members in context.
function sharedGroups(id, title, lead, list, state) {
  const area = resultArea("group", "groups", 30);
  const container = h("div", {});
  const sorted = [...list].sort((a, b) => b.languages - a.languages || b.articles - a.articles || a.index - b.index);
  const wanted = sorted.filter((group) => group.id === state.group);
  area.show(wanted.length ? wanted : sorted, (group) => groupCard(group, wanted.length > 0), container);
  return h("section", { id: "shared-" + id, class: wanted.length ? "wanted" : null }, h("h2", { tabindex: wanted.length ? "-1" : null }, title), h("p", { class: "lead" }, lead), file("coreferences.csv"),
    wanted.length ? h("p", {}, h("a", { href: address(parseAddress().view) }, "Show all")) : null, area);
}

function groupCard(group, isOpen) {
  const drawn = h("div", {});
  const draw = () => {
    if (!drawn.childElementCount) drawn.append(...group.members.slice(0, 200).map((member) => {
      const row = inContext(member, member.left, member.surface, member.right);
      row.append(h("span", { class: "why" }, member.why));
      return row;
    }));
  };
  if (isOpen) draw();
  return h("details", { class: "group", open: isOpen, ontoggle: draw },
    h("summary", {}, said("strong", {}, null, group.label), h("span", { class: "muted" }, " " + plural(group.articles, "article", "articles") + ", " + plural(group.languages, "language", "languages"))), drawn);
}
