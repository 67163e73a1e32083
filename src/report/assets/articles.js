// The list of articles, and the reading view of one.

views.articles = {
  tab: "Articles",
  title: "Articles",
  render(main, state) {
    const area = resultArea("article", "articles", 100);
    let last = "";
    const update = () => {
      const wanted = fold(state.q || "");
      const story = stories.find((one) => one.id === state.story);
      const asked = wanted + "\n" + state.text;
      const fits = (article) => (!state.language || article.language === state.language)
        && (!state.outlet || article.outlet === state.outlet)
        && (!state.date || article.date.startsWith(state.date))
        && (!story || article.story === story.index);
      const has = (article, text) => fold(article.title + " " + article.outlet + " " + article.byline + " " + article.path).includes(wanted)
        || (text && foldedText(text).includes(wanted));
      const draw = (list) => sortedTable("articles", state, "Articles", articleColumns, area, list);
      const list = articles.filter(fits);
      last = asked;
      if (!wanted) draw(list);
      else if (!state.text) draw(list.filter((article) => has(article, null)));
      // What was asked for meanwhile is shown instead.
      else texts.all(list, (found) => { if (last === asked) draw(list.filter((article, at) => has(article, found[at]))); });
    };
    main.append(heading("Articles", "Open one to read it with its names, numbers and quotations marked.", ["articles.csv"]),
      state.date ? h("p", {}, "Published ", h("strong", {}, state.date), ". ", h("a", { href: address("articles") }, "Show all articles")) : null,
      controls("articles", state, [
        { key: "q", label: "Search titles, outlets, bylines", hint: "words of a title" },
        { key: "text", label: "also in the texts", tick: true },
        { key: "language", label: "Language", options: languageOptions() },
        { key: "outlet", label: "Outlet", options: outletOptions() },
        { key: "story", label: "Story", options: storyOptions() },
      ], update), area);
    update();
  },
};

function foldedText(text) {
  if (!text.folded) text.folded = fold(text.text);
  return text.folded;
}

const articleColumns = [
  { key: "title", label: "title", value: (article) => fold(articleTitle(article)), cell: (article) => [articleLink(article),
    article.copy_of !== null ? h("span", { class: "muted" }, " (repeats ", articleLink(articles[article.copy_of]), ")") : null] },
  { key: "language", label: "language", value: (article) => languageName(article.language), cell: (article) => languageName(article.language) },
  { key: "outlet", label: "outlet", wide: true, value: (article) => fold(article.outlet), cell: (article) => said("span", {}, null, article.outlet) },
  { key: "date", label: "date", value: (article) => article.date, cell: (article) => h("span", { class: "nowrap" }, article.date) },
  { key: "words", label: "words", number: true, wide: true, value: (article) => article.words, cell: (article) => grouped(article.words) },
  { key: "mentions", label: "names", number: true, value: (article) => article.mentions, cell: (article) => grouped(article.mentions) },
  { key: "numbers", label: "numbers", number: true, wide: true, value: (article) => article.numbers, cell: (article) => grouped(article.numbers) },
];

views.article = {
  within: "articles",
  title: "Article",
  render(main, state) {
    const article = articleOf.get(state.id) || articles.find((one) => one.path === state.id);
    if (!article) return missing(main, "article");
    texts.of(article, (text) => drawArticle(main, article, text, state.at || ""));
  },
};

function missing(main, what) {
  main.append(heading("Not here", "This page has no such " + what + ". It may be from another build."));
}

