/** Container instances as boxes by zone, filled with the tasks that are on them. */
const hostsView = (() => {
  const { hosts, tasks } = recording;
  const scroller = document.getElementById("hosts");
  const size = scroller.querySelector(".size");
  const canvas = scroller.querySelector("canvas");
  const HEAD = 24; // over the boxes of a zone
  const GAP = 6;
  const INSET = 4;
  const ZONE_GAP = 20;
  const STATES = ["", "draining", "agent lost", "gone"];

  /** Zones in order of name, each with its berths: an instance that comes back takes its old one. */
  const heirs = new Map();
  const zones = (() => {
    const all = new Map();
    const clusters = new Set(hosts.cluster);
    const berths = new Map();
    for (let host = 0; host < hosts.count; host++) {
      const key = `${hosts.cluster[host]} ${hosts.name[host]} ${hosts.zone[host]}`;
      if (berths.has(key)) {
        heirs.get(berths.get(key)).push(host);
        continue;
      }
      berths.set(key, host);
      heirs.set(host, [host]);
      const zone = recording.text(hosts.zone[host]);
      const cluster = recording.text(hosts.cluster[host]);
      const name = clusters.size > 1 ? `${cluster} · ${zone}` : zone;
      if (!all.has(name)) all.set(name, []);
      all.get(name).push(host);
    }
    return [...all.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, members]) => ({ name, members }));
  })();

  const berths = [...heirs.keys()];

  /** Returns the host that has the berth at this time. */
  const hostIn = (berth, now) => {
    let present = berth;
    for (const host of heirs.get(berth)) {
      if (hosts.at[hosts.first[host]] <= now) present = host;
    }
    return present;
  };

  const isFargate = (host) => hosts.cpu[host] === 0;
  const mostSlots = (() => {
    let most = 1;
    for (let host = 0; host < hosts.count; host++) {
      if (!isFargate(host)) most = Math.max(most, hosts.slots[host]);
    }
    return most;
  })();
  const revisionNumber = recording.revisions.map((text) => recording.text(text).split(":").pop());

  let layout = null;
  let drawnTop = -1;

  /** What each box and each slot looked like when it was drawn last. */
  const drawnBoxes = new Int32Array(hosts.count);
  const drawnSlots = new Int32Array(hosts.firstSlot[hosts.count]);

  // Where everything is.

  const boxOf = (slots, cell, room, named) => {
    const wanted = Math.ceil(Math.sqrt(slots * 2.2));
    const columns = Math.max(1, Math.min(wanted, Math.floor((room - 2 * INSET) / (cell + 1))));
    const least = named ? 84 : 0;
    return {
      columns,
      width: Math.min(room, Math.max(least, columns * (cell + 1) - 1 + 2 * INSET)),
      height: (named ? 17 : 2) + Math.ceil(slots / columns) * (cell + 1) + 7,
    };
  };

  /** Returns a box a little wider, so that a row of them fills the room. */
  const widen = (box, cell, room, most) => {
    const beside = Math.max(1, Math.min(most, Math.floor((room + GAP) / (box.width + GAP))));
    const width = Math.min(box.width * 2, Math.floor((room - (beside - 1) * GAP) / beside));
    const columns = Math.max(1, Math.floor((width - 2 * INSET + 1) / (cell + 1)));
    const slots = Math.max(1, mostSlots);
    const shown = Math.min(columns, slots);
    return { columns: shown, width, height: box.height - (Math.ceil(slots / box.columns) - Math.ceil(slots / shown)) * (cell + 1) };
  };

  /** Zones stand side by side where there is room, else one below the other. */
  const tryLayout = (width, cell) => {
    const named = cell >= 9;
    const aside = width / zones.length >= 220 ? zones.length : 1;
    const room = Math.floor((width - (aside - 1) * ZONE_GAP) / aside);
    const members = Math.max(1, ...zones.map((zone) => zone.members.length));
    const common = widen(boxOf(mostSlots, cell, room, named), cell, room, members);
    const boxes = new Array(hosts.count);
    const heads = [];
    let bottom = 0;
    zones.forEach((zone, place) => {
      const left = (place % aside) * (room + ZONE_GAP);
      let y = aside > 1 ? 0 : bottom;
      heads.push({ x: left, y, zone });
      y += HEAD;
      let x = left;
      let rowHeight = 0;
      for (const host of zone.members) {
        const box = isFargate(host) ? boxOf(Math.max(1, hosts.slots[host]), cell, room, named) : common;
        if (x > left && x + box.width > left + room) {
          x = left;
          y += rowHeight + GAP;
          rowHeight = 0;
        }
        boxes[host] = { x, y, ...box };
        x += box.width + GAP;
        rowHeight = Math.max(rowHeight, box.height);
      }
      bottom = Math.max(bottom, y + rowHeight + GAP * 2);
    });
    return { boxes, heads, cell, named, height: Math.max(40, bottom - GAP), width };
  };

  const arrange = () => {
    const width = scroller.clientWidth;
    const room = Math.min(440, window.innerHeight * 0.5);
    for (const cell of [26, 22, 18, 14, 11, 9, 7, 6, 5]) {
      layout = tryLayout(width, cell);
      if (layout.height <= room) break;
    }
    size.style.height = layout.height + "px";
    drawnTop = -1;
  };

  // Drawing: of the boxes in sight, those that changed.

  const hostState = (host, now) => {
    const change = recording.hostChangeAt(host, now);
    return change < 0 ? -1 : hosts.state[change];
  };

  const isChosen = (host) =>
    choice.thing !== null && choice.thing.type === "host" && choice.thing.host === host;
  const isLit = (task) => choice.isTask(task) || choice.lit.has(task);

  /** Draws the box without its tasks. */
  const drawBox = (context, host, state, box, x, y) => {
    const { theme } = paint;
    context.clearRect(x - 2, y - 2, box.width + 4, box.height + 4);
    drawnSlots.fill(-1, hosts.firstSlot[host], hosts.firstSlot[host + 1]);
    if (state < 0) return;
    context.lineWidth = isChosen(host) ? 2 : 1;
    context.strokeStyle = isChosen(host) ? theme.accent : state === 0 ? theme.edge : state === 3 ? theme.line : theme.quiet;
    context.setLineDash(state === 1 ? [5, 3] : state === 2 ? [1, 2] : []);
    context.fillStyle = theme.well;
    if (state !== 3) context.fillRect(x + 1, y + 1, box.width - 2, box.height - 2);
    context.strokeRect(x + 0.5, y + 0.5, box.width - 1, box.height - 1);
    context.setLineDash([]);
    if (state === 3) {
      context.beginPath();
      context.moveTo(x + 3, y + box.height - 3);
      context.lineTo(x + box.width - 3, y + 3);
      context.stroke();
    }
    if (layout.named) {
      context.fillStyle = state === 3 ? theme.faint : state === 0 ? theme.quiet : theme.ink;
      context.font = `11px ${theme.font}`;
      context.textBaseline = "middle";
      context.textAlign = "left";
      const name = recording.text(hosts.name[host]);
      context.fillText(STATES[state] === "" ? name : `${name} ${STATES[state]}`, x + 5, y + 9, box.width - 10);
    }
  };

  /** Draws a box, or of a box that is there already what changed in it. */
  const drawHost = (context, berth, now, top) => {
    const { cell, named } = layout;
    const { theme } = paint;
    const host = hostIn(berth, now);
    const box = layout.boxes[berth];
    const x = box.x;
    const y = box.y - top;
    const state = hostState(host, now);
    const look = host * 16 + 2 * (state + 2) + (isChosen(host) ? 1 : 0);
    let changed = look !== drawnBoxes[berth];
    if (changed) {
      drawnBoxes[berth] = look;
      drawBox(context, host, state, box, x, y);
    }
    if (state < 0) return;
    let cpu = 0;
    let memory = 0;
    const first = hosts.firstSlot[host];
    const cellsTop = y + (named ? 17 : 3);
    for (let slot = first; slot < hosts.firstSlot[host + 1]; slot++) {
      const task = recording.taskIn(slot, now);
      let next = 0;
      if (task >= 0) {
        const taskLook = paint.look(tasks.state[recording.changeAt(task, now)]);
        next = (tasks.colour[task] * 8 + taskLook) * 2 + (isLit(task) ? 1 : 0) + 1;
        cpu += tasks.cpu[task];
        memory += tasks.memory[task];
      }
      if (next === drawnSlots[slot]) continue;
      const cellX = x + INSET + ((slot - first) % box.columns) * (cell + 1);
      const cellY = cellsTop + Math.floor((slot - first) / box.columns) * (cell + 1);
      if (drawnSlots[slot] > 0) {
        context.fillStyle = state === 3 ? theme.sheet : theme.well;
        context.fillRect(cellX - 1, cellY - 1, cell + 2, cell + 2);
      }
      drawnSlots[slot] = next;
      changed = true;
      if (task < 0) continue;
      const colour = tasks.colour[task];
      paint.square(context, cellX, cellY, cell, ((next - 1) >> 1) % 8, colour, revisionNumber[colour]);
      if (isLit(task)) {
        context.strokeStyle = theme.ink;
        context.lineWidth = 2;
        context.strokeRect(cellX + 1, cellY + 1, cell - 2, cell - 2);
      }
    }
    if (changed && !isFargate(host) && state !== 3) {
      const full = Math.min(1, Math.max(cpu / hosts.cpu[host], memory / Math.max(1, hosts.memory[host])));
      context.fillStyle = theme.line;
      context.fillRect(x + INSET, y + box.height - 5, box.width - 2 * INSET, 2);
      context.fillStyle = theme.quiet;
      context.fillRect(x + INSET, y + box.height - 5, (box.width - 2 * INSET) * full, 2);
    }
  };

  const drawHeads = (context, top, bottom) => {
    context.textBaseline = "middle";
    context.textAlign = "left";
    for (const { x, y, zone } of layout.heads) {
      if (y + HEAD < top || y > bottom) continue;
      context.fillStyle = paint.theme.ink;
      context.font = `600 12px ${paint.theme.font}`;
      context.fillText(zone.name, x, y - top + 11);
      const instances = zone.members.filter((host) => !isFargate(host)).length;
      const words = instances === 0 ? "" : instances === 1 ? "1 instance" : `${instances} instances`;
      const after = x + context.measureText(zone.name).width + 8;
      context.fillStyle = paint.theme.quiet;
      context.font = `12px ${paint.theme.font}`;
      context.fillText(words, after, y - top + 11);
    }
  };

  const draw = (now) => {
    if (layout === null) arrange();
    const top = scroller.scrollTop;
    const height = Math.min(scroller.clientHeight, layout.height);
    const { context, changed } = paint.fit(canvas, layout.width, height);
    const all = changed || drawnTop !== top;
    if (all) {
      drawnBoxes.fill(-1);
      context.clearRect(0, 0, layout.width, height);
      drawHeads(context, top, top + height);
    }
    drawnTop = top;
    for (const berth of berths) {
      const box = layout.boxes[berth];
      if (box.y > top + height || box.y + box.height < top) continue;
      drawHost(context, berth, now, top);
    }
    count(now);
  };

  const summary = document.getElementById("hosts-now");
  const count = (now) => {
    const counts = [0, 0, 0, 0];
    for (const berth of berths) {
      const host = hostIn(berth, now);
      const state = hostState(host, now);
      if (state >= 0 && !isFargate(host)) counts[state]++;
    }
    const parts = [`${counts[0]} active`];
    for (let state = 1; state < 4; state++) {
      if (counts[state] > 0) parts.push(`${counts[state]} ${STATES[state]}`);
    }
    const text = parts.join(" · ");
    if (summary.textContent !== text) summary.textContent = text;
  };

  // What is under the pointer.

  const at = (clientX, clientY) => {
    const frame = canvas.getBoundingClientRect();
    const x = clientX - frame.left;
    const y = clientY - frame.top + scroller.scrollTop;
    for (const berth of berths) {
      const box = layout.boxes[berth];
      const host = hostIn(berth, time.now);
      if (x < box.x || y < box.y || x >= box.x + box.width || y >= box.y + box.height) continue;
      if (hostState(host, time.now) < 0) return null;
      const column = Math.floor((x - box.x - INSET) / (layout.cell + 1));
      const row = Math.floor((y - box.y - (layout.named ? 17 : 3)) / (layout.cell + 1));
      const place = row * box.columns + column;
      const isCell = column >= 0 && column < box.columns && row >= 0 && place < hosts.slots[host];
      const task = isCell ? recording.taskIn(hosts.firstSlot[host] + place, time.now) : -1;
      return task >= 0 ? { type: "task", task } : { type: "host", host };
    }
    return null;
  };

  scroller.addEventListener("scroll", time.soon, { passive: true });
  time.onRange(() => {
    arrange();
  });
  time.onFrame(draw);

  return {
    at,
    canvas,
    /** Returns where on the screen a task is drawn now, or null. */
    placeOf: (task) => {
      const host = tasks.host[task];
      const box = layout.boxes[berths.find((berth) => heirs.get(berth).includes(host))];
      for (let slot = hosts.firstSlot[host]; slot < hosts.firstSlot[host + 1]; slot++) {
        if (recording.taskIn(slot, time.now) !== task) continue;
        const place = slot - hosts.firstSlot[host];
        const frame = canvas.getBoundingClientRect();
        const half = layout.cell / 2;
        return {
          x: frame.left + box.x + INSET + (place % box.columns) * (layout.cell + 1) + half,
          y:
            frame.top - scroller.scrollTop + box.y + (layout.named ? 17 : 3) +
            Math.floor(place / box.columns) * (layout.cell + 1) + half,
        };
      }
      return null;
    },
  };
})();
