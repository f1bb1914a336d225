/** Buttons, keys, the pointer, light and dark, and the address. */
const page = (() => {
  const slider = document.getElementById("slider");
  const clock = document.getElementById("clock");
  const density = document.getElementById("density");
  const { length, journal } = recording;

  const start = new Date(recording.start).toISOString().replace("T", " ").replace(".000Z", " UTC");
  document.getElementById("facts").textContent =
    `seed ${recording.seed} · from ${start} · ${recording.clock(length)} long · ` +
    `${recording.tasks.count} tasks · ${journal.count} journal entries`;

  // Legends.

  const swatch = (width, draw) => {
    const canvas = document.createElement("canvas");
    draw(paint.fit(canvas, width, 12).context);
    return canvas;
  };
  const legend = (parent, entries) => {
    document.getElementById(parent).replaceChildren(
      ...entries.map(([word, width, draw]) => {
        const item = document.createElement("li");
        item.append(swatch(width, draw), word);
        return item;
      }),
    );
  };
  const legends = () => {
    const { theme, LOOKS } = paint;
    const look = (number) => (context) => {
      paint.bar(context, 0, 0, 12, 12, number, theme.quiet);
      if (number === LOOKS.UNHEALTHY) paint.cross(context, 0, 0, 12, theme.sheet);
    };
    const revisions = recording.revisions.slice(0, 12).map((text, place) => [
      recording.text(text),
      12,
      (context) => paint.square(context, 0, 0, 12, LOOKS.RUNNING, place, ""),
    ]);
    legend("legend", [
      ...revisions,
      ["provisioning", 12, look(0)],
      ["pending", 12, look(1)],
      ["activating", 12, look(2)],
      ["running", 12, look(LOOKS.RUNNING)],
      ["unhealthy", 12, look(LOOKS.UNHEALTHY)],
      ["stopping", 12, look(LOOKS.STOPPING)],
    ]);
    legend("rows-legend", [
      ["ended as wanted", 4, (context) => {
        context.fillStyle = theme.ink;
        context.fillRect(1, 0, 2, 12);
      }],
      ["ended badly", 10, (context) => paint.cross(context, 0, 1, 10, theme.ink)],
    ]);
    const line = (colour, width, dash) => (context) => {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash(dash);
      context.beginPath();
      context.moveTo(0, 6);
      context.lineTo(24, 6);
      context.stroke();
    };
    legend("chart-legend", [
      ["desired", 24, line(theme.ink, 1.25, [7, 4])],
      ["running", 24, line(theme.running, 2.5, [])],
      ["healthy", 24, line(theme.healthy, 2.5, [2, 4])],
      ["between floor and ceiling", 24, (context) => {
        context.fillStyle = theme.band;
        context.fillRect(0, 0, 24, 12);
        context.fillStyle = theme.faint;
        context.fillRect(0, 0, 24, 1);
        context.fillRect(0, 11, 24, 1);
      }],
    ]);
  };

  // The track: how much was written when, and which part of the run is shown.

  const drawTrack = () => {
    const { theme } = paint;
    const width = density.parentElement.clientWidth;
    const { context } = paint.fit(density, width, 34);
    context.clearRect(0, 0, width, 34);
    const thumb = 8;
    const wide = width - 2 * thumb;
    const bins = new Float64Array(Math.max(1, Math.floor(wide / 3)));
    for (let place = 0; place < journal.count; place++) {
      bins[Math.min(bins.length - 1, Math.floor((journal.at[place] / length) * bins.length))]++;
    }
    const most = Math.max(...bins);
    context.fillStyle = theme.faint;
    bins.forEach((count, i) => {
      const high = count === 0 ? 0 : 2 + 14 * (Math.log(count + 1) / Math.log(most + 1));
      context.fillRect(thumb + i * (wide / bins.length), 18 - high, 2, high);
    });
    if (time.to - time.from < length) {
      context.fillStyle = theme.band;
      context.fillRect(thumb + (time.from / length) * wide, 0, ((time.to - time.from) / length) * wide, 34);
      context.fillStyle = theme.quiet;
      context.fillRect(thumb + (time.from / length) * wide, 0, 1, 34);
      context.fillRect(thumb + (time.to / length) * wide, 0, 1, 34);
    }
  };

  time.onRange(drawTrack);
  time.onFrame((now) => {
    slider.value = String((now / length) * 10000);
    const words = recording.clock(Math.round(now));
    if (clock.textContent !== words) {
      clock.textContent = words;
      clock.title = new Date(recording.start + now).toISOString();
      slider.setAttribute("aria-valuetext", words);
    }
  });
  slider.addEventListener("input", () => {
    time.play(false);
    time.goTo((Number(slider.value) / 10000) * length);
  });

  // Buttons and keys.

  const on = (id, action) => document.getElementById(id).addEventListener("click", action);
  on("play", () => time.play(!time.isPlaying));
  on("back", () => time.step(-1));
  on("forth", () => time.step(1));
  on("in", () => time.zoom(0.5));
  on("out", () => time.zoom(2));
  on("all", () => time.zoom(Infinity));
  on("help", () => {
    const shortcuts = document.getElementById("shortcuts");
    shortcuts.hidden = !shortcuts.hidden;
    document.getElementById("help").setAttribute("aria-expanded", String(!shortcuts.hidden));
    settle();
  });

  const keys = {
    " ": () => time.play(!time.isPlaying),
    ArrowLeft: (event) => (event.shiftKey ? time.goTo(time.now - (time.to - time.from) / 50) : time.step(-1)),
    ArrowRight: (event) => (event.shiftKey ? time.goTo(time.now + (time.to - time.from) / 50) : time.step(1)),
    Home: () => time.goTo(0),
    End: () => time.goTo(length),
    "+": () => time.zoom(0.5),
    "=": () => time.zoom(0.5),
    "-": () => time.zoom(2),
    0: () => time.zoom(Infinity),
    Escape: () => choice.set(null),
    t: () => changeTheme(),
    "/": () => document.getElementById("find").focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    const isText = target instanceof HTMLInputElement && target.type === "search";
    if (isText || target instanceof HTMLSelectElement) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (event.key === " " && (target instanceof HTMLButtonElement || target.type === "checkbox")) return;
    const action = keys[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action(event);
    }
  });

  // The pointer.

  const tip = document.getElementById("tip");
  const under = (event) => {
    if (event.target === hostsView.canvas) return hostsView.at(event.clientX, event.clientY);
    if (event.target === rowsView.canvas) return rowsView.at(event.clientX, event.clientY);
    if (event.target instanceof HTMLCanvasElement) return chartsView.at(event.target, event.clientX);
    return null;
  };
  const brief = (thing) => {
    const { tasks, hosts, rows } = recording;
    if (thing.type === "task") {
      const change = recording.changeAt(thing.task, thing.at === undefined ? time.now : thing.at);
      const host = tasks.host[thing.task];
      return [
        `${recording.text(tasks.name[thing.task])} · ${recording.text(tasks.taskDefinition[thing.task])}`,
        change < 0 ? "not started yet" : recording.stateInWords(tasks.state[change]),
        `${recording.text(hosts.name[host])} in ${recording.text(hosts.zone[host])}`,
        ...(tasks.end[thing.task] === Infinity ? [] : [recording.plain(tasks.stoppedReason[thing.task])]),
      ].join("\n");
    }
    if (thing.type === "host") return `${recording.text(hosts.name[thing.host])} in ${recording.text(hosts.zone[thing.host])}`;
    return `${recording.clock(Math.round(thing.at))}\n${rows.running[thing.row]} running, ${rows.healthy[thing.row]} healthy of ${rows.desired[thing.row]} desired`;
  };
  document.addEventListener("pointermove", (event) => {
    const thing = under(event);
    tip.hidden = thing === null;
    if (thing === null) return;
    tip.textContent = brief(thing);
    const { width, height } = tip.getBoundingClientRect();
    tip.style.left = Math.max(4, Math.min(window.innerWidth - width - 4, event.clientX + 14)) + "px";
    tip.style.top = (event.clientY + 20 + height > window.innerHeight ? event.clientY - height - 10 : event.clientY + 18) + "px";
  });
  document.addEventListener("pointerleave", () => (tip.hidden = true));
  document.addEventListener("click", (event) => {
    const thing = under(event);
    if (thing === null) return;
    if (thing.at !== undefined) time.goTo(thing.at);
    why.show(thing);
  });
  document.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey || !(event.target instanceof HTMLCanvasElement)) return;
      event.preventDefault();
      time.zoom(event.deltaY > 0 ? 1.25 : 0.8);
    },
    { passive: false },
  );

  // Light and dark.

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const settle = () => {
    paint.readTheme();
    legends();
    time.redraw();
  };
  const setTheme = (name) => {
    document.documentElement.dataset.theme = name;
    settle();
  };
  const changeTheme = () => {
    const now = document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", next);
    } catch (forbidden) {
      // Where nothing may be kept, the choice holds until the page is closed.
    }
    setTheme(next);
  };
  on("theme", changeTheme);
  dark.addEventListener("change", settle);
  try {
    const kept = localStorage.getItem("theme");
    if (kept !== null) document.documentElement.dataset.theme = kept;
  } catch (forbidden) {
    // Then the page follows the machine.
  }

  /** The address may say where to begin: {@code #t=600&task=web/3&theme=dark}, t in seconds. */
  const readAddress = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (wanted.has("theme")) document.documentElement.dataset.theme = wanted.get("theme");
    settle();
    if (wanted.has("t")) time.goTo(Number(wanted.get("t")) * 1000 || 0);
    if (wanted.has("task")) show(wanted.get("task"));
    if (wanted.has("entry")) why.showEntry(journal.place(Number(wanted.get("entry"))));
  };
  const show = (name) => {
    const { tasks } = recording;
    const task = tasks.name.findIndex((text) => recording.text(text) === name);
    if (task < 0) throw new Error(`no task is called ${name}`);
    why.show({ type: "task", task });
  };

  const sizes = new ResizeObserver(time.redraw);
  for (const id of ["hosts", "charts", "rows"]) sizes.observe(document.getElementById(id));
  window.addEventListener("resize", time.redraw);
  window.addEventListener("hashchange", readAddress);
  readAddress();
  time.draw();
  return { show, setTheme };
})();
