// Findings: the list, its filters, and stepping through it.
const SEVERITIES = ["error", "warning", "info"];
const filter = {severities: new Set(SEVERITIES), code: ""};
let current = null;

// Findings about words: where they quote nothing that is shown, their row is, but there is nothing to decide.
const OF_WORDS = new Set(["ocr-low-confidence", "level-uncertain", "kode-invalid", "numbering-irregular"]);
function decidable(index) {
  const {code, message} = renja.findings[index], entry = about[index];
  return entry && (!OF_WORDS.has(code) || isText(entry) || message.includes(`“${rawOf(entry)}”`)) ? entry : undefined;
}
const chosen = () => renja.findings.map((_, index) => index).filter(index => {
  const {severity, code} = renja.findings[index];
  return filter.severities.has(severity) && (!filter.code || filter.code === code);
});
function placeText({table, rows, page: number}) {
  return [table, rows.length ? word("row") + " " + (rows[0] + 1) : null, number ? word("page") + " " + number : null].filter(Boolean).join(" · ");
}
function findingBody(index) {
  const {severity, code, at, expected, found} = renja.findings[index];
  const numbers = [expected !== null ? word("expected") + " " + amount(expected) : null, found !== null ? word("found") + " " + amount(found) : null].filter(Boolean).join(" · ");
  return [el("span", {class: "severity " + severity}, word("severity." + severity)), " ", el("span", {class: "code", title: word("code." + code)}, code), " ",
    el("span", {class: "sentence"}, sentence(index)), el("span", {class: "where"}, [numbers, placeText(at)].filter(Boolean).join(" · "))];
}
function findingsPanel() {
  const counts = severity => renja.findings.filter(finding => finding.severity === severity).length;
  const boxes = SEVERITIES.map(severity => {
    const box = el("input", {type: "checkbox", "data-severity": severity});
    box.checked = filter.severities.has(severity);
    box.addEventListener("change", () => { box.checked ? filter.severities.add(severity) : filter.severities.delete(severity); refilter(); });
    return el("label", {class: "chip"}, box, el("span", {class: "severity " + severity}, word("severity." + severity)), ` ${counts(severity)}`);
  });
  const codes = [...new Set(renja.findings.map(finding => finding.code))].sort();
  const select = el("select", {id: "code", "aria-label": word("code")}, el("option", {value: ""}, word("all_codes")), ...codes.map(code => el("option", {value: code}, word("code." + code))));
  select.value = filter.code;
  select.addEventListener("change", () => { filter.code = select.value; refilter(); });
  return [el("div", {class: "filters"}, el("fieldset", {}, el("legend", {class: "hidden"}, word("severity")), ...boxes), select), findingList()];
}
function findingList() {
  const shown = chosen();
  if (!shown.length) return el("p", {class: "empty", id: "findings"}, word("none"));
  return el("ol", {id: "findings"}, ...shown.map(index => el("li", {}, el("button", {type: "button", class: "finding", "data-finding": index,
    "aria-current": index === current && "true", onclick: () => goTo(index)}, ...findingBody(index)))));
}
function refilter() {
  byId("findings").replaceWith(findingList());
  if (current !== null && !chosen().includes(current)) current = null;
  paintCurrent();
}
function paintCurrent() {
  const shown = chosen();
  const place = shown.indexOf(current);
  byId("count").textContent = shown.length ? `${place < 0 ? "–" : place + 1} / ${shown.length}` : "0";
  byId("current").replaceChildren(...(current === null ? [renja.findings.length ? word("step_hint") : word("no_findings")] : findingBody(current)));
  byId("edit-finding").hidden = current === null || !decidable(current);
  document.querySelectorAll("#findings [data-finding]").forEach(button => {
    const is = Number(button.dataset.finding) === current;
    is ? button.setAttribute("aria-current", "true") : button.removeAttribute("aria-current");
    if (is) bring(button, byId("panel"));
  });
}
function goTo(index) {
  current = index;
  const entry = about[index];
  if (entry && tab !== "findings") openTab(partOf(entry.path).path);
  pick(decidable(index) ?? null);
  if (entry && tab !== "findings") reveal(entry);
  showFinding(index);
  paintCurrent();
}
function step(by) {
  const shown = chosen();
  if (!shown.length) return;
  const place = shown.indexOf(current);
  goTo(shown[place < 0 ? (by > 0 ? 0 : shown.length - 1) : (place + by + shown.length) % shown.length]);
}
