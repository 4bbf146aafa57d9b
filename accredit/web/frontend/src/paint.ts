// Puts the states of missions on the map, into the list and into the counts.
import { CHANGED, drawn, element } from "./dom";
import type { State, States } from "./states";

/** Slots that are drawn by a pattern on paper: hollow ones keep it. */
const PATTERNS = new Set(["closed", "none", "cooperating"]);

export function paint(states: States, day: string): void {
  for (const mark of document.querySelectorAll<SVGElement>(".map .mark")) {
    const state = states.get(mark.dataset["mission"] ?? "");
    if (!state) continue;
    draw(mark, state, "mark");
    const label = `${mark.dataset["words"]}: ${state.words}`;
    mark.setAttribute("aria-label", label);
    const title = drawn("title");
    title.textContent = label;
    mark.prepend(title);
  }
  for (const row of document.querySelectorAll<HTMLElement>("#list tr[data-mission]")) {
    const state = states.get(row.dataset["mission"] ?? "");
    if (state) tell(row, state, day);
  }
  count(states);
  document.dispatchEvent(new Event(CHANGED));
}

function draw(into: SVGElement, state: State, kind: string): void {
  const shape = into.querySelector("path")?.getAttribute("d") ?? "";
  const fill = (slot: string): string => `url(#fill-${slot})`;
  const paths =
    state.way === "split"
      ? [
          drawn("path", { class: "half", d: shape, fill: fill(state.first), "clip-path": "url(#left)" }),
          drawn("path", { class: "half second", d: shape, fill: fill(state.second ?? "unknown"), "clip-path": "url(#right)" }),
        ]
      : [drawn("path", { class: "half", d: shape, fill: fill(state.way === "hollow" && !PATTERNS.has(state.first) ? "paper" : state.first) })];
  into.replaceChildren(...paths, drawn("path", { class: "edge", d: shape }));
  into.setAttribute("class", `${kind} way-${state.way} ink-${state.first}`);
}

function tell(row: HTMLElement, state: State, day: string): void {
  row.dataset["standing"] = state.standing;
  const glyph = row.querySelector<SVGElement>("svg");
  if (glyph) draw(glyph, state, "glyph");
  const put = (name: string, words: string): void => {
    const cell = row.querySelector(name);
    if (cell) cell.textContent = words;
  };
  put(".words", state.told);
  put(".since", state.since.replace("{day}", day));
  put("td.last", (state.last ?? "").replace("{day}", day));
  put(".who", "");
  const [words, standing] = [row.querySelector(".words"), standingWords(state.standing)];
  if (words) words.className = `words s-${state.standing}`;
  row.querySelector(".standing")?.remove();
  // Where the answer begins with its standing, a badge would only say it again.
  if (!state.told.startsWith(standing)) {
    words?.after(" ", element("span", { class: `standing s-${state.standing}` }, standing));
  }
}

function standingWords(name: string): string {
  return document.querySelector(`.filter option[value="${name}"]`)?.textContent ?? name;
}

function count(states: States): void {
  const place = document.getElementById("counts");
  if (!place) return;
  const many = new Map<string, number>();
  for (const { standing } of states.values()) many.set(standing, (many.get(standing) ?? 0) + 1);
  const help = new Map([...place.children].map((item) => [item.className.slice(2), item.querySelector("small")?.textContent ?? ""]));
  const items = [...document.querySelectorAll<HTMLOptionElement>(".filter select[name=standing] option")]
    .filter((option) => many.has(option.value))
    .map((option) => {
      const item = document.createElement("li");
      item.className = `s-${option.value}`;
      const link = document.createElement("a");
      link.href = "#list";
      link.dataset["standing"] = option.value;
      const number = document.createElement("b");
      number.textContent = String(many.get(option.value));
      link.append(number, ` ${option.textContent}`);
      const small = document.createElement("small");
      small.textContent = help.get(option.value) ?? "";
      item.append(link, " ", small);
      return item;
    });
  place.replaceChildren(...items);
}
