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
    const entry = typeof one?.path === "string" ? entryAt(one.path) : undefined;
    if (entry && one.raw === rawOf(entry) && (one.decision === "confirmed" || one.decision === "corrected") && same(entry, one.old_value))
      decisions.set(one.path, correction(entry, one.decision, one.new_value, String(one.reason ?? "")));
  }
}
function keep() {
  saved = false;
  try { localStorage.setItem(KEPT, JSON.stringify([...decisions.values()])); } catch { tell(word("not_kept")); }
}
const same = (entry, value) => isText(entry) ? value === entry.text : sameNumber(value, entry.value.value);
function correction(entry, decision, value, reason) {
  return {document: renja.source.sha256, path: entry.path, decision, raw: rawOf(entry), flags: flagsOf(entry), old_value: readOf(entry), new_value: value, reason};
}
// What stands in the editor for the chosen entry: undefined where it cannot be.
const fieldOf = entry => byId(isText(entry) ? "new-text" : "new-value");
function written(entry) {
  const text = fieldOf(entry).value;
  if (!isText(entry)) return typed(text);
  if (/^\s*[-–−]\s*$/.test(text) && !entry.required) return null;
  return squeeze(text) || undefined;
}
function decide(decision) {
  const entry = selected;
  if (!entry) return;
  const reason = squeeze(byId("reason").value);
  let value = readOf(entry);
  if (decision === "corrected") {
    value = written(entry);
    if (value === undefined) return invalid(word(isText(entry) ? "no_text" : "no_number"));
    if (same(entry, value)) return invalid(word("same_value"));
    if (!reason) return invalid(word("no_reason"), byId("reason"));
  }
  decisions.set(entry.path, correction(entry, decision, value, reason));
  after(entry, word(decision === "corrected" ? "said_corrected" : "said_confirmed", {value: shown(entry, value)}) + (inDoubt(entry) ? " " + word("check_number") : ""));
  if (entry.base) select(entry.base);
}
// A number that was read from digits that are printed otherwise, and that nobody has decided.
const digitsOf = text => (text ?? "").replace(/\D/g, "");
const inDoubt = entry => entry.base && entry.required && !decisions.has(entry.base.path) && digitsOf(decisions.get(entry.path)?.new_value ?? entry.text) !== digitsOf(entry.text);
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
const FIELDS = ["new-value", "new-text", "reason"];
function invalid(text, field = fieldOf(selected)) {
  byId("wrong").textContent = text;
  field.setAttribute("aria-invalid", "true");
  field.focus();
}
function valid() {
  byId("wrong").textContent = "";
  for (const field of FIELDS) byId(field).removeAttribute("aria-invalid");
}

// Numbers are written as JSON numbers, digit for digit as they were read or typed; texts stay texts.
function correctionsText() {
  const member = (entry, key, value) => value !== null && !isText(entry) && EXACT_HERE.has(key) ? String(value) : JSON.stringify(value);
  const line = one => Object.entries(one).map(([key, value]) => `${JSON.stringify(key)}: ${member(entryAt(one.path), key, value)}`).join(", ");
  return `{"corrections_version": "1.0", "corrections": [\n  ${[...decisions.values()].map(one => `{${line(one)}}`).join(",\n  ")}\n]}\n`;
}
const EXACT_HERE = new Set(["old_value", "new_value"]);
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
  reveal(entry);
}
function fillEditor() {
  const form = byId("editor");
  form.hidden = !selected;
  if (!selected) return;
  valid();
  const entry = selected, decided = decisions.get(entry.path);
  byId("what").textContent = [labelOf(entry), entry.name === entry.text ? null : entry.name].filter(Boolean).join(" — ");
  byId("stated").replaceChildren(...stated(entry));
  for (const id of ["new-value", "new-text"]) byId(id).closest("label").hidden = byId(id) !== fieldOf(entry);
  const corrected = decided?.decision === "corrected";
  byId("new-value").value = corrected && !isText(entry) ? (decided.new_value === null ? "-" : amount(decided.new_value)) : "";
  byId("new-text").value = !isText(entry) ? "" : corrected ? decided.new_value ?? "-" : entry.text ?? "";
  byId("reason").value = decided?.reason ?? "";
  byId("withdraw").hidden = !decided;
  echo();
}
// What is printed and what was read; texts that belong to it are buttons, to be corrected too.
function stated(entry) {
  const told = (name, ...content) => el("span", {}, el("span", {class: "key"}, word(name)), ...content);
  const text = path => {
    buttons.delete(path);
    return textButton(path, other => { select(other); fieldOf(other).focus(); });
  };
  if (isText(entry))
    return [told("raw", entry.text ?? word("blank")), ...(/\/nama$/.test(entry.path) ? [told("kode", text(entry.path.replace(/nama$/, "kode")))] : [])];
  const {value, unit, flags} = entry.value;
  return [told("raw", text(entry.path + "/raw")), told("read", withUnit(value, unit)), ...(unit === "IDR" ? [] : [told("satuan", text(entry.path + "/unit"))]),
    ...flags.map(flag => el("span", {class: "flag"}, "⚠ " + word("flag." + flag)))];
}
function echo() {
  if (!selected) return;
  const value = written(selected), text = isText(selected);
  byId("echo").textContent = text || !byId("new-value").value.trim() ? word(text ? (selected.required ? "text_needed" : "text_hint") : "number_hint")
    : value === undefined ? word("no_number") : "= " + (value === null ? word("nothing_stated") : shown(selected, value));
}
function closeEditor() {
  const entry = selected;
  pick(null);
  if (entry) (buttons.get((entry.base ?? entry).path)?.[0].closest("button, [role=button]") ?? byId("tabs").querySelector("[aria-selected=true]")).focus({preventScroll: true});
}
function correctionsPanel() {
  if (!decisions.size) return [el("p", {class: "empty"}, word("no_corrections"))];
  const list = [...decisions.values()].map(one => {
    const entry = entryAt(one.path);
    const change = one.decision === "confirmed" ? "✓ " + shown(entry, one.new_value) : `✎ ${shown(entry, one.old_value)} → ${shown(entry, one.new_value)}`;
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
