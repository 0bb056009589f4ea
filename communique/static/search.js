/* The search page: finds the releases that have all that a reader asks for, and shows them.
   Every address is relative to this file, so that a site below a path needs nothing else.
   Nothing is put into the page but text; no style and no code of its own comes with it.

   Words are cut and compared as in communique/text/words.py; which releases have them is in files
   that communique/outputs/search/leaves.py describes. */

const INDEX = new URL("../", import.meta.url);
const SITE = new URL("../../../", import.meta.url);
const SHOWN = 10;
const CHECKED = 20; // texts that are looked through for a phrase before something is shown
const BUDGET = 120_000; // characters of long texts that are loaded for ten results
const QUOTED = 240;
const GUESSES = 3;
const TRIES = 3; // states of the index that a search looks through, where each is gone before it ends
const MOST_PARTS = 6;
const A_DAY = 0x10000;

const form = document.querySelector("form.search");
const results = document.querySelector(".results");
const status = results.querySelector("[role=status]");
const notes = results.querySelector(".notes") ?? status.insertAdjacentElement("afterend", document.createElement("div"));
const list = results.querySelector("ol");
const example = results.querySelector("template");
const more = results.querySelector("button");
const heading = document.title;
const lang = document.documentElement.lang;
const words = results.dataset;

/* ---- Words ---- */

const MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u3099\u309a";
const UNSPACED = "\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u{20000}-\u{3ffff}";
const JOINERS = "'’‘ʼʻ`´′+\\/&.@_\u2010-\u2013\u2212\\-";
const LETTER = `[\\p{L}\\p{N}${MARKS}]`;
const RUN = new RegExp(`${LETTER}+(?:(?:[${JOINERS}]|,(?=[0-9]))${LETTER}+)*`, "gu");
const PART = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])${LETTER})+`, "gu");
const PIECE = new RegExp(`((?:(?!${LETTER}).)+)`, "u");
const IS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const STRIPPED = /(?<!и)\u0306|[\u0300-\u0305\u0307-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/gu;
const SAME = Object.fromEntries("ßss ςσ ıi øo łl đd æae œoe ةه ىي کك یي".split(" ").map((pair) => [pair[0], pair.slice(1)]));

function fold(text) {
  return text.replace(/[’‘ʼʻ`´′]/gu, "'").replace(/[\u2010-\u2013\u2212]/gu, "-")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu, "")
    .toLowerCase().normalize("NFKD").replace(STRIPPED, "").normalize("NFC")
    .replace(/[ßςıøłđæœةىکی]/gu, (letter) => SAME[letter])
    .replace(/[٠-٩۰-۹]/gu, (digit) => digit.codePointAt(0) & 15);
}

const partsOf = (text) => fold(text).match(PART) ?? [];

function pairsOf(part) {
  const letters = [...part];
  return letters.length === 1 ? letters : letters.slice(1).map((letter, at) => letters[at] + letter);
}

function stem(word, rules) {
  if (/[0-9]/u.test(word)) return word;
  return rules.reduce((whole, [pattern, instead, least]) => {
    const shorter = whole.replace(pattern, instead);
    return [...shorter].length >= least ? shorter : whole;
  }, word);
}

function sketch(word) {
  const letters = [...word];
  if (letters.length < 4 || !/^\p{L}+$/u.test(word) || IS_UNSPACED.test(word)) return "";
  return letters[0] + (letters.slice(1).find((letter) => !/[aeiouyаеёиоуыэюяіїєәөүұ]/u.test(letter)) ?? "");
}