function drawArticle(main, article, text, at) {
  document.title = clipped(articleTitle(article), 60) + " – parallax report";
  const url = webAddress(article.url);
  const story = article.story === null ? null : stories[article.story];
  const [before, after] = [articles[article.index - 1], articles[article.index + 1]];
  const head = h("header", { class: "article-head" },
    h("p", { class: "muted" }, languageName(article.language), article.outlet ? [" · ", said("span", {}, null, article.outlet)] : null,
      article.date ? [" · ", h("time", { datetime: article.date }, article.date)] : null,
      article.byline ? [" · ", said("span", {}, null, article.byline)] : null),
    said("h1", { tabindex: "-1" }, article.language, articleTitle(article)),
    h("p", { class: "muted" },
      url ? [outside(url, "Read at the source"), " · "] : article.url ? ["source: ", said("span", {}, null, article.url), " · "] : null,
      said("span", {}, null, article.path),
      story && story.articles > 1 ? [" · story: ", said("a", { href: address("articles", { story: story.id }) }, null, clipped(story.label, 60))] : null),
    article.copy_of !== null ? h("p", { class: "note" }, "Repeats ", articleLink(articles[article.copy_of])) : null);
  if (!text) {
    main.append(head, h("p", { class: "note" }, "The text of this article is in the folder “report” beside this page, and could not be loaded. Keep the folder and the page together."));
    return;
  }
  const body = h("div", { class: "reading" });
  const choices = [["names", "Names"], ["numbers", "Numbers"], ["quotes", "Quotations"], ["rest", "Page furniture"]];
  const ticks = choices.map(([key, label]) => {
    const box = h("input", { type: "checkbox", id: "show-" + key, checked: key !== "rest", onchange: () => body.classList.toggle("no-" + key, !box.checked) });
    return h("span", { class: "tick" }, box, h("label", { for: "show-" + key }, label));
  });
  body.classList.add("no-rest");
  const { list, headline } = paragraphs(article, text, at);
  list.forEach((paragraph) => body.append(paragraph));
  // The headline with its marks stands in the heading, and is not said twice.
  if (headline) head.querySelector("h1").replaceChildren(...headline.flat(Infinity));
  main.append(h("div", { class: "two" },
    h("article", { "aria-label": articleTitle(article) }, head,
      h("div", { class: "legend", role: "group", "aria-label": "What is marked" }, ticks), body,
      h("nav", { class: "pager", "aria-label": "Other articles" },
        before ? h("a", { rel: "prev", href: address("article", { id: before.id }) }, "← previous") : h("span", {}),
        after ? h("a", { rel: "next", href: address("article", { id: after.id }) }, "next →") : h("span", {}))),
    aside(article, text, at)));
  const here = main.find(".here");
  if (here) {
    if (here.closest(".furniture")) document.getElementById("show-rest").click();
    here.scrollIntoView({ block: "center" });
    const focusable = here.matches("a") ? here : here.querySelector("a");
    if (focusable) focusable.focus({ preventScroll: true });
    else {
      here.setAttribute("tabindex", "-1");
      here.focus({ preventScroll: true });
    }
  }
}

// The lines of the text as elements, with what is marked in them.
function paragraphs(article, text, at) {
  const { chars } = text;
  const items = [
    ...text.quotes.map((index) => ({ ...quotes[index], shape: "quote", quote: quotes[index] })),
    ...text.mentions.map((mention) => ({ ...mention, shape: "name" })),
    ...text.numbers.map((number) => ({ ...number, shape: "number" })),
  ];
  const [start, end] = at.split("-").map(Number);
  if (start < end && !items.some((item) => item.start === start && item.end === end)) items.push({ start, end, shape: "place" });
  items.sort((a, b) => a.start - b.start || b.end - a.end);
  const list = [];
  let next = 0;
  let headline = null;
  const drawn = { at, hasTarget: false };
  text.sections.forEach((section) => {
    for (let start = section.start; start < section.end;) {
      let end = chars.indexOf("\n", start);
      if (end < 0 || end > section.end) end = section.end;
      if (chars.slice(start, end).join("").trim()) {
        while (next < items.length && items[next].end <= start) next += 1;
        const inside = [];
        for (let idx = next; idx < items.length && items[idx].start < end; idx += 1) {
          if (items[idx].end > start) inside.push(items[idx]);
        }
        const isHeadline = section.kind === "title" && !headline && chars.slice(start, end).join("").trim() === article.title;
        if (isHeadline) headline = marked(text, start, end, inside, drawn);
        else list.push(paragraph(article, text, section, start, end, inside, drawn));
      }
      start = end + 1;
    }
  });
  return { list, headline };
}

function paragraph(article, text, section, start, end, items, drawn) {
  const className = { title: "headline", byline: "byline", caption: "caption", boilerplate: "furniture", body: null }[section.kind];
  return said("p", { class: className }, article.language, marked(text, start, end, items, drawn));
}

// The text from `start` to `end`; items that hold others are drawn around them.
function marked(text, start, end, items, drawn) {
  const parts = [];
  let cursor = start;
  for (let idx = 0; idx < items.length; idx += 1) {
    const item = items[idx];
    const [from, to] = [Math.max(item.start, cursor), Math.min(item.end, end)];
    if (from >= to) continue;
    const inside = [];
    for (let later = idx + 1; later < items.length && items[later].start < to; later += 1) inside.push(items[later]);
    parts.push(text.chars.slice(cursor, from).join(""), mark(text, item, from, to, inside, drawn));
    cursor = to;
  }
  parts.push(text.chars.slice(cursor, end).join(""));
  return parts;
}

function mark(text, item, from, to, inside, drawn) {
  const isTarget = drawn.at === item.start + "-" + item.end && !drawn.hasTarget;
  if (isTarget) drawn.hasTarget = true;
  const classes = (...names) => [...names, isTarget && "here", item.review && "review"].filter(Boolean).join(" ");
  if (item.shape === "quote") {
    return h("span", { class: classes("quote") }, marked(text, from, to, inside, drawn),
      to === item.end ? h("a", { class: "quote-link", href: quoteAddress(item.quote), title: quoteTitle(item.quote), "aria-label": quoteTitle(item.quote) }, "❞") : null);
  }
  if (item.shape === "place") return h("span", { class: classes() }, marked(text, from, to, inside, drawn));
  const words = text.chars.slice(from, to).join("");
  if (item.shape === "name") {
    const entity = entities[item.entity];
    return h("a", { class: classes("name", "t-" + item.kind), href: address("entity", { id: entity.id }),
      title: entity.name + " – " + item.kind + (entity.articles > 1 ? ", in " + plural(entity.articles, "article", "articles") : "") }, words);
  }
  return h("a", { class: classes("figure"), href: numberAddress(item, drawn), title: item.kind + ": " + reading(item) + (item.unit ? " " + item.unit : "") }, words);
}

