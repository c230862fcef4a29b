// Keys and clicks become edits, each saved at once. The server holds the truth and renders every row;
// this script moves, shows and asks. Texts reach the page as textContent or as rows the server escaped.
"use strict";

const $ = (selector, at = document) => at.querySelector(selector);
const $$ = (selector, at = document) => [...at.querySelectorAll(selector)];
const words = JSON.parse($("#words").textContent);
const { base, file, following } = document.body.dataset;
const readOnly = "readOnly" in document.body.dataset;
let now = null; // the sentence that keys act on
let offered = null; // the name or term that the last edit changed

const label = (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const say = (text) => { if ($("#said")) $("#said").textContent = text; };
const make = (tag, values = {}) => Object.assign(document.createElement(tag), values);

// --- talking to the server: one change after the other, in the order of the keys ---

let last = Promise.resolve();

function post(what, wanted) {
  const sent = last.then(() => ask(what, wanted())); // made when its turn comes: versions are then the newest
  last = sent.catch(() => {});
  return sent;
}

async function ask(what, wanted) {
  let answer;
  try {
    answer = await fetch(`${base}/api/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wanted),
    });
  } catch {
    throw { why: words.unreachable };
  }
  const found = await answer.json().catch(() => ({ error: String(answer.status) }));
  if (!answer.ok) throw { why: found.error, status: answer.status, found };
  return found;
}

const actions = JSON.parse(sessionStorage.getItem(base + "actions") || "[]");

function remember(action) {
  actions.push(action);
  sessionStorage.setItem(base + "actions", JSON.stringify(actions.slice(-500)));
}

function show(found) {
  const here = found.files[file];
  if (!here) return;
  for (const [id, html] of Object.entries(here.rows)) put(id, html);
  const done = here.asked - here.left;
  $("#done").textContent = label("progress", { done, asked: here.asked });
  Object.assign($(".state progress"), { max: here.asked || 1, value: here.asked ? done : 1 });
  $("[data-count=open]").textContent = here.left;
  $("h1").textContent = here.left ? label("title_left", { left: here.left.toLocaleString("en") }) : words.title_done;
  recount();
  const articles = new Set(Object.keys(here.rows).map((id) => document.getElementById(id).closest("article")));
  for (const article of articles) recountArticle(article);
}

// How many each filter would show if it were chosen now; one for a check that found nothing before is added.
function recount() {
  const found = new Map();
  const add = (name) => found.set(name, (found.get(name) || 0) + 1);
  for (const row of $$(".seg")) { // getAttribute: dataset takes a third longer over 5,000 rows
    const state = row.getAttribute("data-state");
    const checks = row.getAttribute("data-checks");
    if (state) add(state);
    if (checks) checks.split(" ").forEach(add);
  }
  const counters = () => $$("[data-count]").filter((at) => at.dataset.count !== "open");
  const known = new Set(counters().map((at) => at.dataset.count));
  for (const check of found.keys()) if (!known.has(check)) addFilter(check);
  for (const at of counters()) at.textContent = found.get(at.dataset.count) || 0;
}

function recountArticle(article) {
  const left = $$(".seg[data-open]", article).length;
  const at = $$("[data-left]").find((one) => one.dataset.left === article.id);
  if (at) Object.assign(at, { textContent: left, hidden: !left });
}

function addFilter(check) {
  const made = $("#another").content.cloneNode(true);
  $("input", made).value = `check:${check}`;
  $("b", made).dataset.count = check;
  $("span", made).prepend(check);
  $("#another").before(made);
}

function put(id, html) {
  const old = document.getElementById(id);
  const box = make("template", { innerHTML: html });
  const fresh = $(".seg", box.content);
  fresh.hidden = old.hidden; // a list that is being worked on does not shrink under the hand
  if (editor(old)) { // being edited again: only what it is based on is new
    old.dataset.v = fresh.dataset.v;
    return fresh;
  }
  const focused = old.contains(document.activeElement);
  old.replaceWith(fresh);
  lay(fresh);
  if (old === now) {
    now = fresh;
    now.classList.add("now");
    if (focused) now.focus({ preventScroll: true });
  }
  return fresh;
}

// --- moving ---

const rows = () => $$(".seg:not([hidden])");

const reach = () => now?.scrollIntoView({ block: "nearest" });

function choose(row) {
  if (!row) return;
  now?.classList.remove("now");
  now = row;
  now.classList.add("now");
  reach();
  requestAnimationFrame(() => requestAnimationFrame(reach)); // what is laid out only now has another height than was thought
  (editor(now) || now).focus({ preventScroll: true });
  history.replaceState(null, "", "#" + now.id);
}

function step(by) {
  const all = rows();
  choose(all[Math.min(all.length - 1, Math.max(0, all.indexOf(now) + by))]);
}

function seek(by) {
  const all = rows();
  const turned = by > 0 ? all : all.reverse();
  const at = turned.indexOf(now);
  const found = [...turned.slice(at + 1), ...turned.slice(0, at + 1)].find((row) => "open" in row.dataset);
  if (found) return choose(found);
  if (words.finished_next === $("#said").textContent && following) location.href = `${base}/f/${following}`;
  say(following ? words.finished_next : words.finished);
}

// --- one sentence ---

const editor = (row) => $("textarea", row);
const draft = (row) => `${base}draft/${file}/${row.id}`;

function edit(row, text = row.dataset.target) {
  if (readOnly || !row) return;
  if (!editor(row)) {
    const number = row.getAttribute("aria-label");
    const box = make("div", { className: "editing" });
    const area = make("textarea", { value: text, lang: "en", spellcheck: true, rows: Math.ceil(text.length / 60) || 1 });
    area.setAttribute("aria-label", label("target_label", { n: number }));
    area.addEventListener("input", () =>
      localStorage.setItem(draft(row), JSON.stringify({ v: +row.dataset.v, text: area.value })));
    box.append(area, button("save", "⏎"), button("cancel", "Esc"));
    $(".en", row).after(box);
    row.classList.add("edited");
  }
  choose(row);
  const end = editor(row).value.length;
  editor(row).setSelectionRange(end, end);
}

function button(what, key) {
  const made = make("button", { textContent: words[what] + " " });
  made.dataset.do = what;
  if (key) made.append(make("kbd", { textContent: key }));
  return made;
}

function close(row) {
  $(".editing", row)?.remove();
  $(".conflict", row)?.remove();
  row.classList.remove("edited");
}

function cancel(row) {
  localStorage.removeItem(draft(row));
  close(row);
  choose(row);
}

async function save(row, stay = false) {
  const text = editor(row).value;
  if (!text.trim()) return say(label("unsaved", { why: words.empty }));
  const { id } = row;
  close(row);
  if (text === row.dataset.target) {
    localStorage.removeItem(draft(row));
    return stay ? choose(row) : seek(1);
  }
  suggestions.delete(id);
  lay(row);
  $(".en", row).textContent = text;
  await change(row, { target: text }, stay, () => edit(document.getElementById(id), text));
}

// Changes a sentence and goes on at once; `again` brings back what could not be saved.
async function change(row, wish, stay, again) {
  const { id } = row;
  const open = row.dataset.open;
  delete row.dataset.open;
  row.classList.add("saving");
  stay ? choose(row) : seek(1);
  try {
    const found = await post("save", () => ({
      changes: [{ file, id, version: +document.getElementById(id).dataset.v, ...wish }],
    }));
    if (wish.target) localStorage.removeItem(draft(row));
    remember(found.action);
    show(found);
    offered = found.offer || offered;
    const fresh = document.getElementById(id);
    if (found.offer) say(label("offer", { ...found.offer, n: found.offer.here }));
    else if (wish.target && "open" in fresh.dataset) say(label("still", { why: fresh.dataset.checks }));
    else if ($("#said").textContent !== words.finished_next) say(words.saved);
  } catch (error) {
    const here = document.getElementById(id);
    here.classList.remove("saving");
    if (open !== undefined) here.dataset.open = open;
    if (error.status === 409) conflict(id, wish, error.found);
    else {
      if (again) again();
      say(label("unsaved", { why: error.why || error }));
    }
  }
}

// Another window was first: both texts are shown, nothing is thrown away.
function conflict(id, wish, found) {
  const row = put(id, found.files[file].rows[id]);
  const theirs = row.dataset.target;
  edit(row, wish.target ?? theirs);
  $(".conflict", row)?.remove();
  const box = make("div", { className: "conflict", role: "alert" });
  box.append(make("b", { textContent: words.conflict }), make("p", { textContent: theirs, lang: "en" }),
    button("save", ""), button("take_theirs", ""));
  $("button", box).textContent = words.keep_mine;
  $(".editing", row).after(box);
  say(words.conflict);
}

async function undo() {
  const action = actions.pop() || 0;
  sessionStorage.setItem(base + "actions", JSON.stringify(actions));
  try {
    const found = await post("undo", () => ({ action }));
    const files = Object.keys(found.files);
    show(found);
    say(files.length ? words.undone : words.nothing_to_undo);
    const first = files.includes(file) && Object.keys(found.files[file].rows)[0];
    if (first) choose(document.getElementById(first));
  } catch (error) {
    say(label("unsaved", { why: error.why || error }));
  }
}

async function copy() {
  const source = $(".zh", now).cloneNode(true);
  $$(".join", source).forEach((join) => join.remove());
  await navigator.clipboard.writeText(source.textContent);
  say(words.copied);
}

// --- what another model would say ---

const suggestions = new Map(); // by sentence, until one is taken or written over

const awaited = new Set();

async function suggest({ id }) {
  if (awaited.has(id)) return;
  awaited.add(id);
  suggestions.delete(id); // of what the sentence says now
  lay(document.getElementById(id), make("p", { className: "by", textContent: words.asking }));
  try {
    suggestions.set(id, await ask("suggest", { file, id })); // waits for no change, and none for it
    lay(document.getElementById(id));
  } catch (error) {
    lay(document.getElementById(id), make("p", { role: "alert", textContent: error.why || error }));
  }
  awaited.delete(id);
}

function lay(row, notice = null) {
  $(".suggested", row)?.remove();
  const found = suggestions.get(row.id);
  if (!notice && !found) return;
  const box = make("div", { className: "suggested", innerHTML: notice ? "" : found.html });
  if (notice) box.append(notice);
  ($(".editing", row) || $(".en", row)).after(box);
  if (row === now) box.scrollIntoView({ block: "nearest" });
}

function take(row) {
  const { id } = row;
  const found = suggestions.get(id);
  if (!found) return say(words.no_suggestion);
  if (editor(row)) { // into the text that is being written, to be gone over
    editor(row).value = found.target;
    editor(row).dispatchEvent(new Event("input"));
    return editor(row).focus();
  }
  suggestions.delete(id);
  lay(row);
  $(".en", row).textContent = found.target;
  return change(row, { target: found.target, by: found.by }, false, () => {
    suggestions.set(id, found);
    edit(document.getElementById(id), found.target);
  });
}

// --- fix once, everywhere ---

function everywhere() {
  const marked = String(getSelection()).trim();
  const wanted = marked && now?.contains(getSelection().anchorNode) ? { old: marked, new: marked, zh: "" } : offered;
  $("#find").value = wanted?.old ?? "";
  $("#replace").value = wanted?.new ?? "";
  $("#chinese").value = wanted?.zh ?? "";
  $("#term").checked = Boolean(wanted?.zh);
  $("#hits").replaceChildren();
  $("#everywhere").showModal();
  (wanted ? $("#replace") : $("#find")).focus();
  if (wanted) preview();
}

const asked = () => ({
  find: $("#find").value, replace: $("#replace").value, zh: $("#chinese").value,
});

async function preview() {
  const found = await post("find", asked);
  $("#hits").innerHTML = found.html;
  $("#hits").dataset.of = JSON.stringify(asked());
}

async function apply() {
  if ($("#hits").dataset.of !== JSON.stringify(asked())) return preview(); // changed: look first
  const changes = $$("#hits input:checked").map(({ dataset }) => ({
    file: dataset.file, id: dataset.id, version: +dataset.v, target: dataset.target,
  }));
  const term = $("#term").checked ? { zh: $("#chinese").value, en: $("#replace").value } : null;
  if (!changes.length && !term) return;
  try {
    const found = await post("save", () => ({ changes, term }));
    remember(found.action);
    show(found);
    $("#everywhere").close();
    say(label("changed", { n: changes.length }));
  } catch (error) {
    $("#hits").prepend(make("p", { className: "note", role: "alert", textContent: error.why || error }));
    if (error.status === 409) preview();
  }
}

// --- showing some ---

function filter() {
  const chosen = $("[name=show]:checked").value;
  const [kind, name] = chosen.split(":");
  const story = $("#story")?.value ?? "";
  const text = $("#search").value.trim().toLowerCase();
  const fits = (row) =>
    (kind !== "open" || "open" in row.dataset) &&
    (kind !== "state" || row.dataset.state === name) &&
    (kind !== "check" || row.dataset.checks.split(" ").includes(name)) &&
    (!text || $(".zh", row).textContent.toLowerCase().includes(text) || row.dataset.target.toLowerCase().includes(text));
  for (const article of $$("article")) {
    const inside = !story || article.id === story;
    for (const row of $$(".seg", article)) row.hidden = !inside || !fits(row);
    for (const block of [...$$(".par, header", article), article]) block.hidden = !$(".seg:not([hidden])", block);
  }
  for (const one of $$(".whole")) one.hidden = Boolean(chosen || text || story);
  if (!now || now.hidden) {
    now?.classList.remove("now");
    now = rows()[0] ?? null;
    now?.classList.add("now");
  }
}

// --- keys and clicks ---

const acts = {
  next: () => seek(1),
  previous: () => seek(-1),
  edit: () => edit(now),
  fine: () => now && change(now, { confirm: true }),
  dismiss: () => now && change(now, { dismiss: [] }),
  "dismiss-one": (at) => change(at.closest(".seg"), { dismiss: [at.dataset.finding] }, true),
  undo,
  copy,
  suggest: () => now && suggest(now),
  take: (at) => (at ? take(at.closest(".seg")) : now && take(now)),
  everywhere,
  preview,
  apply,
  close: () => $("#everywhere").close(),
  help: () => $("#help").showModal(),
  save: (at) => save(at.closest(".seg")),
  cancel: (at) => cancel(at.closest(".seg")),
  take_theirs: (at) => cancel(at.closest(".seg")),
  again: async ({ dataset }) => { // by the front door: the job is run once more
    const answer = await fetch("/api/again", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ run: dataset.run }),
    }).catch(() => null);
    if (answer?.ok) location.href = "/";
    else say(label("unsaved", { why: answer ? String(answer.status) : words.unreachable }));
  },
  tongue: () => {
    const next = document.documentElement.lang === "en" ? "zh" : "en";
    document.cookie = `pxtranslate-language=${next};path=/;samesite=strict;max-age=31536000`;
    location.reload();
  },
};
const keys = {
  n: acts.next, p: acts.previous, j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
  Enter: acts.edit, e: acts.edit, a: acts.fine, x: acts.dismiss, u: undo, c: copy, s: acts.suggest, t: () => acts.take(), r: everywhere,
  "?": acts.help,
  "/": () => $("#search").focus(),
};
const forReaders = new Set(["n", "p", "j", "k", "ArrowDown", "ArrowUp", "c", "/", "?"]);
const writing = { Enter: (row) => save(row), "Ctrl+S": (row) => save(row, true), Escape: cancel }; // in an editor

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return; // an input method is at work
  const { key, target } = event;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  const row = target.closest(".seg");
  let act = null;
  if (target.matches("textarea")) {
    const name = modified && !event.altKey && key.length === 1 ? `Ctrl+${key.toUpperCase()}` : key;
    if (writing[name] && !(key === "Enter" && event.shiftKey)) act = () => writing[name](row);
  } else if ($("dialog[open]")) {
    if (key === "Enter" && target.matches("#everywhere input")) act = apply;
  } else if (target.matches("#search")) {
    if (key === "Escape" || key === "Enter") act = () => { if (key === "Escape") { target.value = ""; filter(); } choose(now); };
  } else if (target.matches("input[type=search], select") || modified || !file) act = null;
  else if (key === "Enter" && target.matches("a, button, summary")) act = null;
  else if (!readOnly || forReaders.has(key)) act = target.matches("[type=radio]") && key.startsWith("Arrow") ? null : keys[key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  const at = event.target.closest("[data-do]");
  if (at) {
    event.preventDefault();
    return acts[at.dataset.do](at);
  }
  const row = event.target.closest(".seg");
  if (!row || event.target.closest("a, summary, textarea")) return;
  if (event.target.closest(".en") && getSelection().isCollapsed) edit(row);
  else if (getSelection().isCollapsed) choose(row);
});
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest(".seg");
  if (!row || row === now) return;
  now?.classList.remove("now");
  now = row;
  now.classList.add("now");
});

// The rows of a long file come piece by piece: the first one that waits for a decision is chosen as it comes.
function arrive() {
  const wanted = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : $(".seg[data-open]");
  if (!now && wanted?.matches(".seg") && $(".en", wanted)) choose(wanted);
  if (now) coming.disconnect(); // each row that comes would be noted for nobody
}
const coming = new MutationObserver(arrive);

function restore(row) { // what was typed and not saved when the page was left
  const left = JSON.parse(localStorage.getItem(draft(row)) || "null");
  if (!left || readOnly || editor(row) || row.classList.contains("saving")) return;
  edit(row, left.text);
  if (left.v !== +row.dataset.v) conflict(row.id, { target: left.text }, { files: { [file]: { rows: { [row.id]: row.outerHTML } } } });
}

if (file) {
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[name=show], #story")) filter();
  });
  $("#search").addEventListener("input", filter);
  coming.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    coming.disconnect();
    $$(".seg").forEach(restore);
    if ($("[name=show]:checked").value || $("#search").value || $("#story")?.value) filter(); // chosen while rows still came
    if (!now) choose($(".seg[data-open]") ?? $(".seg"));
  });
}
