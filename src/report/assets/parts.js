// Parts that several views have.

const TYPES = ["person", "organization", "location", "product", "event", "group"];
const views = {};

// The heading of a view, with what it shows and the tables that have its data.
function heading(title, lead, files) {
  const links = (files || []).map((file) => h("a", { href: file, class: "file" }, file));
  return h("div", { class: "heading" },
    h("h1", { tabindex: "-1" }, title),
    lead ? h("p", { class: "lead" }, lead) : null,
    links.length ? h("p", { class: "files" }, "Data: ", links) : null);
}

const file = (name) => h("p", { class: "files" }, "Data: ", h("a", { href: name, class: "file" }, name));
const typeBadge = (type) => h("span", { class: "type t-" + type }, type);
const languageTag = (code) => h("abbr", { class: "language", title: languageName(code) }, code);

const entityLink = (entity, text) =>
  said("a", { href: address("entity", { id: entity.id }) }, null, text || entity.name);

const articleTitle = (article) => article.title || article.path;

// Language, outlet and day of an article; its title where no outlet is known, unless that stands beside it.
function source(article, isTitled) {
  const name = article.outlet || (isTitled ? "" : articleTitle(article));
  return h("span", { class: "source" }, languageTag(article.language), " ",
    name ? said("span", { title: articleTitle(article) }, null, clipped(name, 50)) : null,
    name && article.date ? " · " : null, article.date ? h("time", { datetime: article.date }, article.date) : null);
}

const place = (record) => address("article", {
  id: articles[record.article].id, at: record.start + "-" + record.end,
});

const articleLink = (article) =>
  said("a", { href: address("article", { id: article.id }) }, article.language, articleTitle(article));

// A row of the words around a place, linked to it.
function inContext(record, left, match, right) {
  const article = articles[record.article];
  return h("div", { class: "context" },
    said("p", {}, article.language, left ? left + " " : "",
      h("a", { class: "match", href: place(record) }, match), right ? spaced(right) : ""),
    source(article));
}

