"use strict";
const byId = id => document.getElementById(id);
const {language, words} = JSON.parse(byId("words").textContent);
let lang = language;
let last = null;
const word = name => words[name][lang];
function speak(wanted) {
  lang = wanted;
  document.documentElement.lang = lang;
  document.querySelectorAll("[data-word]").forEach(node => { node.textContent = word(node.dataset.word); });
  document.querySelectorAll("[data-label]").forEach(node => { node.setAttribute("aria-label", word(node.dataset.label)); });
  document.querySelectorAll("[data-lang]").forEach(node => node.setAttribute("aria-pressed", node.dataset.lang === lang));
}
function working(file) {
  byId("form").setAttribute("aria-busy", file !== null);
  byId("busy").hidden = file === null;
  byId("file").disabled = file !== null;
  byId("state").textContent = file === null ? "" : word("working").replace("{file}", () => file.name);
}
// One document at a time; a locked one is asked for again with its password.
async function send(file, password = "") {
  if (byId("form").getAttribute("aria-busy") === "true") return;
  last = file;
  byId("wrong").textContent = "";
  byId("locked").hidden = !password;
  working(file);
  const form = new FormData();
  form.append("file", file);
  if (password) form.append("password", password);
  const token = byId("token").value;
  let wrong = "", locked = false;
  try {
    const response = await fetch("review?lang=" + lang, {method: "POST", body: form, headers: token ? {Authorization: "Bearer " + token} : {}});
    if (response.ok) {
      location.assign(URL.createObjectURL(new Blob([await response.blob()], {type: "text/html"})));
    } else {
      const {code, message} = await response.json();
      locked = code === "locked";
      wrong = locked ? word(password ? "wrong_password" : "locked") : message;
    }
  } catch {
    wrong = word("no_answer");
  }
  working(null);
  byId("wrong").textContent = wrong;
  byId("locked").hidden = !locked;
  if (locked) byId("password").select();
}
byId("file").addEventListener("change", () => {
  const [file] = byId("file").files;
  // Emptied, it tells of the same file too when that is chosen once more.
  byId("file").value = "";
  if (file) { byId("password").value = ""; send(file); }
});
byId("form").addEventListener("submit", event => {
  event.preventDefault();
  if (last && byId("password").value) send(last, byId("password").value);
});
const drop = byId("drop");
for (const name of ["dragover", "drop"]) document.addEventListener(name, event => event.preventDefault());
drop.addEventListener("dragover", () => drop.classList.add("over"));
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", event => {
  drop.classList.remove("over");
  if (event.dataTransfer.files.length) { byId("password").value = ""; send(event.dataTransfer.files[0]); }
});
document.querySelectorAll("[data-lang]").forEach(button => button.addEventListener("click", () => speak(button.dataset.lang)));
speak(lang);
