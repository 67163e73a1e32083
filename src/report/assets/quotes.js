// Who says what: the same words in several articles and languages beside each other, then every quotation.

views.quotes = {
  tab: "Quotes",
  title: "Quotes",
  render(main, state) {
    const groupArea = resultArea("group", "groups", 20);
    const groupList = h("div", {});
    const area = resultArea("quotation", "quotations", 50);
    const list = h("div", { class: "quotes" });
    const update = () => {
      const wanted = fold(state.q || "");
      const speaker = state.speaker ? entityOf.get(state.speaker) : null;
      const fits = (quote) => (!state.language || articles[quote.article].language === state.language)
        && (!state.id || articles[quote.article].id + ":" + quote.start === state.id)
        && (!state.speaker || (speaker !== null && speaker !== undefined && quote.speaker === speaker.index))
        && (!state.direct || quote.direct === (state.direct === "direct"))
        && (!wanted || fold(quote.text + " " + quote.name + " " + quote.surface).includes(wanted));
      const all = [...quoteGroups].sort((a, b) => b.languages - a.languages || b.articles - a.articles || a.index - b.index)
        .filter((group) => (!state.group || group.id === state.group) && group.members.some((member) => fits(quotes[member.quote])));
      groupArea.show(all, drawQuoteGroup, groupList);
      area.show(quotes.filter((quote) => fits(quote) && (!state.group || (quote.group !== null && quoteGroups[quote.group].id === state.group))), drawQuote, list);
    };
    const speakers = mostFirst(countBy(quotes.filter((quote) => quote.speaker !== null), (quote) => quote.speaker)).slice(0, 200);
    const speakerOptions = speakers.map(([index, n]) => [entities[index].id, entities[index].name + " (" + n + ")"]);
    if (state.speaker && !speakerOptions.some((pair) => pair[0] === state.speaker)) {
      speakerOptions.push([state.speaker, (entityOf.get(state.speaker) || { name: state.speaker }).name]);
    }
    main.append(heading("Quotes", "Who says what, as it was said or as it is told.", ["quotes.csv", "coreferences.csv"]),
      state.group || state.id ? h("p", {}, h("a", { href: address("quotes") }, "Show all quotations")) : null,
      controls("quotes", state, [
        { key: "q", label: "Search words or speaker", hint: "words of a quotation" },
        { key: "speaker", label: "Speaker", options: speakerOptions },
        { key: "language", label: "Language", options: languageOptions() },
        { key: "direct", label: "How", options: [["direct", "between marks"], ["told", "told"]] },
      ], update),
      quoteGroups.length ? h("section", {}, h("h2", {}, "The same words in several articles"), groupArea) : null,
      h("section", {}, h("h2", {}, "Every quotation"), area));
    update();
  },
};

function drawQuoteGroup(group) {
  const one = (member) => quoteBlock(quotes[member.quote], h("p", { class: "why" }, member.why, " · ", percent(member.score)));
  const ordered = [...group.members].sort((a, b) => {
    const [left, right] = [a, b].map((member) => articles[quotes[member.quote].article].language);
    return compare(left, right) || a.quote - b.quote;
  });
  return h("section", { class: "card" },
    h("p", { class: "muted" }, plural(group.articles, "article", "articles") + ", " + plural(group.languages, "language", "languages")),
    h("div", { class: "beside" }, ordered.map(one)));
}

const drawQuote = (quote) => quoteBlock(quote, quote.group === null ? null
  : h("p", { class: "why" }, h("a", { href: address("quotes", { group: quoteGroups[quote.group].id }) }, "also in other articles")));

function quoteBlock(quote, below) {
  const article = articles[quote.article];
  const speaker = quote.speaker === null ? (quote.name || quote.surface ? said("span", {}, article.language, quote.name || quote.surface) : "nobody named")
    : entityLink(entities[quote.speaker]);
  return h("figure", { class: "quotation" },
    said("blockquote", { class: quote.direct ? "direct" : "told" }, article.language, quote.text),
    h("figcaption", {}, h("span", { class: "speaker" }, speaker), quote.direct ? null : h("span", { class: "muted" }, " (told)"),
      h("p", { class: "muted" }, h("a", { href: place(quote) }, "in its article"), " · ", source(article)), below));
}
