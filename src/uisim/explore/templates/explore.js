// Sends what is asked (scenario, month, levers moved) and shows what comes back.
const words = JSON.parse(document.getElementById("words").textContent);
const place = (id) => document.getElementById(id);
const levers = () => [...document.querySelectorAll("#levers .lever")];
const address = new URLSearchParams(location.search);
let number = 0, waiting = null, drawn = {};
document.documentElement.lang = place("explore").lang;
document.title = `${words.title} – uisim`;

function valueOf(lever) {
  const value = lever.querySelector(".value"), other = lever.querySelector(".other");
  return other && value.value === "" ? other.value : value.value;
}
function moved() {
  const found = {};
  for (const lever of levers()) {
    const value = valueOf(lever), initial = lever.dataset.initial;
    const isNumber = lever.querySelector("input[type=number]") !== null;
    const differs = value !== "" && (isNumber ? Number(value) !== Number(initial) : value !== initial);
    lever.classList.toggle("moved", differs);
    if (differs) found[lever.dataset.key] = isNumber ? Number(value) : value;
  }
  return found;
}
function begin() {
  number += 1;  // what is still answered to an earlier question is not shown
  place("state").textContent = words.playing;
  place("explore").classList.add("busy");
}
function ask(fields) {
  begin();
  const asked = {number, lang: place("explore").dataset.lang, scenario: place("scenario").value, since: place("since").value,
    moved: moved(), fresh: false, ...fields};
  Shiny.setInputValue("asked", asked);
}
function soon() {
  begin();
  clearTimeout(waiting);
  waiting = setTimeout(ask, 200, {});
}
place("levers").addEventListener("input", (event) => {
  const lever = event.target.closest(".lever"), other = lever.querySelector(".other");
  const [range, box] = [lever.querySelector("[type=range]"), lever.querySelector("[type=number]")];
  if (event.target === range) box.value = range.value;
  if (event.target === box) range.value = box.value;
  if (other) other.hidden = lever.querySelector(".value").value !== "";
  soon();
});
place("scenario").addEventListener("change", () => ask({moved: {}, since: "", fresh: true}));
place("since").addEventListener("change", () => ask({fresh: true}));
place("reset").addEventListener("click", () => ask({moved: {}, fresh: true}));
place("save").addEventListener("submit", (event) => {
  event.preventDefault();
  Shiny.setInputValue("save", {name: place("name").value}, {priority: "event"});
});
for (const link of document.querySelectorAll("[data-to]")) {
  link.addEventListener("click", () => {
    link.search = new URLSearchParams({lang: link.dataset.to, scenario: place("scenario").value,
      since: place("since").value, moved: JSON.stringify(moved())});
  });
}
function paragraphs(id, texts, kind) {
  place(id).replaceChildren(...texts.map((text) => {
    const line = document.createElement("p");
    line.textContent = text;
    line.className = kind;
    return line;
  }));
}
function redraw() {
  for (const [name, spec] of Object.entries(drawn)) {
    const write = (value) => value.toLocaleString("en", {minimumFractionDigits: spec.digits,
      maximumFractionDigits: spec.digits});
    drawPaths(place(name), {...spec, write});
  }
}
window.addEventListener("resize", redraw);
const handlers = {
  levers(message) {
    place("levers").innerHTML = message.html;
    place("since").replaceChildren(...message.months.map((month) =>
      new Option(month, month, false, month === message.since)));
    moved();
  },
  problems(message) {
    paragraphs("problems", message.texts, message.stop ? "warning" : "note");
    if (message.stop) {
      place("state").textContent = "";
      place("figures").classList.add("old");
      place("explore").classList.remove("busy");
    }
  },
  shown(message) {
    place("figures").innerHTML = message.figures;
    place("figures").classList.remove("old");
    place("note").textContent = message.note;
    place("state").textContent = message.done ? words.done : words.refining;
    place("explore").classList.toggle("busy", !message.done);
    place("balance-unit").textContent = message.charts.balance.unit;
    drawn = message.charts;
    redraw();
  },
  saved(message) {
    paragraphs("saved", message.texts, message.file ? "" : "warning");
    if (message.file) place("scenario").add(new Option(message.file, message.file));
  },
};
document.addEventListener("DOMContentLoaded", () => {
  for (const [name, handler] of Object.entries(handlers)) {
    Shiny.addCustomMessageHandler(name, (message) => {
      if (name === "saved" || message.number === number) handler(message);
    });
  }
  jQuery(document).on("shiny:connected", () => {
    if (address.has("scenario")) place("scenario").value = address.get("scenario");
    ask({since: address.get("since") || "", moved: JSON.parse(address.get("moved") || "{}"),
      fresh: true});
  });
  jQuery(document).on("shiny:disconnected", () => {
    paragraphs("problems", [words.gone], "warning");
    place("state").textContent = "";
  });
});
