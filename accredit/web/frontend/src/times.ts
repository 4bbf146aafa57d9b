// Two sliders, as of and known at, over all days. They move the map, the list, the counts and the address.
import { address, element } from "./dom";
import { paint } from "./paint";
import { published, same, served, type Source } from "./states";

const DAY = 86_400_000;
/** Days that are looked at for the next change; on the last of them the slider stops in any case. */
const LOOKED_AT = 60;

interface Slider {
  row: HTMLElement;
  range: HTMLInputElement;
  field: HTMLInputElement;
  /** The day, or nothing where the slider stands at open. */
  day: string;
  /** Steps to the next change before or after. */
  earlier: HTMLButtonElement;
  later: HTMLButtonElement;
}

export function sliding(place: HTMLElement): void {
  const words = place.dataset as Record<string, string>;
  const [first, last] = [words["first"] ?? "", words["last"] ?? ""];
  if (!first || first > last) return;
  const is_published = words["published"] === "1";
  const source = is_published ? published(words["marks"] ?? "") : served(words["marks"] ?? "", words["days"] ?? "");
  const told = element("p", { class: "quiet", role: "status" });
  const asOf = slider("as-of", words, first, last, false);
  const knownAt = slider("known-at", words, first, last, true);
  place.append(asOf.row, knownAt.row, element("p", { class: "quiet" }, words["lDrag"] ?? ""), told);
  place.hidden = false;
  document.querySelector(".asking, .asked")?.setAttribute("hidden", ""); // the sliders say it now
  const asked = new URL(location.href).searchParams;
  asOf.day = (is_published && asked.get("as-of")) || words["asOf"] || last;
  knownAt.day = (is_published && asked.get("known-at")) || words["knownAt"] || "";

  const say = (): void => {
    for (const each of [asOf, knownAt]) {
      each.range.value = String(each.day ? between(first, each.day) : Number(each.range.max));
      each.range.setAttribute("aria-valuetext", each.day || (words["lOpen"] ?? ""));
      each.field.value = each.day;
    }
  };
  const lost = (): void => {
    told.textContent = words["lLost"] ?? "";
  };
  const late_for_good = (): void => {
    late("lost");
    lost();
  };
  const move = async (): Promise<void> => {
    say();
    const [day, known] = [asOf.day, knownAt.day];
    address({ "as-of": day, "known-at": known });
    for (const [name, value] of [["as-of", day], ["known-at", known]] as const) keep(name, value);
    late("asked");
    await trying(late_for_good, async () => {
      const states = await source.at(day, known);
      const coarse = await source.coarse();
      if (day !== asOf.day || known !== knownAt.day) return; // the sliders have gone on
      paint(states, day);
      late("");
      told.textContent = coarse ? (words["lCoarse"] ?? "").replace("{n}", String(coarse)) : "";
      place.dataset["shown"] = `${day} ${known}`;
    });
  };
  const settle = async (): Promise<void> => {
    carry(asOf.day, knownAt.day);
    if (!is_published) await trying(lost, refresh);
  };
  const step = async (which: Slider, by: 1 | -1): Promise<void> => {
    await trying(lost, async () => {
      which.day = await change(source, asOf.day, knownAt.day, which === knownAt, by);
    });
    await move();
    await settle();
  };
  for (const each of [asOf, knownAt]) {
    each.range.addEventListener("input", () => {
      const value = Number(each.range.value);
      each.day = each === knownAt && value === Number(each.range.max) ? "" : after(first, value);
      void move();
    });
    each.range.addEventListener("change", () => void settle());
    each.field.addEventListener("change", () => {
      const typed = each.field.value;
      each.day = typed ? (typed < first ? first : typed > last ? last : typed) : each === knownAt ? "" : last;
      void move().then(settle);
    });
    each.earlier.addEventListener("click", () => void step(each, -1));
    each.later.addEventListener("click", () => void step(each, 1));
  }
  say();
  if (is_published && (asked.get("as-of") || asked.get("known-at"))) void move();
}

