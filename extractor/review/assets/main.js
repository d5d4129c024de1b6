// Tabs, keys, the language, and the start.
let tab = null;

function tabList() {
  const many = kind => parts.filter(one => one.kind === kind).length > 1;
  const named = parts.map(one => [one.path, word(one.kind) + (many(one.kind) ? " " + (parts.filter(each => each.kind === one.kind).indexOf(one) + 1) : "")]);
  return [...named, ["findings", word("findings") + ` (${renja.findings.length})`], ["corrections", word("corrections")]];
}
function layTabs() {
  byId("tabs").replaceChildren(...tabList().map(([key, name]) => el("button", {type: "button", role: "tab", id: "tab-" + key, "data-tab": key, "aria-controls": "panel", onclick: () => openTab(key)}, name)));
  paintSaved();
}
function openTab(key) {
  tab = key;
  buttons.clear();
  opened.clear();
  for (const button of byId("tabs").children) {
    const is = button.dataset.tab === key;
    button.setAttribute("aria-selected", is);
    button.tabIndex = is ? 0 : -1;
    if (is) { byId("panel").setAttribute("aria-labelledby", button.id); bring(button, byId("tabs")); }
  }
  const content = key === "findings" ? findingsPanel() : key === "corrections" ? correctionsPanel() : partPanel(parts.find(one => one.path === key));
  byId("panel").replaceChildren(...content.filter(Boolean));
  byId("panel").scrollTop = 0;
}
function turnTab(by) {
  const all = [...byId("tabs").children];
  const next = all[(all.findIndex(button => button.dataset.tab === tab) + by + all.length) % all.length];
  openTab(next.dataset.tab);
  next.focus();
}

function speak(language) {
  lang = language;
  document.documentElement.lang = lang;
  document.querySelectorAll("[data-word]").forEach(node => { node.textContent = word(node.dataset.word); });
  document.querySelectorAll("[data-label]").forEach(node => { node.setAttribute("aria-label", word(node.dataset.label)); node.title = word(node.dataset.label); });
  document.querySelectorAll("[data-lang]").forEach(node => node.setAttribute("aria-pressed", node.dataset.lang === lang));
  document.querySelectorAll(".page").forEach(node => node.setAttribute("aria-label", word("page") + " " + node.dataset.page));
  const {identity} = renja;
  byId("title").textContent = [word(identity.jenis_dokumen), identity.tahun, identity.perangkat_daerah].filter(Boolean).join(" ");
  byId("sub").textContent = [identity.daerah, identity.provinsi, renja.source.file_name].filter(Boolean).join(" · ");
  document.title = `${byId("title").textContent} – renja`;
  layTabs();
  openTab(tab ?? (parts.length ? parts[0].path : "findings"));
  fillEditor();
  paintCurrent();
}

const KEYS = {n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), c: () => decide("confirmed"), s: save, "?": () => byId("help").showModal()};
function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || byId("help").open) return;
  const at = event.target;
  if (event.key === "Escape") { if (selected) { closeEditor(); event.preventDefault(); } return; }
  if (event.key === "Enter" && at.id === "new-text") { byId("editor").requestSubmit(); event.preventDefault(); return; }
  if (at.matches("input:not([type=checkbox]), select, textarea")) return;
  if ((event.key === "Enter" || event.key === " ") && at.matches("span[role=button]")) { at.click(); event.preventDefault(); return; }
  if (at.getAttribute("role") === "tab" && (event.key === "ArrowRight" || event.key === "ArrowLeft")) return turnTab(event.key === "ArrowRight" ? 1 : -1);
  if (event.key === "Enter" && !at.matches("button, a, summary, [type=checkbox]")) { editFinding(); event.preventDefault(); return; }
  const act = KEYS[event.key];
  if (act) { act(); event.preventDefault(); }
}
function editFinding() {
  if (!selected && current !== null && decidable(current)) pick(decidable(current));
  if (selected) fieldOf(selected).focus();
}

if (paged) { layPages(); } else { layDocument(); byId("zooms").hidden = true; }
restore();
speak(lang);
if (paged) fitZoom();
document.addEventListener("keydown", pressed);
const on = (id, act) => byId(id).addEventListener("click", act);
on("next", () => step(1));
on("previous", () => step(-1));
on("edit-finding", editFinding);
on("save", save);
on("json", () => download(baseName() + ".json", embedded("renja")));
on("help-open", () => byId("help").showModal());
on("help-close", () => byId("help").close());
on("confirm", () => decide("confirmed"));
on("withdraw", () => withdraw(selected));
on("close", closeEditor);
on("zoom-in", () => setZoom(zoom * 1.25));
on("zoom-out", () => setZoom(zoom / 1.25));
on("zoom-fit", () => fitZoom(true));
byId("editor").addEventListener("submit", event => { event.preventDefault(); decide("corrected"); });
for (const id of FIELDS) byId(id).addEventListener("input", () => { valid(); echo(); });
document.querySelectorAll("[data-lang]").forEach(button => button.addEventListener("click", () => speak(button.dataset.lang)));
window.addEventListener("beforeunload", event => { if (decisions.size && !saved) event.preventDefault(); });
