// Words that are chosen in the text go into the form, with their offset in code points.
export function choosing(place: HTMLElement): void {
  const form = place as HTMLFormElement;
  const text = document.getElementById("whole");
  const words = form.elements.namedItem("words") as HTMLTextAreaElement;
  const start = form.elements.namedItem("start") as HTMLInputElement;
  if (!text) return;
  const take = (): void => {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || chosen.rangeCount !== 1) return;
    const range = chosen.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const whole = range.toString();
    const taken = whole.trim();
    if (!taken) return;
    const skipped = whole.length - whole.trimStart().length;
    words.value = taken;
    start.value = String([...before.toString()].length + [...whole.slice(0, skipped)].length);
  };
  document.addEventListener("selectionchange", take);
  words.addEventListener("input", () => {
    start.value = "";
  });
}
