/* The search page: asks Pagefind, which stands beside this file, and shows what it finds.
   Every address is relative to this file, so that a site below a path needs nothing else.
   Nothing is put into the page but text; no style and no code of its own comes with it. */

const ENGINE = new URL("./", import.meta.url);
const SITE = new URL("../../../", ENGINE);
const SHOWN = 10;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const QUOTED = 30;

const form = document.querySelector("form.search");
const results = document.querySelector(".results");
const status = results.querySelector("[role=status]");
const list = results.querySelector("ol");
const example = results.querySelector("template");
const more = results.querySelector("button");
const lang = document.documentElement.lang.split("-")[0];

let opened;
let asked = 0;

/* Opens the engine and the parts of the archive, once, when a reader first searches. */
async function openIndex() {
  const { createInstance } = await import("./pagefind.js");
  const index = createInstance({ basePath: ENGINE.pathname, noWorker: true });
  const letters = ["zh", "ja"].includes(lang);
  const parts = results.dataset.parts.split(" ").filter(Boolean);
  await Promise.all(parts.map((part) => index.mergeIndex(
    new URL(`../${part}/`, ENGINE).pathname,
    { mergeFilter: { year: part.slice(0, 4) }, excerptLength: letters ? 3 * QUOTED : QUOTED },
  )));
  return index;
}

/* Kazakh joins plural, possession and case to a word, in this order, and Pagefind has no stemmer
   for it. It finds words by their beginning, so a query loses its endings, the last first. */
const ENDINGS = [
  /(?:[днт][ыі]ң|[днт][ыі]|[ғг]а|ге|қа|ке|н[ае]|н?[дт][ае]|[дтн][ае]н|[мбп]ен|н?[дт](?:ағы|егі))$/u,
  /(?:[ыі]м[ыі]з|м[ыі]з|[ыі]ң[ыі]з|[ыі][мң]|с[ыі]|[ыі])$/u,
  /[лдт](?:ар|ер)$/u,
];
const SHORTEST = 4;

function stemKazakh(word) {
  let stem = word.toLocaleLowerCase("kk");
  for (const ending of ENDINGS) {
    const shorter = stem.replace(ending, "");
    if (shorter.length >= SHORTEST) stem = shorter;
  }
  // Before an ending with a vowel the last sound is voiced: елшілік, елшілігі.
  return stem.length > SHORTEST && stem.length < word.length ? stem.replace(/[бгғ]$/u, "") : stem;
}

/* Scripts without spaces are indexed letter by letter, and looked for as a phrase. */
function makeQueries(text) {
  const words = text.trim().split(/\s+/u);
  const phrases = words.filter((word) => UNSPACED.test(word));
  const others = words.filter((word) => !UNSPACED.test(word));
  const spaced = phrases.map((word) => `"${[...word].filter((c) => UNSPACED.test(c)).join(" ")}"`);
  const plain = (lang === "kk" ? others.map(stemKazakh) : others).join(" ");
  return plain ? [plain, ...spaced] : spaced;
}

/* Returns the releases in which all queries are found, the best first. */
async function find(text, filters) {
  opened ??= openIndex();
  const index = await opened;
  const answers = await Promise.all(
    makeQueries(text).map((query) => index.search(query, { filters })),
  );
  const [first, ...rest] = answers.map((answer) => answer.results);
  return first.filter((result) => rest.every((found) => found.some((r) => r.id === result.id)));
}

function readForm() {
  const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  const { q: text = "", ...filters } = given;
  return { text, filters };
}

/* Letters that were taken apart for the index come together again. */
function join(text) {
  return text.split(" ").reduce((whole, next) => {
    const apart = !UNSPACED.test(whole.at(-1) ?? "") && !UNSPACED.test(next[0] ?? "");
    return whole + (apart ? " " : "") + next;
  });
}

function decode(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
}

/* Pagefind quotes a text with each word that was found between <mark> and </mark>. */
function quote(excerpt) {
  const whole = excerpt.replaceAll("</mark> <mark>", " ").replaceAll("<mark>", "\u{e000}")
    .replaceAll("</mark>", "\u{e001}");
  return join(whole).split(/\u{e000}(.*?)\u{e001}/su).map((part, place) => {
    if (place % 2 === 0) return decode(part);
    const mark = document.createElement("mark");
    mark.textContent = decode(part);
    return mark;
  });
}

function makeResult(found) {
  const item = example.content.cloneNode(true);
  const path = found.raw_url.replace(/^\//u, "").replace(/\.html$/u, "/").replaceAll("~", "/");
  const link = item.querySelector("a");
  link.href = new URL(path, SITE).href;
  link.textContent = join(found.meta.title);
  const time = document.createElement("time");
  time.dateTime = found.meta.day;
  time.textContent = found.meta.date;
  item.querySelector(".of-date").append(time);
  item.querySelector(".of-kind").textContent = found.meta.kind;
  const mark = item.querySelector(".of-mark");
  if (mark) mark.textContent = mark.dataset[found.meta.mark] ?? "";
  item.querySelector(".excerpt").replaceChildren(...quote(found.excerpt));
  return item;
}

async function show(found, from) {
  const here = found.slice(from, from + SHOWN);
  const items = (await Promise.all(here.map((result) => result.data()))).map(makeResult);
  const first = items[0]?.querySelector("a");
  list.append(...items);
  more.hidden = from + SHOWN >= found.length;
  more.onclick = async () => (await show(found, from + SHOWN))?.focus();
  return first;
}

function say(text) {
  status.textContent = text;
}

function fail() {
  opened = undefined;
  say(results.dataset.failed);
}

async function search() {
  const { text, filters } = readForm();
  const mine = ++asked;
  list.replaceChildren();
  more.hidden = true;
  say("");
  if (!makeQueries(text).length) return;
  say(results.dataset.searching);
  try {
    const found = await find(text, filters);
    if (mine !== asked) return;
    await show(found, 0);
    say(found.length ? results.dataset.found.replace("{n}", found.length.toLocaleString(lang)) : results.dataset.none);
  } catch {
    fail();
  }
}

function readAddress() {
  const given = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.name) field.value = given.get(field.name) ?? "";
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const { text, filters } = readForm();
  const query = new URLSearchParams({ ...(text ? { q: text } : {}), ...filters });
  history.pushState(null, "", query.size ? `?${query}` : location.pathname);
  search();
});
form.addEventListener("change", (event) => {
  if (event.target.matches("select")) form.requestSubmit();
});
addEventListener("popstate", () => {
  readAddress();
  search();
});
// A program that cannot be loaded is told by no promise that can be waited for.
addEventListener("unhandledrejection", fail);

document.querySelector(".without-script").hidden = true;
form.hidden = false;
readAddress();
if (readForm().text) search();
else form.elements.q.focus({ preventScroll: true });
