// Pointing at a bar of the timeline shows its card, and the other way round.
export function pointing(place: HTMLElement): void {
  for (const bar of place.querySelectorAll<SVGAElement>("[data-claim]")) {
    const card = document.getElementById(`claim-${bar.dataset["claim"]}`);
    if (!card) continue;
    const point = (on: boolean) => () => {
      bar.classList.toggle("pointed", on);
      card.classList.toggle("pointed", on);
    };
    for (const each of [bar, card]) {
      each.addEventListener("pointerenter", point(true));
      each.addEventListener("pointerleave", point(false));
    }
    bar.addEventListener("focus", point(true));
    bar.addEventListener("blur", point(false));
  }
}
