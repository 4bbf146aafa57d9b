// The list filters and sorts as one types; what is chosen stands in the address.
import { address, CHANGED } from "./dom";

const ORDER = ["contested", "one-sided", "single", "agreed", "denied", "stale", "unknown"];

export function listing(place: HTMLElement): void {
  const form = place as HTMLFormElement;
  const body = document.querySelector<HTMLTableSectionElement>("#list tbody");
  const shown = document.getElementById("shown");
  if (!body) return;
  form.hidden = false;
  // A page that was asked for a part of the list holds that part alone: then the server goes on filtering.
  const asked = new URL(location.href).searchParams;
  const rows = [...body.querySelectorAll<HTMLTableRowElement>("tr[data-mission]")];
  const whole = rows.length >= document.querySelectorAll(".map .mark").length && !asked.get("words") && !asked.get("standing");
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | HTMLSelectElement;
  if (document.querySelector("[data-published='1']")) {
    for (const name of ["words", "standing", "sort"]) field(name).value = asked.get(name) ?? (name === "sort" ? "standing" : "");
  } else if (!whole) return;
  form.querySelector("button")?.setAttribute("hidden", "");

  const apply = (): void => {
    const words = field("words").value.trim().toLowerCase();
    const standing = field("standing").value;
    const sort = field("sort").value;
    let visible = 0;
    for (const row of rows) {
      const text = `${row.textContent ?? ""} ${row.dataset["mission"] ?? ""}`.toLowerCase();
      row.hidden = !(text.includes(words) && (!standing || row.dataset["standing"] === standing));
      if (!row.hidden) visible += 1;
    }
    body.append(...rows.sort((a, b) => compare(a, b, sort)));
    if (shown) {
      shown.textContent = (form.dataset["of"] ?? "").replace("{n}", String(visible)).replace("{all}", String(rows.length));
    }
  };
  const place_of = (row: HTMLElement): string => row.dataset["place"] ?? "";
  const cell = (row: HTMLElement, name: string): string => row.querySelector(`.${name}`)?.textContent?.trim() ?? "";
  const compare = (a: HTMLElement, b: HTMLElement, sort: string): number => {
    const by_place = place_of(a).localeCompare(place_of(b));
    const by_last = cell(b, "last").localeCompare(cell(a, "last"));
    if (sort === "place") return by_place;
    if (sort === "operator") return cell(a, "words").localeCompare(cell(b, "words")) || by_place;
    if (sort === "last") return by_last || by_place;
    const rank = (row: HTMLElement): number => ORDER.indexOf(row.dataset["standing"] ?? "");
    return rank(a) - rank(b) || by_last || by_place;
  };
  const changed = (): void => {
    const sort = field("sort").value;
    address({ words: field("words").value.trim(), standing: field("standing").value, sort: sort === "standing" ? "" : sort });
    apply();
  };
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  document.addEventListener("click", (event) => {
    const chosen = (event.target as Element).closest<HTMLElement>("#counts [data-standing]");
    if (!chosen) return;
    event.preventDefault();
    field("standing").value = chosen.dataset["standing"] ?? "";
    changed();
    document.getElementById("list-h")?.scrollIntoView({ block: "start" });
  });
  document.addEventListener(CHANGED, apply);
  if ([...asked.keys()].some((name) => ["words", "standing", "sort"].includes(name))) apply();
}
