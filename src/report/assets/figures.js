// What the articles of a story say of the same thing, side by side.

const AGREEMENTS = {
  same: ["=", "same", "All give the same value."],
  rounding: ["≈", "rounding", "Some give it more roughly than others; all can be true."],
  update: ["→", "update", "Later articles give another value than earlier ones."],
  differs: ["≠", "differs", "They contradict each other."],
};

// How many readings of a figure are shown at first.
const FIRST_READINGS = 8;

const agreementBadge = (agreement) => {
  const [sign, name, meaning] = AGREEMENTS[agreement] || ["?", agreement, ""];
  return h("span", { class: "agreement a-" + agreement, title: meaning }, h("span", { "aria-hidden": "true" }, sign), " ", name);
};

views.figures = {
  tab: "Figures",
  title: "Figures",
  render(main, state) {
    const area = resultArea("figure", "figures", 30);
    const container = h("div", {});
    const update = () => {
      const wanted = fold(state.q || "");
      const story = stories.find((one) => one.id === state.story);
      const list = figures.filter((figure) =>
        (!state.id || figure.id === state.id)
        && (!state.agreement || figure.agreement === state.agreement)
        && (!story || figure.story === story.index)
        && (!state.about || (figure.about !== null && entities[figure.about].id === state.about))
        && (!wanted || fold(figureWords(figure)).includes(wanted)));
      const order = ["differs", "update", "rounding", "same"];
      list.sort((a, b) => order.indexOf(a.agreement) - order.indexOf(b.agreement) || b.readings.length - a.readings.length || a.index - b.index);
      area.show(list, drawFigure, container);
    };
    const shared = groups.filter((group) => group.kind === "figure");
    const legend = h("ul", { class: "legend-list" }, Object.keys(AGREEMENTS).map((key) => h("li", {}, agreementBadge(key), " ", h("span", { class: "muted" }, AGREEMENTS[key][2]))));
    main.append(heading("Figures side by side", "What several articles of one story say of the same thing.", ["figures.csv"]), legend,
      state.id || state.about ? h("p", {}, state.about ? ["About ", entityLink(entityOf.get(state.about) || { id: state.about, name: state.about }), ". "] : null,
        h("a", { href: address("figures") }, "Show all figures")) : null,
      controls("figures", state, [
        { key: "q", label: "Search", hint: "what is counted, a value, a word" },
        { key: "agreement", label: "Agreement", options: Object.keys(AGREEMENTS).map((key) => [key, key]) },
        { key: "story", label: "Story", options: storyOptions() },
      ], update), area,
      shared.length ? sharedGroups("figures", "The same figure in several articles", "Values with what they count, joined over articles and languages.", shared, state) : null);
    update();
  },
};

const figureWords = (figure) => [figure.what_key, figure.unit, figure.period, figure.about === null ? "" : namesOf(entities[figure.about]),
  ...figure.readings.map((one) => one.surface + " " + one.value + " " + one.what + " " + one.sentence)].join(" ");

function drawFigure(figure) {
  const story = stories[figure.story];
  const about = figure.about === null ? null : entities[figure.about];
  const what = figure.what_key || (figure.readings.find((one) => one.what) || { what: "figure" }).what;
  const row = (one) => {
    const article = articles[one.article];
    const [left, right] = cutAt(one.sentence, one.surface);
    return h("tr", {},
      h("th", { scope: "row" }, source(article)),
      h("td", { class: "value" }, h("a", { href: place(one) }, reading(one) + (figure.unit ? " " + figure.unit : ""))),
      said("td", { class: "sentence" }, article.language, left, left === null ? one.sentence : h("a", { class: "match", href: place(one) }, one.surface), right));
  };
  const body = h("tbody", {}, figure.readings.slice(0, FIRST_READINGS).map(row));
  const rest = figure.readings.slice(FIRST_READINGS);
  const more = rest.length === 0 ? null : h("button", { type: "button", class: "more", onclick: () => {
    const fresh = rest.map(row);
    body.append(...fresh);
    more.remove();
    fresh[0].querySelector("a").focus();
  } }, "Show " + plural(rest.length, "more reading", "more readings"));
  return h("section", { class: "card figure-card a-" + figure.agreement },
    h("div", { class: "card-head" }, agreementBadge(figure.agreement),
      said("h2", {}, null, what, figure.unit ? " (" + figure.unit + ")" : "")),
    h("p", { class: "muted" }, about ? ["about ", entityLink(about), " · "] : null, figure.period ? figure.period.replace(/^T/, "at ").replace("T", " at ") + " · " : null,
      "story: ", said("a", { href: address("articles", { story: story.id }) }, null, clipped(story.label, 80))),
    framed("Readings of " + what, h("table", { class: "readings" }, h("caption", { class: "hidden" }, "Readings of " + what),
      h("thead", { class: "hidden" }, h("tr", {}, ["article", "reading", "sentence"].map((name) => h("th", { scope: "col" }, name)))),
      body)), more);
}

// What stands before and behind the first `surface` in `sentence`; nulls if it is not there.
function cutAt(sentence, surface) {
  const at = sentence.indexOf(surface);
  return at < 0 ? [null, null] : [sentence.slice(0, at), sentence.slice(at + surface.length)];
}
