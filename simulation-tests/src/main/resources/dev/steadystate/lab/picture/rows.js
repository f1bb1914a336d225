/** Tasks, one a row: what it is, where, how it went over time, and how it ended. */
const rowsView = (() => {
  const { tasks, hosts, length } = recording;
  const ROW = 20;
  const GAP = 12;
  const scroller = document.getElementById("rows");
  const size = scroller.querySelector(".size");
  const canvas = scroller.querySelector("canvas");
  const axis = document.getElementById("axis");
  const cursor = document.getElementById("rows-cursor");
  const find = document.getElementById("find");
  const alive = document.getElementById("alive");
  const summary = document.getElementById("rows-now");

  let shown = Int32Array.from({ length: tasks.count }, (unused, task) => task);
  let found = shown;
  let dirty = true;
  let drawnTop = -1;
  let columns = null;

  const words = (task) =>
    [
      recording.text(tasks.name[task]),
      recording.text(tasks.id[task]),
      recording.text(tasks.taskDefinition[task]),
      recording.text(tasks.deployment[task]),
      recording.text(hosts.name[tasks.host[task]]),
      recording.text(hosts.zone[tasks.host[task]]),
      recording.text(tasks.stopCode[task]),
      recording.text(tasks.stoppedReason[task]),
      recording.text(tasks.containers[task]),
    ]
      .join(" ")
      .toLowerCase();

  const search = () => {
    const wanted = find.value.trim().toLowerCase().split(/\s+/).filter((word) => word !== "");
    found = Int32Array.from({ length: tasks.count }, (unused, task) => task);
    if (wanted.length > 0) {
      found = found.filter((task) => {
        const text = words(task);
        return wanted.every((word) => text.includes(word));
      });
    }
    dirty = true;
    time.soon();
  };

  const isThere = (task, now) => tasks.begin[task] <= now && tasks.end[task] > now;

  const choose = (now) => {
    if (alive.checked) {
      const next = found.filter((task) => isThere(task, now));
      if (next.length !== shown.length || next.some((task, i) => task !== shown[i])) dirty = true;
      shown = next;
    } else if (shown !== found) {
      shown = found;
      dirty = true;
    }
    size.style.height = Math.max(shown.length * ROW, 1) + "px";
  };

  const arrange = () => {
    const width = scroller.clientWidth;
    const roomy = width > 760;
    const left = roomy ? 286 : 150;
    const right = roomy ? 210 : 0;
    columns = { width, left, wide: width - left - right - (roomy ? GAP : 0), right, roomy };
    dirty = true;
    const { context } = paint.fit(axis, width, 18);
    context.clearRect(0, 0, width, 18);
    chartsView.drawTimes(context, left, columns.wide, 8, 0, 0);
  };

  const cut = (context, text, room) => {
    if (context.measureText(text).width <= room) return text;
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (context.measureText(text.slice(0, middle) + "…").width <= room) low = middle;
      else high = middle - 1;
    }
    return text.slice(0, low) + "…";
  };

  /** Where a container went wrong it says more than that the task did. */
  const ending = (task) => {
    const containers = recording.plain(tasks.containers[task]);
    const isOfContainer = ["TaskFailedToStart", "EssentialContainerExited"].includes(recording.text(tasks.stopCode[task]));
    return isOfContainer && containers !== "" ? containers : recording.plain(tasks.stoppedReason[task]);
  };

  const drawRow = (context, task, y) => {
    const { theme } = paint;
    const { left, wide, right, roomy, width } = columns;
    const middle = y + ROW / 2;
    if (choice.isTask(task) || choice.lit.has(task)) {
      context.fillStyle = theme.line;
      context.fillRect(0, y, width, ROW);
    }
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.font = `12px ${theme.font}`;
    context.fillStyle = theme.ink;
    context.fillText(recording.text(tasks.name[task]), 4, middle, roomy ? 92 : 78);
    paint.square(context, roomy ? 102 : 86, y + 5, 10, paint.LOOKS.RUNNING, tasks.colour[task], "");
    context.fillText(recording.text(tasks.taskDefinition[task]), roomy ? 117 : 100, middle, roomy ? 74 : 44);
    if (roomy) {
      context.fillStyle = theme.quiet;
      const host = tasks.host[task];
      context.fillText(`${recording.text(hosts.name[host])} ${recording.text(hosts.zone[host])}`, 196, middle, 84);
    }
    context.save();
    context.beginPath();
    context.rect(left, y, wide + 1, ROW);
    context.clip();
    for (let change = tasks.first[task]; change < tasks.first[task + 1]; change++) {
      const look = paint.look(tasks.state[change]);
      if (look === paint.LOOKS.GONE) break;
      const until = change + 1 < tasks.first[task + 1] ? tasks.at[change + 1] : length;
      if (until < time.from || tasks.at[change] > time.to) continue;
      const from = left + Math.max(-4, time.xOf(tasks.at[change], wide));
      const to = left + Math.min(wide + 4, time.xOf(until, wide));
      paint.bar(context, from, y + 4, Math.max(1, to - from), ROW - 8, look, paint.revision(tasks.colour[task]));
      if (look === paint.LOOKS.RUNNING && to - from > 8) paint.mark(context, from, y + 4, to - from, ROW - 8, tasks.colour[task]);
      if (look === paint.LOOKS.UNHEALTHY) {
        for (let x = from; x + 12 <= to; x += 18) paint.cross(context, x, y + 4, ROW - 8, theme.sheet);
      }
    }
    if (tasks.end[task] !== Infinity) {
      const x = left + time.xOf(tasks.end[task], wide);
      if (recording.failed(task)) {
        paint.cross(context, x - 5, y + 5, 10, theme.ink);
      } else {
        context.fillStyle = theme.ink;
        context.fillRect(Math.round(x) - 1, y + 3, 2, ROW - 6);
      }
    }
    context.restore();
    if (roomy && tasks.end[task] !== Infinity) {
      context.fillStyle = recording.failed(task) ? theme.ink : theme.quiet;
      context.font = `12px ${theme.font}`;
      context.fillText(cut(context, ending(task), right - 4), width - right, middle);
    }
  };

  const draw = (now) => {
    if (columns === null) arrange();
    choose(now);
    const top = scroller.scrollTop;
    const height = scroller.clientHeight;
    if (dirty || top !== drawnTop) {
      dirty = false;
      drawnTop = top;
      const { context } = paint.fit(canvas, columns.width, Math.min(height, Math.max(1, shown.length * ROW)));
      context.clearRect(0, 0, columns.width, height);
      const first = Math.floor(top / ROW);
      for (let i = first; i < shown.length && i * ROW < top + height; i++) {
        drawRow(context, shown[i], i * ROW - top);
      }
    }
    const there = Math.min(height, shown.length * ROW);
    cursor.style.height = there + 4 + "px";
    cursor.style.transform =
      `translate(${scroller.offsetLeft + columns.left + time.xOf(now, columns.wide)}px, ${scroller.offsetTop - 4}px)`;
    say(now);
  };

  const say = (now) => {
    let running = 0;
    let others = 0;
    for (let task = 0; task < tasks.count; task++) {
      if (!isThere(task, now)) continue;
      const state = tasks.state[recording.changeAt(task, now)];
      if (state % 8 === 3) running++;
      else others++;
    }
    const all = shown.length === tasks.count ? "" : `${shown.length} of `;
    const text = `${all}${tasks.count} · now ${running} running, ${others} starting or stopping`;
    if (summary.textContent !== text) summary.textContent = text;
  };

  const reveal = (task) => {
    const place = shown.indexOf(task);
    if (place < 0) return;
    const y = place * ROW;
    if (y < scroller.scrollTop || y + ROW > scroller.scrollTop + scroller.clientHeight) {
      scroller.scrollTop = y - scroller.clientHeight / 2;
    }
  };

  scroller.addEventListener("scroll", time.soon, { passive: true });
  find.addEventListener("input", search);
  alive.addEventListener("change", () => {
    dirty = true;
    time.soon();
  });
  scroller.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const chosen = choice.thing !== null && choice.thing.type === "task" ? shown.indexOf(choice.thing.task) : -1;
    const next = Math.max(0, Math.min(shown.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
    if (shown.length > 0) choice.set({ type: "task", task: shown[next] });
  });
  choice.onChange((thing) => {
    dirty = true;
    if (thing !== null && thing.type === "task") reveal(thing.task);
  });
  time.onRange(arrange);
  time.onFrame(draw);

  return {
    canvas,
    /** Returns the task under the pointer, and the time if it is over the bars. */
    at: (clientX, clientY) => {
      const frame = canvas.getBoundingClientRect();
      const place = Math.floor((clientY - frame.top + scroller.scrollTop) / ROW);
      if (place < 0 || place >= shown.length) return null;
      const x = clientX - frame.left - columns.left;
      const isBar = x >= 0 && x <= columns.wide;
      return { type: "task", task: shown[place], at: isBar ? time.atX(x, columns.wide) : undefined };
    },
  };
})();
