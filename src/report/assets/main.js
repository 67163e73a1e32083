// Which view is shown: the part of the address after `#`.

function parseAddress() {
  const [view, query] = location.hash.replace(/^#/, "").split("?");
  const state = Object.fromEntries(new URLSearchParams(query || ""));
  return { view: Object.hasOwn(views, view) ? view : "overview", state };
}

let isFirst = true;

// How far down each address was left, to come back to, and whether a link was followed.
const depths = new Map();
let isFollowed = false;

function show() {
  const { view, state } = parseAddress();
  const { title, within } = views[view];
  const main = document.getElementById("main");
  document.title = title + " – parallax report";
  for (const tab of document.querySelectorAll("#tabs a")) {
    const isCurrent = tab.dataset.view === (within || view);
    if (isCurrent) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
    if (isCurrent && tab.parentElement.scrollWidth > tab.parentElement.clientWidth) {
      tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.clientWidth / 2 + tab.offsetWidth / 2;
    }
  }
  main.replaceChildren();
  main.className = "view-" + view;
  const depth = isFollowed ? 0 : depths.get(location.hash) || 0;
  isFollowed = false;
  views[view].render({
    append: (...parts) => main.append(...parts.flat(Infinity).filter(Boolean)),
    find: (selector) => main.querySelector(selector),
  }, state);
  const wanted = main.querySelector(".wanted h2");
  if (!isFirst && !(main.querySelector(".here") && !depth)) scrollTo(0, depth);
  if (wanted) wanted.scrollIntoView({ block: "start" });
  // Those who hear the page are told what it shows now.
  const target = wanted || main.querySelector("h1");
  if (!isFirst && target && !main.querySelector(".here")) target.focus({ preventScroll: true });
  isFirst = false;
}

function start() {
  const tabs = document.getElementById("tabs");
  for (const [view, { tab }] of Object.entries(views)) {
    if (tab) tabs.append(h("a", { href: address(view), "data-view": view }, tab));
  }
  document.getElementById("summary").textContent = summaryLine();
  document.getElementById("skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
  history.scrollRestoration = "manual";
  addEventListener("hashchange", show);
  addEventListener("scroll", () => depths.set(location.hash, scrollY), { passive: true });
  addEventListener("click", (event) => { isFollowed = Boolean(event.target.closest("a[href^='#']")); });
  addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const box = document.querySelector("#main input[type=search]");
    if (box) {
      box.focus();
      box.select();
    } else {
      location.hash = address("entities");
      setTimeout(() => { const later = document.querySelector("#main input[type=search]"); if (later) later.focus(); }, 50);
    }
  });
  show();
}

start();
