// Draws paths over time: lines, bands, where 0 lies; and tells the values under the pointer.
// spec: from, until (the span of time shown), t, when (text of each t), unit, below (words under 0),
// series of {name, values, low, high, colour, dash}, write (value to text), marks (whether every
// point is marked). A gap is null.
"use strict";
function drawPaths(figure, spec) {
  const width = Math.max(320, figure.clientWidth), height = 260;
  const left = 58, right = 20, top = 12, bottom = 26;
  const esc = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
  const known = spec.series.flatMap((one) => [one.values, one.low || [], one.high || []]).flat()
    .filter((value) => value !== null);
  const ticks = niceTicks(Math.min(0, ...known), Math.max(0, ...known));
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const first = spec.from, last = spec.until;  // a year may be cut
  const x = (t) => left + (Math.max(first, Math.min(t, last)) - first) / (last - first) * (width - left - right);
  const y = (v) => top + (high - v) / (high - low) * (height - top - bottom);
  const at = (values, i) => `${x(spec.t[i]).toFixed(1)},${y(values[i]).toFixed(1)}`;
  const defined = (values) => [...values.keys()].filter((i) => values[i] !== null);
  const runs = (values) => defined(values).reduce((found, i) => {  // a band ends at a gap
    if (i > 0 && values[i - 1] !== null) found[found.length - 1].push(i);
    else found.push([i]);
    return found;
  }, []);
  const line = (values) => defined(values).map((i) => at(values, i)).join(" ");
  const digits = Math.max(0, -Math.floor(Math.log10(ticks[1] - ticks[0]) + 1e-9));
  let drawn = "";
  for (const tick of ticks) {
    const text = tick.toLocaleString("en", {minimumFractionDigits: digits,
      maximumFractionDigits: digits});
    drawn += `<line class="grid" x1="${left}" x2="${width - right}" y1="${y(tick)}" y2="${y(tick)}"/>`
      + `<text x="${left - 6}" y="${y(tick) + 4}" text-anchor="end">${text}</text>`;
  }
  const years = [];  // ticks part them; each is named in its middle
  for (let year = Math.floor(first + 1e-6); year < last - 1e-6; year += 1) years.push(year);
  const step = Math.ceil(years.length / Math.max(2, Math.floor((width - left) / 52)));
  for (const year of years) {
    drawn += `<line class="tick" x1="${x(year)}" x2="${x(year)}" y1="${height - bottom}"`
      + ` y2="${height - bottom + 4}"/>`;
  }
  for (const year of years.filter((_, i) => i % step === 0)) {
    drawn += `<text x="${x(year + 0.5)}" y="${height - 6}" text-anchor="middle">${year}</text>`;
  }
  for (const one of spec.series.filter((each) => each.low)) {
    for (const run of runs(one.low)) {
      const there = run.map((i) => at(one.high, i)), back = run.map((i) => at(one.low, i)).reverse();
      drawn += `<polygon points="${[...there, ...back].join(" ")}" fill="${one.colour}" opacity="0.18"/>`;
    }
  }
  drawn += `<line class="zero" x1="${left}" x2="${width - right}" y1="${y(0)}" y2="${y(0)}"/>`;
  for (const one of spec.series) {
    drawn += `<polyline points="${line(one.values)}" fill="none" stroke="${one.colour}"`
      + ` stroke-width="2" stroke-dasharray="${one.dash}" data-name="${esc(one.name)}"/>`;
    for (const i of spec.marks ? defined(one.values) : []) {
      drawn += `<circle cx="${x(spec.t[i])}" cy="${y(one.values[i])}" r="2.6" fill="${one.colour}"/>`;
    }
  }
  if (low < 0) {
    drawn += `<text class="below" x="${left + 6}" y="${height - bottom - 6}">${esc(spec.below)}</text>`;
  }
  const legend = spec.series.map((one) => `<span><svg width="30" height="10"><line x1="1" x2="29"`
    + ` y1="5" y2="5" stroke="${one.colour}" stroke-width="2.5" stroke-dasharray="${one.dash}"/></svg>`
    + ` ${esc(one.name)}</span>`).join("");
  figure.innerHTML = `<p class="legend">${legend}</p><svg class="paths" width="${width}"`
    + ` height="${height}" viewBox="0 0 ${width} ${height}">${drawn}<line class="here" y1="${top}"`
    + ` y2="${height - bottom}" visibility="hidden"/></svg><p class="told">&nbsp;</p>`;
  const svg = figure.querySelector("svg.paths"), here = figure.querySelector(".here");
  svg.onpointermove = (event) => {
    const time = first + (event.offsetX - left) / (width - left - right) * (last - first);
    const near = spec.t.reduce((a, t, i) => Math.abs(t - time) < Math.abs(spec.t[a] - time) ? i : a, 0);
    here.setAttribute("x1", x(spec.t[near]));
    here.setAttribute("x2", x(spec.t[near]));
    here.setAttribute("visibility", "visible");
    const said = spec.series.filter((one) => one.values[near] !== null && near < one.values.length)
      .map((one) => `${one.name} ${spec.write(one.values[near])}`);
    figure.querySelector(".told").textContent = `${spec.when[near]}: ${said.join("; ")} ${spec.unit}`;
  };
}
function niceTicks(low, high) {
  const span = high - low || 1, rough = span / 5, power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough);
  const ticks = [];
  for (let k = Math.floor(low / step + 1e-9); k <= Math.ceil(high / step - 1e-9); k += 1) {
    ticks.push(k * step);
  }
  return ticks.length > 1 ? ticks : [low, low + step];
}
