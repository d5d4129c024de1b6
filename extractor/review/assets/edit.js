// Decisions of the person at the page: kept in the browser, saved as a file of corrections.
const KEPT = "renja-corrections:" + renja.source.sha256;
const decisions = new Map();
let selected = null;
let saved = true;

function restore() {
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]"); } catch { /* no storage here, or not ours: nothing was kept */ }
  if (!Array.isArray(kept)) return;
  for (const one of kept) {
    const entry = entries.get(one?.path);
    if (entry && one.raw === entry.value.raw && (one.decision === "confirmed" || one.decision === "corrected") && sameNumber(one.old_value, entry.value.value))
      decisions.set(one.path, correction(entry, one.decision, one.new_value, String(one.reason ?? "")));
  }
}
function keep() {
  saved = false;
  try { localStorage.setItem(KEPT, JSON.stringify([...decisions.values()])); } catch { tell(word("not_kept")); }
}
function correction(entry, decision, value, reason) {
  const {raw, flags, value: before} = entry.value;
  return {document: renja.source.sha256, path: entry.path, decision, raw, flags, old_value: before, new_value: value, reason};
}
function decide(decision) {
  const entry = selected;
  if (!entry) return;
  const reason = squeeze(byId("reason").value);
  let value = entry.value.value;
  if (decision === "corrected") {
    value = typed(byId("new-value").value);
    if (value === undefined) return invalid(word("no_number"));
    if (sameNumber(value, entry.value.value)) return invalid(word("same_number"));
    if (!reason) return invalid(word("no_reason"), "reason");
  }
  decisions.set(entry.path, correction(entry, decision, value, reason));
  after(entry, word(decision === "corrected" ? "said_corrected" : "said_confirmed", {value: withUnit(value, entry.value.unit)}));
}
function withdraw(entry) {
  decisions.delete(entry.path);
  after(entry, word("said_withdrawn"));
}
function after(entry, text) {
  keep();
  repaint(entry);
  if (entry === selected) fillEditor();
  paintSaved();
  if (tab === "corrections") openTab("corrections");
  tell(text);
}
function invalid(text, field = "new-value") {
  byId("wrong").textContent = text;
  byId(field).setAttribute("aria-invalid", "true");
  byId(field).focus();
}
function valid() {
  byId("wrong").textContent = "";
  for (const field of ["new-value", "reason"]) byId(field).removeAttribute("aria-invalid");
}

// Numbers are written as JSON numbers, digit for digit as they were read or typed.
function correctionsText() {
  const exactly = one => ({...one, old_value: one.old_value === null ? null : String(one.old_value), new_value: one.new_value === null ? null : String(one.new_value)});
  const text = JSON.stringify({corrections_version: "1.0", corrections: [...decisions.values()].map(exactly)}, null, 2);
  return text.replace(/"(old_value|new_value)": "(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"/g, '"$1": $2') + "\n";
}
function save() {
  if (!decisions.size) return tell(word("nothing_to_save"));
  download(baseName() + ".corrections.json", correctionsText());
  saved = true;
  paintSaved();
  tell(word("said_saved", {n: decisions.size}));
}
const baseName = () => renja.source.file_name.replace(/[^\p{L}\p{N}._ -]+/gu, "_").replace(/^[.\s]+/, "").slice(-120) || "renja";

// --- the editor
function pick(entry) {
  const before = selected;
  selected = entry;
  repaint(before);
  repaint(entry);
  fillEditor();
}
function select(entry, {keepPlace = false} = {}) {
  const one = partOf(entry.path).path;
  if (keepPlace && tab !== one) openTab(one);
  pick(entry);
  showEntry(entry);
  reveal(entry.path);
}
function fillEditor() {
  const form = byId("editor");
  form.hidden = !selected;
  if (!selected) return;
  valid();
  const {value, name} = selected, decided = decisions.get(selected.path);
  byId("what").textContent = [labelOf(selected), name].filter(Boolean).join(" — ");
  byId("stated").replaceChildren(
    el("span", {class: "key"}, word("raw")), value.raw || word("blank"), " ", el("span", {class: "key"}, word("read")), withUnit(value.value, value.unit),
    ...value.flags.flatMap(flag => [" ", el("span", {class: "flag"}, "⚠ " + word("flag." + flag))]));
  byId("new-value").value = decided?.decision === "corrected" ? (decided.new_value === null ? "-" : amount(decided.new_value)) : "";
  byId("reason").value = decided?.reason ?? "";
  byId("withdraw").hidden = !decided;
  echo();
}
function echo() {
  const text = byId("new-value").value;
  const value = typed(text);
  byId("echo").textContent = !text.trim() ? word("number_hint") : value === undefined ? word("no_number") : "= " + (value === null ? word("nothing_stated") : withUnit(value, selected?.value.unit));
}
function closeEditor() {
  const entry = selected;
  pick(null);
  if (entry) (buttons.get(entry.path)?.[0] ?? byId("tabs").querySelector("[aria-selected=true]")).focus({preventScroll: true});
}
function correctionsPanel() {
  if (!decisions.size) return [el("p", {class: "empty"}, word("no_corrections"))];
  const list = [...decisions.values()].map(one => {
    const entry = entries.get(one.path);
    const unit = entry.value.unit;
    const change = one.decision === "confirmed" ? "✓ " + withUnit(one.new_value, unit) : `✎ ${withUnit(one.old_value, unit)} → ${withUnit(one.new_value, unit)}`;
    return el("li", {class: "node"}, el("div", {class: "row"},
      el("button", {type: "button", class: "name", onclick: () => select(entry, {keepPlace: true})}, [labelOf(entry), entry.name].filter(Boolean).join(" — ")),
      el("span", {}, change), el("button", {type: "button", onclick: () => withdraw(entry)}, word("withdraw"))), fact("reason", one.reason));
  });
  return [el("p", {}, word("apply_hint"), " ", el("code", {}, `renja apply ${baseName()}.corrections.json ${baseName()}.json -o ${baseName()}.corrected.json`)), el("ul", {class: "tree"}, ...list)];
}
function paintSaved() {
  byId("save").textContent = word("save") + ` (${decisions.size})`;
  byId("save").classList.toggle("wanted", decisions.size > 0 && !saved);
  const name = byId("tabs").querySelector('[data-tab="corrections"]');
  if (name) name.textContent = word("corrections") + ` (${decisions.size})`;
}