/** The next day on which the picture changes while one of the times moves; an open end comes after the last. */
async function change(source: Source, day: string, known: string, moves_known: boolean, by: 1 | -1): Promise<string> {
  const turns = await source.turns();
  const stops = moves_known ? [...turns.known, ""] : turns.days;
  const now = moves_known ? known : day;
  const at = (stop: string) => (moves_known ? source.at(day, stop) : source.at(stop, known));
  const later = stops.findIndex((stop) => stop === "" || (now !== "" && stop > now));
  let place = by > 0 ? later : stops.filter((stop) => stop !== "" && (now === "" || stop < now)).length - 1;
  if (now === "" && by > 0) return "";
  if (place < 0) return now;
  for (let looked = 0; looked < LOOKED_AT; looked += 1) {
    const before = stops[place - 1];
    if (before === undefined || stops[place + by] === undefined) break;
    if (!same(await at(before), await at(stops[place] ?? ""))) break;
    place += by;
  }
  return stops[place] ?? now;
}

/** What is asked of a server may be lost on the way; what was asked anew before its answer came is not missed. */
async function trying(lost: () => void, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if ((error as Error).name !== "AbortError") lost();
  }
}

/** What the page shows is of other days than it says, until their answer is here. */
function late(how: "asked" | "lost" | ""): void {
  for (const shown of document.querySelectorAll<HTMLElement>("#counts, #list, .map")) {
    shown.classList.toggle("late", how !== "");
    if (how === "asked") shown.setAttribute("aria-busy", "true");
    else shown.removeAttribute("aria-busy");
  }
}

/** The forms of the page go on asking about the same times. */
function keep(name: string, value: string): void {
  for (const field of document.querySelectorAll<HTMLInputElement>(`.asking input[name=${name}], .filter input[name=${name}]`)) {
    field.value = value;
  }
}

/** What the sliders do not bring comes with the page: the latest changes, and who says so. */
async function refresh(): Promise<void> {
  const asked = location.href;
  const page = new DOMParser().parseFromString(await (await fetch(asked)).text(), "text/html");
  if (asked !== location.href) return;
  const fresh = page.getElementById("latest");
  if (fresh) document.getElementById("latest")?.replaceWith(document.adoptNode(fresh));
  for (const row of page.querySelectorAll<HTMLElement>("#list tr[data-mission]")) {
    const who = row.querySelector(".who");
    const here = document.querySelector(`#list tr[data-mission="${CSS.escape(row.dataset["mission"] ?? "")}"] .who`);
    if (who && here) here.replaceWith(document.adoptNode(who));
  }
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

function slider(name: string, words: Record<string, string>, first: string, last: string, open: boolean): Slider {
  const label = words[open ? "lKnownAt" : "lAsOf"] ?? "";
  const id = `slide-${name}`;
  const range = element("input", { type: "range", min: 0, max: between(first, last) + (open ? 1 : 0), step: 1, id });
  const named = (which: string): string => `${label}: ${words[which] ?? ""}`;
  const field = element("input", { type: "date", min: first, max: last, "aria-label": named("lDay") });
  const button = (which: string, sign: string): HTMLButtonElement =>
    element("button", { type: "button", title: named(which), "aria-label": named(which) }, sign);
  const [earlier, later] = [button("lEarlier", "‹"), button("lLater", "›")];
  const help = element("small", {}, words[open ? "lKnownAtHelp" : "lAsOfHelp"] ?? "");
  const said = element("div", { class: "said-day" }, element("label", { for: id }, label), help, field);
  const row = element("div", { class: "slider" }, said, element("div", { class: "track" }, earlier, range, later));
  return { row, range, field, day: "", earlier, later };
}

function between(first: string, day: string): number {
  return Math.round((Date.parse(day) - Date.parse(first)) / DAY);
}

function after(first: string, days: number): string {
  return new Date(Date.parse(first) + days * DAY).toISOString().slice(0, 10);
}
