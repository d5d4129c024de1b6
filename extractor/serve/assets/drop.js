"use strict";
const byId = id => document.getElementById(id);
const {language, words} = JSON.parse(byId("words").textContent);
let lang = language;
const word = name => words[name][lang];
function speak(wanted) {
  lang = wanted;
  document.documentElement.lang = lang;
  document.querySelectorAll("[data-word]").forEach(node => { node.textContent = word(node.dataset.word); });
  document.querySelectorAll("[data-lang]").forEach(node => node.setAttribute("aria-pressed", node.dataset.lang === lang));
}
async function send(file) {
  byId("wrong").textContent = "";
  byId("state").textContent = word("working").replace("{file}", () => file.name);
  const form = new FormData();
  form.append("file", file);
  const token = byId("token").value;
  try {
    const response = await fetch("review?lang=" + lang, {method: "POST", body: form, headers: token ? {Authorization: "Bearer " + token} : {}});
    if (response.ok) {
      location.assign(URL.createObjectURL(new Blob([await response.blob()], {type: "text/html"})));
      return;
    }
    byId("wrong").textContent = (await response.json()).message;
  } catch {
    byId("wrong").textContent = word("no_answer");
  }
  byId("state").textContent = "";
}
byId("file").addEventListener("change", () => { if (byId("file").files.length) send(byId("file").files[0]); });
byId("form").addEventListener("submit", event => event.preventDefault());
const drop = byId("drop");
for (const name of ["dragover", "drop"]) document.addEventListener(name, event => event.preventDefault());
drop.addEventListener("dragover", () => drop.classList.add("over"));
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", event => { drop.classList.remove("over"); if (event.dataTransfer.files.length) send(event.dataTransfer.files[0]); });
document.querySelectorAll("[data-lang]").forEach(button => button.addEventListener("click", () => speak(button.dataset.lang)));
speak(lang);
