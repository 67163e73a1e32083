// Making elements. Text becomes nodes of text, never markup.

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

// Words of an article or name, in their own language and direction.
const said = (tag, attributes, language, ...children) =>
  h(tag, { dir: "auto", lang: language && language !== "und" ? language : null, ...attributes }, ...children);

// The address of a view.
function address(view, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters || {})) {
    if (value !== null && value !== undefined && value !== "" && value !== false) query.set(name, value);
  }
  const text = query.toString();
  return "#" + view + (text ? "?" + text : "");
}

// An address on the web that a reader may follow, or null: articles can hold any other kind.
function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch (_) {
    return null;
  }
}

const outside = (url, ...children) =>
  h("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: "outside" }, ...children);

// Forms that compare without case and marks.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function grouped(value) {
  const text = String(value);
  const parts = /^(-?)(\d{5,})(\.\d+)?$/.exec(text);
  return parts ? parts[1] + parts[2].replace(/\B(?=(\d{3})+$)/g, ",") + (parts[3] || "") : text;
}

const plural = (n, one, more) => grouped(n) + " " + (n === 1 ? one : more);

const languageNames = (() => {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" });
  } catch (_) {
    return null;
  }
})();

function languageName(code) {
  if (code === "und" || !code) return "unknown language";
  try {
    return (languageNames && languageNames.of(code)) || code;
  } catch (_) {
    return code;
  }
}
