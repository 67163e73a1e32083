// The data of the page. Rows come as lists; `columns` names their fields. What a field means is written at its record
// in src/report/data.rs.

function block(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent) : null;
}

const data = block("data");

function records(kind, rows) {
  const names = data.columns[kind];
  return rows.map((row, index) => {
    const record = { index };
    names.forEach((name, at) => { record[name] = row[at]; });
    return record;
  });
}

const articles = records("article", data.articles);
const entities = records("entity", data.entities);
const stories = records("story", data.stories);
const figures = records("figure", data.figures);
const groups = records("group", data.groups);
const quoteGroups = records("quoteGroup", data.quote_groups);
const quotes = records("quote", data.quotes);
const dates = records("date", data.dates);
const reviews = records("review", data.reviews);
const problems = records("problem", data.problems);
figures.forEach((figure) => { figure.readings = records("reading", figure.readings); });
groups.forEach((group) => { group.members = records("member", group.members); });
quoteGroups.forEach((group) => { group.members = records("quoteMember", group.members); });
data.articles = data.entities = data.quotes = data.groups = null;

const byId = (list) => new Map(list.map((record) => [record.id, record]));
const articleOf = byId(articles);
const entityOf = byId(entities);

// The texts of the articles, in blocks that stand in the page or, when they are many, in files beside it.
const texts = {
  loaded: new Map(),
  waiting: new Map(),

  // Calls `use` with the text of the article, at once if it is there, or with null if it cannot be had.
  of(article, use) {
    const number = article.block;
    if (this.loaded.has(number)) return use(this.pick(article));
    const here = block("texts-" + number);
    if (here) {
      this.take(number, here);
      return use(this.pick(article));
    }
    const waits = this.waiting.get(number);
    if (waits) return waits.push(() => use(this.pick(article)));
    this.waiting.set(number, [() => use(this.pick(article))]);
    const script = document.createElement("script");
    script.src = scriptAddress(number);
    script.onerror = () => this.done(number);
    document.head.append(script);
  },

  // Calls `use` with all texts of these articles, once they are there.
  all(list, use) {
    const found = new Array(list.length);
    let missing = list.length;
    if (!missing) use(found);
    list.forEach((article, at) => this.of(article, (text) => {
      found[at] = text;
      missing -= 1;
      if (!missing) use(found);
    }));
  },

  take(number, content) {
    content.articles.forEach((text) => {
      text.chars = null;
      text.sections = records("section", text.sections);
      text.mentions = records("mention", text.mentions);
      text.numbers = records("number", text.numbers);
    });
    this.loaded.set(number, content);
  },

  pick(article) {
    const content = this.loaded.get(article.block);
    const text = content && content.articles[article.index - content.first];
    // Places count code points; strings of JavaScript count something else.
    if (text && !text.chars) text.chars = Array.from(text.text);
    return text || null;
  },

  done(number) {
    const waits = this.waiting.get(number) || [];
    this.waiting.delete(number);
    waits.forEach((use) => use());
  },
};

window.parallaxTexts = (number, content) => {
  texts.take(number, content);
  texts.done(number);
};

let scriptPolicy = null;

// Where a block of texts is; browsers that ask for it are told that the address is ours.
function scriptAddress(number) {
  const address = "report/texts-" + Number(number) + ".js";
  if (!window.trustedTypes) return address;
  scriptPolicy = scriptPolicy || window.trustedTypes.createPolicy("parallax", {
    createScriptURL: (text) => {
      if (!/^report\/texts-\d+\.js$/.test(text)) throw new TypeError("no block of texts");
      return text;
    },
  });
  return scriptPolicy.createScriptURL(address);
}
