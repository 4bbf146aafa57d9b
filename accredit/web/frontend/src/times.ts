// Two sliders, as of and known at, over the ends of months. They move the map, the list, the counts and the address.
import { address, element } from "./dom";
import { paint } from "./paint";
import { published, served } from "./states";

export function sliding(place: HTMLElement): void {
  const words = place.dataset as Record<string, string>;
  const is_published = words["published"] === "1";
  const days = ends(words["first"] ?? "", words["last"] ?? "");
  if (!days.length) return;
  const asked = new URL(location.href).searchParams;
  const source = is_published ? published(words["marks"] ?? "") : served(words["marks"] ?? "");
  const told = element("p", { class: "quiet", role: "status" });
  const [asOf, asOfShown, asOfRow] = slider("as-of", words["lAsOf"] ?? "", days.length - 1);
  const [knownAt, knownAtShown, knownAtRow] = slider("known-at", words["lKnownAt"] ?? "", days.length);
  place.append(asOfRow, knownAtRow, element("p", { class: "quiet" }, `${words["lDrag"]} ${words["lMonths"]}`), told);
  place.hidden = false;

  const at = (day: string): number => Math.max(0, days.filter((each) => each <= day).length - 1);
  const starting = { asOf: (is_published && asked.get("as-of")) || words["asOf"] || "", knownAt: (is_published && asked.get("known-at")) || words["knownAt"] || "" };
  asOf.value = String(at(starting.asOf));
  knownAt.value = String(starting.knownAt ? at(starting.knownAt) : days.length);
  let day = starting.asOf;
  let known = starting.knownAt;
  const say = (): void => {
    asOfShown.textContent = day;
    knownAtShown.textContent = known || (words["lOpen"] ?? "");
    asOf.setAttribute("aria-valuetext", asOfShown.textContent);
    knownAt.setAttribute("aria-valuetext", knownAtShown.textContent);
  };
  const move = async (): Promise<void> => {
    say();
    address({ "as-of": day, "known-at": known });
    for (const [name, value] of [["as-of", day], ["known-at", known]] as const) {
      const field = document.querySelector<HTMLInputElement>(`.asking input[name=${name}]`);
      if (field) field.value = value;
      const kept = document.querySelector<HTMLInputElement>(`.filter input[name=${name}]`);
      if (kept) kept.value = value;
    }
    try {
      paint(await source(day, known));
      told.textContent = "";
      place.dataset["shown"] = `${day} ${known}`;
    } catch (error) {
      if ((error as Error).name !== "AbortError") told.textContent = String((error as Error).message);
    }
  };
  const settle = async (): Promise<void> => {
    carry(day, known);
    if (is_published) return;
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    for (const name of ["latest"]) {
      const fresh = page.getElementById(name);
      if (fresh) document.getElementById(name)?.replaceWith(document.adoptNode(fresh));
    }
    // Who says so comes with the page: the sliders bring the answers alone.
    for (const row of page.querySelectorAll<HTMLElement>("#list tr[data-mission]")) {
      const who = row.querySelector(".who");
      const here = document.querySelector(`#list tr[data-mission="${CSS.escape(row.dataset["mission"] ?? "")}"] .who`);
      if (who && here) here.replaceWith(document.adoptNode(who));
    }
  };
  asOf.addEventListener("input", () => { day = days[Number(asOf.value)] ?? day; void move(); });
  knownAt.addEventListener("input", () => { known = days[Number(knownAt.value)] ?? ""; void move(); });
  for (const each of [asOf, knownAt]) each.addEventListener("change", () => void settle());
  say();
  if (is_published && (asked.get("as-of") || asked.get("known-at"))) void move();
}

/** Links to other pages of the server go on asking about the same times. */
function carry(day: string, known: string): void {
  if (document.querySelector("[data-published='1']")) return;
  for (const link of document.querySelectorAll<HTMLAnchorElement | SVGAElement>("main a[href], nav a[href]")) {
    const href = link.getAttribute("href") ?? "";
    if (!href.startsWith("/")) continue;
    const to = new URL(href, location.href);
    to.searchParams.set("as-of", day);
    if (known) to.searchParams.set("known-at", known);
    else to.searchParams.delete("known-at");
    link.setAttribute("href", `${to.pathname}${to.search}${to.hash}`);
  }
}

function slider(name: string, words: string, most: number): [HTMLInputElement, HTMLOutputElement, HTMLElement] {
  const range = element("input", { type: "range", min: 0, max: most, step: 1, id: `slide-${name}` });
  const shown = element("output", { for: `slide-${name}` });
  return [range, shown, element("p", { class: "slider" }, element("label", { for: `slide-${name}` }, words), range, shown)];
}

/** The ends of the months from the first day to the last one, and the last day itself. */
function ends(first: string, last: string): string[] {
  const [year, month] = first.split("-").map(Number);
  const found: string[] = [];
  if (!year || !month) return found;
  for (let n = 0; n < 2400; n += 1) {
    const end = new Date(Date.UTC(year, month + n, 0)).toISOString().slice(0, 10);
    if (end >= last) break;
    found.push(end);
  }
  return [...found, last];
}
