// A place to drop files on, and a page that follows a job until it is done.
import { element } from "./dom";

export function dropping(place: HTMLElement): void {
  const field = place.querySelector<HTMLInputElement>("input[type=file]");
  if (!field) return;
  const zone = element("p", { class: "drop", "aria-hidden": "true" }, place.dataset["drop"] ?? "");
  field.closest("label")?.after(zone);
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    field.files = files;
    zone.textContent = [...files].map((file) => file.name).join(", ");
  });
}

interface Told {
  job: { state: string; over: boolean; count: number };
}

export function waiting(place: HTMLElement): void {
  const { json = "", count = "", reading = "", waiting: waits = "" } = place.dataset;
  const look = async (): Promise<void> => {
    try {
      const answer = await fetch(json, { headers: { accept: "application/json" } });
      const told = (await answer.json()) as Told;
      if (told.job.over) {
        location.reload();
        return;
      }
      const state = told.job.state === "reading" ? reading : waits;
      place.textContent = told.job.count ? `${state} · ${count.replace("{n}", String(told.job.count))}` : state;
    } catch {
      // The server may be busy: asked again below.
    }
    setTimeout(() => void look(), 1000);
  };
  setTimeout(() => void look(), 500);
}