const quoteAddress = (quote) => (quote.group === null
  ? address("quotes", { id: articles[quote.article].id + ":" + quote.start })
  : address("quotes", { group: quoteGroups[quote.group].id }));
const quoteTitle = (quote) => (quote.name || quote.surface ? "Quotation of " + (quote.name || quote.surface) : "Quotation")
  + (quote.group === null ? "" : ", told by " + plural(quoteGroups[quote.group].articles, "article", "articles"));

// Where a number is compared with others; where it is not, its own place.
function numberAddress(number, drawn) {
  if (number.figure !== null) return address("figures", { id: figures[number.figure].id });
  const group = number.group === null ? null : groups[number.group];
  if (group) return group.kind === "date" ? address("timeline", { group: group.id }) : address("figures", { group: group.id });
  const current = parseAddress().state;
  return address("article", { id: current.id, at: number.start + "-" + number.end });
}

// What the article has, in lists beside it.
function aside(article, text, at) {
  const counts = mostFirst(countBy(text.mentions, (mention) => mention.entity));
  const names = h("ul", {}, counts.map(([index, n]) => h("li", {}, h("span", { class: "dot t-" + entities[index].kind, title: entities[index].kind }), " ",
    entityLink(entities[index]), h("span", { class: "muted" }, n > 1 ? " ×" + n : "",
      entities[index].articles > 1 ? " · " + plural(entities[index].articles, "article", "articles") : ""))));
  const numbers = h("ul", {}, text.numbers.map((number) => h("li", {},
    said("a", { href: address("article", { id: article.id, at: number.start + "-" + number.end }) }, article.language, text.chars.slice(number.start, number.end).join("")),
    h("span", { class: "muted" }, " ", number.kind, number.what ? [", ", said("span", {}, article.language, number.what)] : null),
    number.figure !== null ? [" · ", h("a", { href: address("figures", { id: figures[number.figure].id }) }, "compare")] : null)));
  return h("aside", { class: "side", "aria-label": "In this article" },
    selected(article, text, at),
    h("details", { open: true }, h("summary", {}, h("h2", {}, "Names"), " ", h("span", { class: "muted" }, grouped(counts.length))), names),
    h("details", {}, h("summary", {}, h("h2", {}, "Numbers"), " ", h("span", { class: "muted" }, grouped(text.numbers.length))), numbers),
    h("p", { class: "files" }, "Data: ", ["mentions.csv", "numbers.csv", "quotes.csv"].map((name) => h("a", { href: name, class: "file" }, name))));
}

// What is known of the place that the address names.
function selected(article, text, at) {
  const is = (item) => item.start + "-" + item.end === at;
  const row = (name, value) => (value ? [h("dt", {}, name), h("dd", {}, value)] : null);
  const box = (title, rows) => h("section", { class: "selected" }, h("h2", {}, title), h("dl", {}, rows));
  const mention = text.mentions.find(is);
  if (mention) {
    const entity = entities[mention.entity];
    return box("This name", [row("names", entityLink(entity)), row("type", mention.kind), row("as", mention.relation.replace("_", " ")),
      row("found by", mention.evidence.replace("_", " ")), row("sure", percent(mention.confidence)), row("joined by", mention.why),
      row("look at it", mention.review ? "yes" : "")]);
  }
  const number = text.numbers.find(is);
  if (number) {
    const figure = number.figure === null ? null : figures[number.figure];
    const group = number.group === null ? null : groups[number.group];
    return box("This number", [row("kind", number.kind), row("value", reading(number) + (number.unit ? " " + number.unit : "")),
      row("of", number.what), row("about", number.about === null ? null : entityLink(entities[number.about])), row("sure", percent(number.confidence)),
      row("compare", figure ? h("a", { href: address("figures", { id: figure.id }) }, "beside other articles") : null),
      row("same in", group ? h("a", { href: group.kind === "date" ? address("timeline", { group: group.id }) : address("figures", { group: group.id }) }, plural(group.articles, "article", "articles")) : null)]);
  }
  const quote = text.quotes.map((index) => quotes[index]).find(is);
  if (quote) {
    return box("This quotation", [row("said by", quote.speaker === null ? said("span", {}, null, quote.name || quote.surface) : entityLink(entities[quote.speaker])),
      row("marks", quote.direct ? "as it was said" : "told"), row("sure", percent(quote.confidence)),
      row("also in", quote.group === null ? null : h("a", { href: quoteAddress(quote) }, plural(quoteGroups[quote.group].articles, "article", "articles")))]);
  }
  return null;
}