function placeOf(key) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) value = Math.imul(value ^ byte, 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

/* ---- The index ---- */

/* Files of two states of the index answer falsely together. A new state may come while this page is open. So
   index.json names the state, the addresses of all other files carry it, and what was made is shown only if
   the state is still the same. */
let index;

async function load(path, cache) {
  const answer = await fetch(new URL(path, INDEX), { cache });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

async function loadIndex() {
  const said = await (await load("index.json", "no-store")).json();
  const forms = said.forms.map(([pattern, instead, least]) => [new RegExp(pattern, "u"), instead, least]);
  return { ...said, forms };
}

/* Returns the state that the index has now. If it is another than what was loaded, that is forgotten. */
async function findState() {
  const now = await loadIndex();
  if (index?.state !== now.state) {
    for (const known of memories) known.clear();
    index = now;
  }
  return now.state;
}

/* Some hosts unpack what is packed. */
async function unpack(path) {
  const answer = await load(`${path}?${index.state}`, "no-cache");
  const data = new Uint8Array(await answer.arrayBuffer());
  if (data[0] !== 0x1f || data[1] !== 0x8b) return data;
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const memories = [];

/* Calls a function once for each key, in one state of the index; what failed is tried again. */
function once(make) {
  const known = new Map();
  memories.push(known);
  return (key) => {
    if (!known.has(key)) known.set(key, make(key).catch((error) => { known.delete(key); throw error; }));
    return known.get(key);
  };
}

/* Returns the words of a file by what they have in common: a map of maps of sorted numbers. */
const openLeaf = once(async (leaf) => {
  const data = await unpack(`words/${leaf}.leaf`);
  const end = data.indexOf(10);
  const found = JSON.parse(new TextDecoder().decode(data.subarray(0, end)));
  let at = end + 1;
  let wide = at + found.flatMap(([, ...forms]) => forms).reduce((sum, [, count]) => sum + count, 0);
  const many = (data.length - wide) / 4;
  const two = (place) => data[place] + 256 * data[place + many];
  return new Map(found.map(([key, ...forms]) => [key, new Map(forms.map(([word, count]) => {
    let day = 0;
    return [word, Float64Array.from({ length: count }, () => {
      const step = data[at++];
      if (step < 255) return (day += step >> 2) * A_DAY + (step & 3);
      day += two(wide);
      return day * A_DAY + two(2 * many + wide++);
    })];
  }))]));
});

/* Returns the forms of a word, each with its releases: the earlier ones of tree 0, the latest of tree 1. */
async function findGroup(key) {
  const trees = await Promise.all(index.leaves.map(async (leaves, tree) => {
    if (!leaves) return [];
    let node = 1;
    for (let bit = 31, place = placeOf(key); node < leaves; bit--) node = 2 * node + ((place >>> bit) & 1);
    return [...(await openLeaf(`${tree}/${node}`)).get(key) ?? []];
  }));
  const found = new Map();
  for (const [word, numbers] of trees.flat()) {
    found.set(word, found.has(word) ? [...found.get(word), ...numbers] : numbers);
  }
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)));
}

async function findForm(word) {
  return (await findGroup(stem(word, index.forms))).get(word) ?? new Float64Array(0);
}

async function openFile(number, suffix) {
  const path = `texts/${Math.floor(number / A_DAY)}/${number % A_DAY}.${suffix}`;
  return JSON.parse(new TextDecoder().decode(await unpack(path)));
}

const openText = once((number) => openFile(number, "text"));
const openRest = once((number) => openFile(number, "rest"));

/* ---- What a reader asks for ---- */

