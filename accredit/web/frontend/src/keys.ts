// Keys for the queue. They act only while no field has the focus, and can be turned off (WCAG 2.1.4).
import { element } from "./dom";

const KEPT = "accredit-keys";

function off(): boolean {
  try {
    return localStorage.getItem(KEPT) === "off";
  } catch {
    return false;
  }
}

function keep(value: string): void {
  try {
    localStorage.setItem(KEPT, value);
  } catch {
    // Without a place to keep it, the choice holds for this page.
  }
}

export function pressing(place: HTMLElement): void {
  const words = place.dataset;
  const cards = [...document.querySelectorAll<HTMLElement>(".queue > .waiting")];
  let silent = off();
  const help = overlay(place);
  const told = element("span", { role: "status", class: "quiet" });
  const turn = element("button", { type: "button", class: "turn" });
  const open = element("button", { type: "button", class: "keys-help" }, `${words["help"] ?? ""} (?)`);
  const say = (): void => {
    told.textContent = (silent ? words["off"] : words["on"]) ?? "";
    turn.textContent = (silent ? words["turnOn"] : words["turnOff"]) ?? "";
  };
  turn.addEventListener("click", () => {
    silent = !silent;
    keep(silent ? "off" : "on");
    say();
  });
  open.addEventListener("click", () => help.showModal());
  say();
  place.append(open, " ", turn, " ", told);

  const at = (): number => cards.findIndex((card) => card.contains(document.activeElement));
  const go = (to: number): void => {
    const card = cards[Math.max(0, Math.min(cards.length - 1, to))];
    card?.focus();
    card?.scrollIntoView({ block: "nearest" });
  };
  const here = (): HTMLElement | undefined => cards[Math.max(0, at())];
  const button = (value: string) => here()?.querySelector<HTMLButtonElement>(`button[value=${value}]`);
  const acts: Record<string, () => void> = {
    j: () => go(at() + 1),
    k: () => go(at() - 1),
    c: () => button("confirmed")?.click(),
    r: () => {
      const card = here();
      const why = card?.querySelector<HTMLInputElement>("input[name=why]");
      if (!why || !card) return;
      if (why.value.trim()) button("rejected")?.click();
      else {
        why.focus();
        why.dataset["rejects"] = "1";
      }
    },
    e: () => here()?.querySelector<HTMLAnchorElement>("a.more")?.click(),
    u: () => document.querySelector<HTMLButtonElement>("#undo button")?.click(),
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    const field = (event.target as Element).closest<HTMLElement>("input, textarea, select, [contenteditable]");
    if (field instanceof HTMLInputElement && field.dataset["rejects"]) {
      // After r the reason is typed, and Enter sends it as a rejection: the form's first button would confirm.
      if (event.key === "Enter") {
        event.preventDefault();
        field.form?.querySelector<HTMLButtonElement>("button[value=rejected]")?.click();
      } else if (event.key === "Escape") {
        delete field.dataset["rejects"];
        field.closest<HTMLElement>(".waiting")?.focus();
      }
      return;
    }
    if (field || silent || help.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  for (const card of cards) {
    card.querySelector<HTMLInputElement>("input[name=why]")?.addEventListener("blur", (event) => {
      delete (event.target as HTMLInputElement).dataset["rejects"];
    });
  }
  if (document.getElementById("told")) cards[0]?.focus({ preventScroll: true });
}

function overlay(place: HTMLElement): HTMLDialogElement {
  const words = place.dataset;
  const list = element("dl", { class: "keyed" });
  for (const each of (words["keys"] ?? "").split("|")) {
    const cut = each.indexOf("=");
    const row = element("div", {}, element("dt", {}, element("kbd", {}, each.slice(0, cut))));
    row.append(element("dd", {}, each.slice(cut + 1)));
    list.append(row);
  }
  const close = element("button", { type: "button" }, words["close"] ?? "");
  const heading = element("h2", { id: "keys-h" }, words["help"] ?? "");
  const lead = element("p", { class: "quiet" }, words["lead"] ?? "");
  const made = element("dialog", { class: "keys-overlay", "aria-labelledby": "keys-h" }, heading, lead, list, close);
  close.addEventListener("click", () => made.close());
  document.body.append(made);
  return made;
}
