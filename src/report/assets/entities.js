// Who and what is named: the list, and one entity with its places.

const searchable = new Map();

function namesOf(entity) {
  if (!searchable.has(entity)) searchable.set(entity, fold([entity.name, ...entity.names, entity.id].join(" ")));
  return searchable.get(entity);
}

// The names in the languages of the corpus that differ from the one that is shown.
function otherNames(entity) {
  const others = [...new Set(entity.names.filter((name) => name && name !== entity.name))];
  return others.slice(0, 6).map((name, at) => [at ? ", " : "", said("bdi", {}, null, name)]);
}

views.entities = {
  tab: "Entities",
  title: "Entities",
  render(main, state) {
    const area = resultArea("entity", "entities", 100);
    const columns = [
      { key: "name", label: "name", value: (entity) => fold(entity.name), cell: (entity) => entityLink(entity) },
      { key: "type", label: "type", value: (entity) => entity.kind, cell: (entity) => [typeBadge(entity.kind), entity.subtype ? h("span", { class: "muted wide" }, " " + entity.subtype.replace(/_/g, " ")) : null] },
      { key: "articles", label: "articles", number: true, value: (entity) => entity.articles, cell: (entity) => grouped(entity.articles) },
      { key: "mentions", label: "mentions", number: true, value: (entity) => entity.mentions, cell: (entity) => grouped(entity.mentions) },
      { key: "languages", label: "languages", number: true, value: (entity) => entity.languages, cell: (entity) => grouped(entity.languages) },
    ];
    // Every language its column while they are few; else the names beside each other in one.
    const perLanguage = data.languages.length <= 4;
    if (perLanguage) {
      data.languages.forEach((code, at) => columns.push({ key: "name_" + code, label: languageName(code), wide: true,
        value: (entity) => fold(entity.names[at] || "\uffff"), cell: (entity) => said("span", {}, code, entity.names[at] || "") }));
    } else {
      columns.push({ key: "names", label: "other names", wide: true, cell: otherNames });
    }
    const update = () => {
      const wanted = fold(state.q || "");
      const at = data.languages.indexOf(state.language);
      const list = entities.filter((entity) =>
        (!state.type || entity.kind === state.type)
        && (!state.language || Boolean(entity.names[at]))
        && (!state.shared || (state.shared === "languages" ? entity.languages > 1 : entity.articles > 1))
        && (!wanted || namesOf(entity).includes(wanted)));
      if (!state.sort) list.sort((a, b) => b.articles - a.articles || b.mentions - a.mentions || a.index - b.index);
      sortedTable("entities", state, "Entities", columns, area, list);
    };
    main.append(heading("Entities", "Everybody and everything that the articles name, one row over all languages.", ["entities.csv", "mentions.csv", "coreferences.csv"]),
      controls("entities", state, [
        { key: "q", label: "Search names in every language", hint: "a name" },
        { key: "type", label: "Type", options: TYPES.map((type) => [type, type]) },
        { key: "language", label: "Named in", options: data.languages.map((code) => [code, languageName(code)]) },
        { key: "shared", label: "Shared by", all: "all entities", options: [["articles", "several articles"], ["languages", "several languages"]] },
      ], update), area);
    update();
  },
};

views.entity = {
  within: "entities",
  title: "Entity",
  render(main, state) {
    const entity = entityOf.get(state.id);
    if (!entity) return missing(main, "entity");
    document.title = entity.name + " – parallax report";
    const facts = [plural(entity.mentions, "mention", "mentions"), " in ", plural(entity.articles, "article", "articles"),
      entity.languages ? [", ", plural(entity.languages, "language", "languages")] : null,
      entity.first ? [" · ", entity.first, entity.last !== entity.first ? " to " + entity.last : ""] : null];
    const names = data.languages.map((code, at) => [code, entity.names[at]]).filter((pair) => pair[1]);
    const list = h("div", { class: "places" });
    const area = resultArea("article", "articles", 25);
    const update = () => {
      const chosen = inTime(entity.places).filter(([index]) => (!state.language || articles[index].language === state.language)
        && (!state.article || articles[index].id === state.article));
      area.show(chosen, drawPlaces, list);
    };
    const drawPlaces = ([index, n]) => {
      const article = articles[index];
      const places = h("div", {});
      texts.of(article, (text) => {
        const found = text ? text.mentions.filter((mention) => mention.entity === entity.index) : [];
        places.append(...found.map((mention) => {
          const [left, match, right] = around(text, mention.start, mention.end);
          return said("p", { class: "kwic" }, article.language, h("span", { class: "left" }, left),
            h("a", { class: "match", title: mention.why, href: place({ article: index, start: mention.start, end: mention.end }) }, match),
            h("span", { class: "right" }, right));
        }));
        if (!text) places.append(h("p", { class: "muted" }, "The text is not beside this page."));
      });
      return h("section", { class: "place" },
        h("h3", {}, articleLink(article)), h("p", { class: "muted" }, source(article, true), " · ", plural(n, "mention", "mentions")), places);
    };
    main.append(
      h("div", { class: "heading" }, h("p", {}, h("a", { href: address("entities") }, "← All entities")),
        said("h1", { tabindex: "-1" }, null, entity.name),
        h("p", { class: "lead" }, typeBadge(entity.kind), entity.subtype ? " " + entity.subtype.replace(/_/g, " ") : "", " · ", facts),
        h("p", { class: "files" }, "Data: ", h("a", { class: "file", href: "mentions.csv" }, "mentions.csv"),
          h("span", { class: "muted" }, "entity_id ", h("code", {}, entity.id)),
          /^Q\d+$/.test(entity.wikidata) ? outside("https://www.wikidata.org/wiki/" + entity.wikidata, "Wikidata") : null)),
      names.length > 1 ? h("dl", { class: "names", "aria-label": "Its name in each language" },
        names.map(([code, name]) => h("div", {}, h("dt", {}, languageName(code)), said("dd", {}, code, name)))) : null,
      saidBy(entity),
      h("h2", {}, "Where it is named"),
      entity.places.length > 1 ? controls("entity", state, [
        { key: "language", label: "Language", options: data.languages.filter((code) => entity.places.some(([index]) => articles[index].language === code)).map((code) => [code, languageName(code)]) },
        { key: "article", label: "Article", options: entity.places.slice(0, 300).map(([index]) => [articles[index].id, clipped(articleTitle(articles[index]), 60)]) },
      ], update) : null,
      area);
    update();
  },
};

// Places by the day of their article; those without one come last.
function inTime(places) {
  const day = ([index]) => articles[index].date || "\uffff";
  return [...places].sort((a, b) => compare(day(a), day(b)) || a[0] - b[0]);
}

function saidBy(entity) {
  const own = quotes.filter((quote) => quote.speaker === entity.index).length;
  const about = figures.filter((figure) => figure.about === entity.index).length;
  if (!own && !about) return null;
  return h("p", {}, own ? h("a", { href: address("quotes", { speaker: entity.id }) }, plural(own, "quotation", "quotations")) : null,
    own && about ? " · " : null,
    about ? h("a", { href: address("figures", { about: entity.id }) }, plural(about, "figure about it", "figures about it")) : null);
}