const ASKED = /["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)/gu;

/* Returns what must all be there: words, whose other forms will do, and phrases, as written. */
function parse(text) {
  const found = [];
  for (const [whole, phrase, plain] of text.normalize("NFC").matchAll(ASKED)) {
    const runs = (phrase ?? plain).match(RUN) ?? [];
    if (phrase !== undefined && runs.length) found.push({ said: phrase.trim(), shown: whole, runs, exact: true });
    if (phrase === undefined) found.push(...runs.map((run) => ({ said: run, shown: run, runs: [run], exact: false })));
  }
  return found;
}

const both = (one, other) => {
  const has = new Set(other);
  return one.filter((number) => has.has(number));
};
const sorted = (numbers) => [...new Set(numbers)].sort((a, b) => a - b);

/* Adds to what is asked for: the releases that may have it (numbers), whether a text must be looked
   into (sequence), the forms that were found, and the releases that have it in the title. */
async function find(item) {
  const parts = item.runs.flatMap(partsOf);
  const folded = fold(item.runs[0]);
  const single = item.runs.length === 1 && parts.every((part) => !IS_UNSPACED.test(part));
  if (single) {
    const group = await findGroup(stem(folded, index.forms));
    const chosen = [...group.keys()].filter((word) => word[0] !== "^" && (!item.exact || word === folded));
    if (chosen.length || parts.length === 1) {
      const titles = chosen.flatMap((word) => [...(group.get(`^${word}`) ?? [])]);
      const numbers = sorted(chosen.flatMap((word) => [...group.get(word)]));
      return { ...item, parts, folded, numbers, forms: chosen, titles: new Set(titles), marked: chosen };
    }
  }
  const needed = parts.flatMap((part) => (IS_UNSPACED.test(part) ? pairsOf(part) : [part]));
  const lists = await Promise.all(needed.map(async (word) => [...await findForm(word)]));
  const titles = await Promise.all(needed.map(async (word) => {
    return [...((await findGroup(stem(word, index.forms))).get(`^${word}`) ?? [])];
  }));
  return {
    ...item, parts, folded, forms: [], marked: parts, titles: new Set(titles.reduce(both)),
    numbers: sorted(lists.reduce(both)), sequence: needed.length > 1 ? parts.flatMap(cut) : undefined,
  };
}

const cut = (part) => (IS_UNSPACED.test(part) ? [...part] : [part]);

/* Whether one of some lines has parts of runs one behind the other. */
function hasSequence(lines, sequence) {
  return lines.some((line) => {
    const there = (line.match(RUN) ?? []).flatMap(partsOf).flatMap(cut);
    return there.some((_, at) => sequence.every((part, place) => there[at + place] === part));
  });
}

/* Whether a release has all phrases; undefined where that is in the rest of its text, and the rest is
   longer than what may be spent. */
async function isTrue(number, items, budget) {
  const sequences = items.filter((item) => item.sequence).map((item) => item.sequence);
  if (!sequences.length) return true;
  const text = await openText(number);
  const lines = [text.title, ...text.text, text.names];
  const left = sequences.filter((sequence) => !hasSequence(lines, sequence));
  if (!left.length || !text.rest) return !left.length;
  if (budget.left < text.rest) return undefined;
  budget.left -= text.rest;
  const rest = await openRest(number);
  return left.every((sequence) => hasSequence(rest, sequence));
}

async function ask({ text, order, ...filters }) {
  const items = await Promise.all(parse(text).map(find));
  const kept = await Promise.all(Object.entries(filters).map(async ([name, value]) => [...await findForm(`${name}:${value}`)]));
  const having = (chosen) => {
    const lists = [...chosen.map((item) => item.numbers), ...kept];
    return lists.length ? lists.reduce(both) : [];
  };
  const inTitle = (number) => items.filter((item) => item.titles.has(number)).length;
  const numbers = having(items).reverse();
  if (order !== "newest") {
    const ranks = new Map(numbers.map((number) => [number, inTitle(number)]));
    numbers.sort((a, b) => ranks.get(b) - ranks.get(a) || b - a);
  }
  return { items, numbers, having };
}

/* ---- What the page shows ---- */

function readForm() {
  const given = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  const { q: text = "", order = "", ...filters } = given;
  const chosen = Object.entries(filters).filter(([, value]) => value);
  return { text, order, ...Object.fromEntries(chosen), ...unlisted() };
}

/* Filters that an address has and the form has not. */
const FILTERS = ["kinds", "countries", "organisations", "people", "tags", "places", "authors", "year"];

function unlisted() {
  const given = [...new URLSearchParams(location.search)];
  return Object.fromEntries(given.filter(([name, value]) => value && FILTERS.includes(name) && !form.elements[name]));
}

const count = (number) => number.toLocaleString(lang);
const fill = (text, given) => text.replace(/\{(\w+)\}/gu, (_, name) => given[name]);

/* Returns where the words of what was asked for stand in a text. */
function findMarks(text, items) {
  const singles = new Set(items.flatMap((item) => item.marked).filter((word) => !IS_UNSPACED.test(word)));
  const unspaced = items.flatMap((item) => item.parts).filter((part) => IS_UNSPACED.test(part));
  const found = [];
  for (const run of text.matchAll(RUN)) {
    if (singles.has(fold(run[0]))) {
      found.push([run.index, run.index + run[0].length]);
      continue;
    }
    for (const part of run[0].matchAll(PART)) {
      const start = run.index + part.index;
      const folded = fold(part[0]);
      if (singles.has(folded)) found.push([start, start + part[0].length]);
      if (folded.length !== part[0].length) continue;
      for (const wanted of unspaced) {
        for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
          found.push([start + at, start + at + wanted.length]);
        }
      }
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.filter(([start], at) => !at || start >= found[at - 1][1]);
}

const isQuoted = (lines, item) => findMarks(lines.join(" "), [item]).length > 0;

/* Returns the part of a text in which most of what was asked for stands, marked. */
function quote(text, items) {
  const whole = text.join(" ");
  const marks = findMarks(whole, items);
  const kinds = (from) => new Set(marks.filter(([start, end]) => start >= from && end <= from + QUOTED - 40)
    .map(([start, end]) => fold(whole.slice(start, end)))).size;
  let best = marks[0]?.[0] ?? 0;
  let most = 0;
  for (const [start] of marks.slice(0, 200)) {
    const has = kinds(start);
    if (has > most) [best, most] = [start, has];
  }
  const space = (at) => (IS_UNSPACED.test(whole[at] ?? "") ? at : whole.indexOf(" ", at) + 1 || at);
  const from = best > 40 ? space(best - 40) : 0;
  const last = whole.lastIndexOf(" ", from + QUOTED);
  const to = from + QUOTED >= whole.length ? whole.length : Math.max(last > from + 120 ? last : from + QUOTED, from);
  const shown = [from ? "… " : ""];
  let at = from;
  for (const [start, end] of marks) {
    if (start < from || end > to) continue;
    const mark = document.createElement("mark");
    mark.textContent = whole.slice(start, end);
    shown.push(whole.slice(at, start), mark);
    at = end;
  }
  return [...shown, whole.slice(at, to), to < whole.length ? " …" : ""];
}

/* Returns a result; where the beginning of a long text has not all words, the rest is quoted. */
async function makeResult(number, items, budget) {
  const text = await openText(number);
  let lines = text.text;
  if (text.rest && budget.left >= text.rest && items.some((item) => !isQuoted(lines, item))) {
    budget.left -= text.rest;
    lines = [...lines, ...await openRest(number)];
  }
  const item = example.content.cloneNode(true);
  const link = item.querySelector("a");
  link.href = new URL(text.url, SITE).href;
  link.textContent = text.title;
  const time = document.createElement("time");
  time.dateTime = text.day;
  time.textContent = text.date;
  item.querySelector(".of-date").append(time);
  item.querySelector(".of-kind").textContent = text.kind;
  const corrected = item.querySelector(".of-mark");
  if (corrected) corrected.textContent = corrected.dataset[text.mark] ?? "";
  item.querySelector(".excerpt").replaceChildren(...quote(lines, items));
  return item;
}

function note(text, given) {
  const line = document.createElement("p");
  if (given) {
    const link = document.createElement("a");
    link.href = addressOf(given);
    link.textContent = text;
    line.append(link);
  } else line.textContent = text;
  notes.append(line);
}

function addressOf({ text, ...rest }) {
  const given = Object.entries(rest).filter(([, value]) => value);
  const query = new URLSearchParams([...(text ? [["q", text]] : []), ...given]);
  return query.size ? `?${query}` : location.pathname;
}

/* How many letters differ, are too many, too few, or changed places; 3 stands for more. */
function distance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 3;
  const rows = [[...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + same);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[one.length][other.length];
}

/* Offers words that are spelt nearly as one that no release has, those of most releases first. */
async function guess(item, given) {
  const like = sketch(item.folded);
  if (!like) return [];
  const limit = item.folded.length < 6 ? 1 : 2;
  const near = [...(await findGroup(`~${like}`)).keys()].map((word) => word.slice(1))
    .map((word) => [distance(word, item.folded), word])
    .filter(([far]) => far && far <= limit).sort(([a, x], [b, y]) => a - b || (x < y ? -1 : 1));
  const nearest = near.filter(([far]) => far === near[0][0]).slice(0, 8);
  const counted = await Promise.all(nearest.map(async ([, word]) => [(await findForm(word)).length, word]));
  counted.sort(([a, x], [b, y]) => b - a || (x < y ? -1 : 1));
  return counted.slice(0, GUESSES)
    .map(([, word]) => [fill(words.meant, { word }), { ...given, text: given.text.replace(item.shown, word) }]);
}

/* Returns lines that say what is not there, and what is there without it, each with what it links to. */
async function explain({ items, having }, given) {
  const missing = items.filter((item) => !item.numbers.length);
  const said = [];
  const left = missing.length ? [items.filter((item) => item.numbers.length)] : items.map((item) => items.filter((other) => other !== item));
  for (const kept of items.length > 1 ? left : []) {
    const found = await keepTrue(having(kept).reverse(), kept);
    const without = items.filter((item) => !kept.includes(item)).map((item) => `“${item.said}”`).join(" ");
    if (kept.length && found.numbers.length) {
      const text = fill(found.checked ? words.without : words.withoutMost, { words: without, n: count(found.numbers.length) });
      said.push([text, { ...given, text: kept.map((item) => item.shown).join(" ") }]);
    }
  }
  for (const item of missing) said.push(...await guess(item, given));
  return said;
}

/* Looks a phrase up in the texts; of many releases, or long ones, only those that are shown. */
async function keepTrue(numbers, items) {
  if (!items.some((item) => item.sequence)) return { numbers, checked: true };
  if (numbers.length > CHECKED) return { numbers, checked: false };
  const budget = { left: BUDGET };
  const there = await Promise.all(numbers.map((number) => isTrue(number, items, budget)));
  if (there.includes(undefined)) return { numbers, checked: false };
  return { numbers: numbers.filter((_, at) => there[at]), checked: true };
}

/* Shows the next results, and sees to the button for those that follow. */
async function show({ from = 0, ...found }, mine) {
  const { numbers, items, checked, state } = found;
  const here = [];
  const budget = { left: BUDGET };
  let next = from;
  for (const number of numbers.slice(from, from + SHOWN)) openText(number).catch(() => undefined);
  // Who asks for more gets something, however far that is.
  const mayStop = () => here.length || !from;
  while (here.length < SHOWN && next < numbers.length && !(next - from >= CHECKED && mayStop())) {
    const there = checked || await isTrue(numbers[next], items, budget);
    if (there === undefined && next > from && mayStop()) break;
    if (there === undefined ? await isTrue(numbers[next], items, { left: Infinity }) : there) here.push(numbers[next]);
    next++;
  }
  const made = await Promise.all(here.map((number) => makeResult(number, items, budget)));
  if (mine !== asked) return undefined;
  if (await findState() !== state) throw new Error("the index has another state");
  if (mine !== asked) return undefined;
  const first = made[0]?.querySelector("a");
  list.append(...made);
  more.hidden = next >= numbers.length;
  more.onclick = () => show({ ...found, from: next }, mine).then((link) => (link ?? more).focus(), () => retry(state, mine));
  return first;
}

function say(text) {
  status.textContent = text;
}

function fail() {
  say(words.failed);
}

let asked = 0;

async function search(tries = TRIES) {
  const given = readForm();
  const mine = ++asked;
  const { text, order, ...filters } = given;
  list.replaceChildren();
  notes.replaceChildren();
  more.hidden = true;
  say("");
  document.title = [text, ...labels(filters), heading].filter(Boolean).join(" · ");
  if (!parse(text).length && !Object.keys(filters).length) return;
  say(words.searching);
  let state = index?.state;
  try {
    state ??= await findState();
    const found = await ask(given);
    const { numbers, checked } = await keepTrue(found.numbers, found.items);
    if (mine !== asked) return;
    const explained = numbers.length ? [] : await explain(found, given);
    await show({ numbers, items: found.items, checked, state }, mine);
    if (mine !== asked) return;
    for (const [line, instead] of explained) note(line, instead);
    for (const item of found.items) {
      const others = item.forms.filter((word) => word !== item.folded);
      if (others.length) note(fill(words.forms, { word: item.said, forms: others.join(", ") }));
    }
    const none = found.items.length > 1 ? words.none : words.noneAtAll;
    say(numbers.length ? fill(checked ? words.found : words.most, { n: count(numbers.length) }) : none);
  } catch {
    await retry(state, mine, tries);
  }
}

/* Searches anew where the index has another state: a file of the old one may be gone. Says else that it failed. */
async function retry(state, mine, tries = TRIES) {
  const now = tries ? await findState().catch(() => state) : state;
  if (mine !== asked) return;
  if (now === state) fail();
  else await search(tries - 1);
}

function labels(filters) {
  return Object.entries(filters).map(([name, value]) => {
    const options = [...(form.elements[name]?.options ?? [])];
    return options.find((option) => option.value === value)?.textContent ?? value;
  });
}

function readAddress() {
  const given = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.name) field.value = given.get(field.name) ?? "";
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.pushState(null, "", addressOf(readForm()));
  search();
});
form.addEventListener("change", (event) => {
  if (event.target.matches("select")) form.requestSubmit();
});
addEventListener("popstate", () => {
  readAddress();
  search();
});

document.querySelector(".without-script").hidden = true;
form.hidden = false;
readAddress();
if (location.search) search();
else form.elements.q.focus({ preventScroll: true });

export { ask, findState, openText };