const spaced = (right) => (/^[\p{L}\p{N}(«“"‘—–-]/u.test(right) ? " " + right : right);

// The words around a place in the text, up to 60 characters a side, cut at spaces.
function around(text, start, end) {
  const { chars } = text;
  const from = Math.max(0, start - 60);
  const to = Math.min(chars.length, end + 60);
  const words = (first, last) => chars.slice(first, last).join("").replace(/\s+/gu, " ");
  let left = words(from, start);
  let right = words(end, to);
  if (from > 0) left = "…" + left.replace(/^\S{0,20}\s/u, "");
  if (to < chars.length) right = right.replace(/\s\S{0,20}$/u, "") + "…";
  return [left, words(start, end), right];
}

function contextOf(text, record) {
  const article = articles[record.article];
  if (!text) return h("div", { class: "context" }, h("p", {}, "The text is not beside this page."), source(article));
  const [left, match, right] = around(text, record.start, record.end);
  return h("div", { class: "context" },
    said("p", {}, article.language, left, h("a", { class: "match", href: place(record) }, match), right),
    source(article));
}

// A table in a frame that scrolls sideways where it is too wide.
const framed = (label, table) => h("div", { class: "frame", role: "region", "aria-label": label, tabindex: "0" }, table);

// Search box, choices and ticks of a view. `state` has what the address says; a change goes there and calls `changed`.
function controls(view, state, specs, changed) {
  const set = (key, value) => {
    state[key] = value;
    history.replaceState(null, "", address(view, state));
    changed();
  };
  const one = (spec) => {
    const id = view + "-" + spec.key;
    const label = h("label", { for: id }, spec.label);
    if (spec.options) {
      const options = spec.options.map(([value, text]) =>
        h("option", { value, selected: value === (state[spec.key] || "") }, text));
      const select = h("select", { id, onchange: () => set(spec.key, select.value) },
        h("option", { value: "" }, spec.all || "all"), options);
      return h("div", { class: "control" }, label, select);
    }
    if (spec.tick) {
      const box = h("input", {
        id, type: "checkbox", checked: state[spec.key] === "1", onchange: () => set(spec.key, box.checked ? "1" : ""),
      });
      return h("div", { class: "control tick" }, box, label);
    }
    const box = h("input", {
      id, type: "search", class: "search", value: state[spec.key] || "", autocomplete: "off", spellcheck: "false",
      placeholder: spec.hint || "", oninput: () => set(spec.key, box.value),
    });
    return h("div", { class: "control grow" }, label, box);
  };
  return h("form", { class: "controls", role: "search", onsubmit: (event) => event.preventDefault() }, specs.map(one));
}

// Where the results of a view stand: how many, the first of them, and a button for more.
function resultArea(one, more, size) {
  const status = h("p", { class: "count", role: "status", "aria-live": "polite" });
  const body = h("div", {});
  const button = h("button", { type: "button", class: "more" });
  const area = h("div", { class: "results" }, status, body, button);
  let shown = 0;
  let items = [];
  let draw = null;
  let into = null;
  const next = () => {
    const batch = items.slice(shown, shown + size);
    shown += batch.length;
    into.append(...batch.map(draw));
    const left = items.length - shown;
    status.textContent = items.length === 0 ? "No " + more + " like that."
      : left ? "Showing " + grouped(shown) + " of " + plural(items.length, one, more) : plural(items.length, one, more);
    button.hidden = left === 0;
    button.textContent = "Show " + grouped(Math.min(left, size)) + " more";
  };
  button.addEventListener("click", () => {
    const first = into.children.length;
    next();
    const fresh = into.children[first];
    const focusable = fresh && fresh.querySelector("a, button, summary");
    if (focusable) focusable.focus({ preventScroll: true });
  });
  // Shows `list`, each drawn by `drawItem` into `container`, which stands in `frame`.
  area.show = (list, drawItem, container, frame) => {
    shown = 0;
    items = list;
    draw = drawItem;
    into = container;
    body.replaceChildren(list.length ? frame || container : "");
    next();
  };
  return area;
}

// A table whose columns sort. A column has `key`, `label`, `cell`, and, if it sorts, `value`; numbers sort downwards.
function sortedTable(view, state, label, columns, area, list) {
  const wanted = (state.sort || "").replace(/^-/, "");
  const column = columns.find((one) => one.key === wanted && one.value);
  const isDown = (state.sort || "").startsWith("-");
  let rows = list;
  if (column) {
    const keyed = list.map((item) => [column.value(item), item]);
    keyed.sort((a, b) => compare(a[0], b[0]) * (isDown ? -1 : 1) || a[1].index - b[1].index);
    rows = keyed.map((pair) => pair[1]);
  }
  const head = columns.map((one) => {
    const isSorted = column === one;
    const next = isSorted ? (isDown ? one.key : "-" + one.key) : one.number ? "-" + one.key : one.key;
    const attributes = {
      scope: "col", class: [one.number && "number", one.wide && "wide"].filter(Boolean).join(" ") || null,
      "aria-sort": isSorted ? (isDown ? "descending" : "ascending") : null,
    };
    if (!one.value) return h("th", attributes, one.label);
    const sort = () => {
      state.sort = next;
      history.replaceState(null, "", address(view, state));
      sortedTable(view, state, label, columns, area, list);
      const again = area.querySelector("th[aria-sort] button");
      if (again) again.focus();
    };
    return h("th", attributes, h("button", { type: "button", onclick: sort }, one.label));
  });
  const body = h("tbody", {});
  const table = h("table", { class: "data" }, h("caption", { class: "hidden" }, label),
    h("thead", {}, h("tr", {}, head)), body);
  const draw = (item) => h("tr", {}, columns.map((one, at) => {
    const attributes = { class: [one.number && "number", one.wide && "wide"].filter(Boolean).join(" ") || null };
    return at === 0 ? h("th", { scope: "row", ...attributes }, one.cell(item)) : h("td", attributes, one.cell(item));
  }));
  area.show(rows, draw, body, framed(label, table));
}

// Rows of a label, a bar and a count.
function bars(label, head, rows, most) {
  const draw = ([name, n, href]) => h("tr", {},
    h("th", { scope: "row" }, href ? h("a", { href }, name) : name),
    h("td", { class: "bar" }, bar(n, most)),
    h("td", { class: "number" }, grouped(n)));
  return h("table", { class: "bars" }, h("caption", {}, label),
    h("thead", { class: "hidden" }, h("tr", {}, h("th", { scope: "col" }, head),
      h("td", {}), h("th", { scope: "col" }, "articles"))),
    h("tbody", {}, rows.map(draw)));
}

const bar = (n, most) => svg("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
  svg("rect", { class: "ground", x: 0, y: 0, width: 100, height: 10 }),
  svg("rect", { class: "ink", x: 0, y: 0, width: Math.max(1, (100 * n) / most), height: 10 }));

const countBy = (list, key) => {
  const counts = new Map();
  list.forEach((item) => counts.set(key(item), (counts.get(key(item)) || 0) + 1));
  return counts;
};

const languageOptions = () => [...countBy(articles, (article) => article.language).keys()]
  .map((code) => [code, languageName(code)]).sort((a, b) => compare(a[1], b[1]));
const outletOptions = () => [...countBy(articles, (article) => article.outlet).keys()]
  .filter(Boolean).sort(compare).map((name) => [name, name]);
const storyOptions = () => stories.filter((story) => story.articles > 1)
  .map((story) => [story.id, clipped(story.label, 60)]);

function clipped(text, width) {
  const chars = Array.from(text);
  return chars.length > width ? chars.slice(0, width - 1).join("").trimEnd() + "…" : text;
}

// A value as the tables have it, with the words of its `op`.
const OPS = { eq: "", approx: "about ", gt: "more than ", ge: "at least ", lt: "less than ", le: "at most ", between: "", vague: "roughly " };
function reading(number) {
  const range = number.value ? grouped(number.value)
    : [number.low, number.high].filter(Boolean).map(grouped).join(" to ");
  return (OPS[number.op] || "") + range;
}

const percent = (share) => (share === "" ? "" : Math.round(Number(share) * 100) + " %");
