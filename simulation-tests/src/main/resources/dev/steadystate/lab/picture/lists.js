/** Service events, or the whole journal: only the entries in sight are in the document. */
const listView = (() => {
  const { journal, services } = recording;
  const ROW = 58;
  const scroller = document.getElementById("list");
  const size = scroller.querySelector(".size");
  const ofService = document.getElementById("list-service");
  const buttons = { events: document.getElementById("list-events"), journal: document.getElementById("list-journal") };

  let which = "events";
  let shown = new Int32Array(0);
  let reached = -1;
  let drawn = "";
  let isHovered = false;

  services.name.forEach((name, service) => {
    const option = document.createElement("option");
    option.value = String(service);
    option.textContent = recording.text(name);
    ofService.append(option);
  });
  ofService.closest("label").hidden = services.count < 2;

  const fill = () => {
    const service = ofService.value === "" ? -1 : Number(ofService.value);
    const name = service < 0 ? "" : recording.text(services.name[service]);
    const cluster = service < 0 ? -1 : services.cluster[service];
    const serviceText = recording.textPlace(name);
    const places = [];
    for (let place = 0; place < journal.count; place++) {
      if (which === "events" && !journal.isEvent(place)) continue;
      if (service >= 0) {
        const subject = journal.subject[place];
        const own =
          subject < 0
            ? recording.tasks.service[-1 - subject] === serviceText
            : subject === serviceText && recording.text(journal.type[place]) === "service";
        if (!own || journal.cluster[place] !== cluster) continue;
      }
      places.push(place);
    }
    shown = Int32Array.from(places);
    size.style.height = shown.length * ROW + "px";
    reached = -1;
    drawn = "";
    for (const [key, button] of Object.entries(buttons)) button.setAttribute("aria-pressed", String(key === which));
    time.soon();
  };

  const entry = (index) => {
    const place = shown[index];
    const element = document.createElement("div");
    element.className = "entry";
    element.dataset.place = String(place);
    element.style.top = index * ROW + "px";
    if (index >= reached) element.classList.add("later");
    if (index === reached - 1) element.classList.add("latest");
    if (choice.thing !== null && choice.thing.type === "entry" && choice.thing.place === place) element.classList.add("chosen");
    const meta = document.createElement("div");
    meta.className = "meta";
    const when = document.createElement("time");
    when.textContent = recording.clock(journal.at[place]);
    const who = document.createElement("span");
    who.textContent = which === "events" ? subjectName(place) : `${subjectName(place)} · ${recording.text(journal.kind[place])}`;
    meta.append(when, who);
    const what = document.createElement("div");
    what.className = "what";
    const text = recording.plain(journal.text[place]);
    // Every event begins with its service, which stands above it already.
    what.textContent = which === "events" ? text.replace(/^\(service [^)]*\) /, "") : text;
    element.append(meta, what);
    return element;
  };

  const draw = (now) => {
    const before = recording.lastUpTo(shown.length, (i) => journal.reachedAt[shown[i]], now) + 1;
    const moved = before !== reached;
    reached = before;
    const height = scroller.clientHeight;
    if (moved && !isHovered) {
      const top = Math.max(0, reached * ROW - height * 0.7);
      if (Math.abs(top - scroller.scrollTop) > 1) scroller.scrollTop = top;
    }
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - 2);
    const last = Math.min(shown.length, Math.ceil((scroller.scrollTop + height) / ROW) + 2);
    const chosen = choice.thing !== null && choice.thing.type === "entry" ? choice.thing.place : -1;
    const key = `${first} ${last} ${reached} ${chosen}`;
    if (key === drawn) return;
    drawn = key;
    const entries = [];
    for (let index = first; index < last; index++) entries.push(entry(index));
    if (shown.length === 0) {
      const none = document.createElement("p");
      none.className = "none";
      none.textContent = which === "events" ? "No service event was written." : "No journal was kept.";
      entries.push(none);
    }
    size.replaceChildren(...entries);
  };

  /** Returns what an entry is about, as readers call it. */
  const subjectName = (place) => {
    const subject = journal.subject[place];
    return subject < 0 ? recording.text(recording.tasks.name[-1 - subject]) : recording.text(subject);
  };

  for (const [key, button] of Object.entries(buttons)) {
    button.addEventListener("click", () => {
      which = key;
      fill();
    });
  }
  ofService.addEventListener("change", fill);
  scroller.addEventListener("pointerenter", () => (isHovered = true));
  scroller.addEventListener("pointerleave", () => (isHovered = false));
  scroller.addEventListener("scroll", time.soon, { passive: true });
  scroller.addEventListener("click", (event) => {
    const element = event.target.closest(".entry");
    if (element !== null) why.showEntry(Number(element.dataset.place));
  });
  fill();
  time.onFrame(draw);
  return { subjectName };
})();
