// A button beside a citation that copies it.
import { element } from "./dom";

export function copying(place: HTMLElement): void {
  const words = place.textContent?.trim() ?? "";
  const { copy = "", copied = "" } = place.dataset;
  const button = element("button", { type: "button", class: "copy" }, copy);
  const told = element("span", { role: "status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      // Without leave to use the clipboard the words are chosen, so that a key copies them.
      getSelection()?.selectAllChildren(place);
    }
    told.textContent = copied;
  });
  place.after(button, " ", told);
}
