// Finds the cell of a sweep that belongs to what is chosen, and shows it beside another.
const data = JSON.parse(document.getElementById("data").textContent);
const levers = [...document.querySelectorAll("[data-at]")];
let lang = data.lang, reference = data.reference, shown = data.reference;
const words = () => data.words[lang];
const fill = (text, fields) => text.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
function written(at, value) {
  const values = data.keys[at].values;
  if (value === null) return words().own;
  if (values) return data.keys[at].texts[lang][values.indexOf(value)];
  const key = data.keys[at];
  return Number(((key.percent ? 100 : 1) * value).toPrecision(4)) + key.unit[lang];
}
const valueOf = (lever) => {
  const key = data.keys[lever.dataset.at];
  return key.values ? key.values[lever.value] : Number(lever.value);
};
function setLever(lever, value) {
  const values = data.keys[lever.dataset.at].values;
  lever.value = values ? values.indexOf(value) : value;
}
// How far two values of a key lie apart: in lengths of its range, far where it has none.
function apart(at, one, other) {
  const key = data.keys[at];
  if (one === other) return 0;
  if (key.kind !== "range" || one === null) return 100;
  const lengths = Math.abs(one - other) / (key.high - key.low);
  return lengths < 1e-9 ? 0 : lengths ** 2;  // a slider keeps fewer digits
}
const distance = (cell, wanted) =>
  wanted.reduce((sum, value, at) => sum + apart(at, data.cells[cell][at], value), 0);
function nearest(wanted) {
  let [best, least] = [0, Infinity];
  data.cells.forEach((_, cell) => {
    const away = distance(cell, wanted);
    if (away < least) [best, least] = [cell, away];
  });
  return best;
}
function choose(moved) {
  if (moved && data.keys[moved.dataset.at].alone) {
    for (const lever of levers) {
      if (lever !== moved && data.keys[lever.dataset.at].alone) setLever(lever, null);
    }
  }
  shown = nearest(levers.map(valueOf));
  show();
}
function number(value, scale) {
  if (value === null) return "–";
  const text = (value / scale.divisor).toLocaleString("en", {minimumFractionDigits: scale.digits,
    maximumFractionDigits: scale.digits});
  return /[1-9]/.test(text) ? text.replace("-", "−") : text.replace("-", "");
}
function figureRow(figure, at) {
  const scale = figure.scale[lang], unit = scale.unit ? ` <span class="unit">${scale.unit}</span>` : "";
  const cell = (which) => {
    const isBand = figure.low && figure.low[which] !== null;
    const ends = isBand && {low: number(figure.low[which], scale),
      high: number(figure.high[which], scale)};
    const band = ends ? `<span class="between">${fill(words().between, ends)}</span>` : "";
    return `<td class="n">${number(figure.mean[which], scale)}${band}</td>`;
  };
  const both = figure.mean[shown] !== null && figure.mean[reference] !== null;
  const difference = both ? figure.mean[shown] - figure.mean[reference] : null;
  const sign = difference > 0 && /[1-9]/.test(number(difference, scale)) ? "+" : "";
  return `<tr${at < data.main ? ' class="main"' : ""} data-name="${figure.name}"><td>${
    figure.label[lang]}${unit}</td>${cell(shown)}${cell(reference)}<td class="n">${sign}${
    number(difference, scale)}</td></tr>`;
}
function draw(id, path, scale, marks) {
  const series = (cell, name, colour, dash, band) => {
    const of = (values) => values[cell].map((v) => v === null ? null : v * path.step / scale.divisor);
    const one = {name, values: of(path.mean), colour, dash};
    return band && path.low ? {...one, low: of(path.low), high: of(path.high)} : one;
  };
  drawPaths(document.getElementById(id), {
    from: data.from, until: data.until, t: path.t, when: path.when, unit: scale.unit, below: words().below, marks,
    series: [series(reference, words().compared, "#666666", "6 3", false),
      series(shown, words().chosen, "#0072b2", "", true)],
    write: (value) => number(value * scale.divisor, scale),
  });
}
function show() {
  const wanted = levers.map(valueOf), cell = data.cells[shown];
  levers.forEach((lever, at) => {
    if (lever.tagName === "SELECT") {
      [...lever.options].forEach((option, i) => {
        option.textContent = written(at, data.keys[at].values[i]);
      });
    } else {
      lever.parentElement.querySelector("output").textContent = written(at, wanted[at]);
    }
    const exact = apart(at, cell[at], wanted[at]) === 0;
    document.getElementById(`limits-${at}`).textContent =
      exact ? "" : fill(words().played, {value: written(at, cell[at])});
  });
  const note = document.getElementById("nearest"), exact = distance(shown, wanted) === 0;
  note.hidden = exact;
  note.textContent = fill(words().nearest, {cell: shown});
  document.querySelector("#figures tbody").innerHTML = data.figures.map(figureRow).join("");
  const values = data.keys.map((key, at) =>
    fill(words().pair, {name: key.meaning[lang], value: written(at, data.cells[reference][at])}));
  const which = reference === data.reference ? words()[data.base] : words().set;
  document.getElementById("reference").textContent =
    fill(words().reference, {which, cell: reference, values: values.join(words().then)});
  document.getElementById("balance-unit").textContent =
    fill(words().balance_unit, {unit: data.balance.scale[lang].unit});
  draw("balance", data.balance, data.balance.scale[lang], false);
  draw("reserve", data.reserve, data.reserve.scale[lang], true);
}
for (const lever of levers) lever.addEventListener("input", () => choose(lever));
for (const button of document.querySelectorAll("[data-lang]")) {
  button.addEventListener("click", () => {
    lang = button.dataset.lang;
    document.documentElement.lang = data.html_lang[lang];
    for (const one of document.querySelectorAll("[data-lang]")) {
      one.setAttribute("aria-pressed", String(one === button));
    }
    show();
  });
}
document.getElementById("compare").addEventListener("click", () => { reference = shown; show(); });
window.addEventListener("resize", show);
levers.forEach((lever, at) => setLever(lever, data.cells[shown][at]));
show();
