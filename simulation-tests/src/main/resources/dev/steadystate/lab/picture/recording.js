"use strict";

/** What happened, in columns of numbers with the indexes that looking needs. Read once. */
const recording = (() => {
  const raw = JSON.parse(document.getElementById("recording").textContent);
  const texts = raw.texts;

  const sums = (differences) => {
    const values = new Float64Array(differences.length);
    let value = 0;
    for (let i = 0; i < values.length; i++) {
      value += differences[i];
      values[i] = value;
    }
    return values;
  };

  /** Returns where the part of each begins, and after the last where it ends. */
  const starts = (counts) => {
    const first = new Int32Array(counts.length + 1);
    for (let i = 0; i < counts.length; i++) {
      first[i + 1] = first[i] + counts[i];
    }
    return first;
  };

  /** Returns the places of all keys, sorted by key and then by place; keys below 0 are left out. */
  const group = (keys, size) => {
    const counts = new Int32Array(size);
    for (const key of keys) {
      if (key >= 0) counts[key]++;
    }
    const first = starts(counts);
    const next = first.slice(0, size);
    const places = new Int32Array(first[size]);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] >= 0) places[next[keys[i]]++] = i;
    }
    return { first, places, of: (key) => places.subarray(first[key], first[key + 1]) };
  };

  // Tasks.

  const tasks = {
    ...raw.tasks,
    count: raw.tasks.id.length,
    host: Int32Array.from(raw.tasks.host),
    first: starts(raw.tasks.changes),
    at: sums(raw.tasks.at),
    state: Uint8Array.from(raw.tasks.state),
    line: sums(raw.tasks.line),
  };
  const STOPPED = 7;
  tasks.begin = new Float64Array(tasks.count);
  tasks.end = new Float64Array(tasks.count);
  for (let i = 0; i < tasks.count; i++) {
    const last = tasks.first[i + 1] - 1;
    tasks.begin[i] = tasks.at[tasks.first[i]];
    tasks.end[i] = tasks.state[last] % 8 === STOPPED ? tasks.at[last] : Infinity;
  }

  /** Returns the place of the task's change that counts at this time, or -1 before its start. */
  const changeAt = (task, time) => {
    let change = tasks.first[task] - 1;
    const end = tasks.first[task + 1];
    while (change + 1 < end && tasks.at[change + 1] <= time) change++;
    return change < tasks.first[task] ? -1 : change;
  };

  /** Revisions get their colours in the order in which they first ran. */
  const revisions = [...new Set(tasks.taskDefinition)];
  const colours = new Map(revisions.map((text, place) => [text, place]));
  tasks.colour = Int32Array.from(tasks.taskDefinition, (text) => colours.get(text));

  // Hosts. A task keeps one slot of its host for all its life, so that nothing jumps.

  const hosts = {
    ...raw.hosts,
    count: raw.hosts.name.length,
    first: starts(raw.hosts.changes),
    at: sums(raw.hosts.at),
    line: sums(raw.hosts.line),
    tasks: group(tasks.host, raw.hosts.name.length),
  };
  const slotOf = new Int32Array(tasks.count);
  const slotsOf = new Int32Array(hosts.count);
  for (let host = 0; host < hosts.count; host++) {
    const freeFrom = [];
    for (const task of Array.from(hosts.tasks.of(host)).sort((a, b) => tasks.begin[a] - tasks.begin[b])) {
      let slot = freeFrom.findIndex((time) => time <= tasks.begin[task]);
      if (slot < 0) slot = freeFrom.length;
      freeFrom[slot] = tasks.end[task];
      slotOf[task] = slot;
    }
    slotsOf[host] = freeFrom.length;
  }
  hosts.slots = slotsOf;
  hosts.firstSlot = starts(slotsOf);
  hosts.slotTasks = group(
    tasks.host.map((host, task) => hosts.firstSlot[host] + slotOf[task]),
    hosts.firstSlot[hosts.count],
  );

  /** Returns the task in a slot at this time, or -1. */
  const taskIn = (slot, time) => {
    const { first, places } = hosts.slotTasks;
    for (let i = first[slot + 1] - 1; i >= first[slot]; i--) {
      const task = places[i];
      if (tasks.begin[task] <= time) return tasks.end[task] > time ? task : -1;
    }
    return -1;
  };

  const hostChangeAt = (host, time) => {
    let change = hosts.first[host] - 1;
    while (change + 1 < hosts.first[host + 1] && hosts.at[change + 1] <= time) change++;
    return change < hosts.first[host] ? -1 : change;
  };

  // Services and their numbers.

  const services = { ...raw.services, count: raw.services.name.length };
  const rows = { ...raw.rows, at: sums(raw.rows.at) };
  services.rows = group(rows.service, services.count);

  /** Returns the row of a service that counts at this time, or -1 before its first. */
  const rowAt = (service, time) => {
    const own = services.rows.of(service);
    const found = lastUpTo(own.length, (i) => rows.at[own[i]], time);
    return found < 0 ? -1 : own[found];
  };

  /** Returns the last of so many places whose value is at most this, or -1. */
  function lastUpTo(length, valueAt, most) {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (valueAt(middle) <= most) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // The journal, by place; serial numbers are for readers.

  const journal = { ...raw.journal, at: sums(raw.journal.at), count: raw.journal.at.length };
  const firstNumber = raw.journal.first;
  journal.number = (place) => place + firstNumber;
  journal.place = (number) => (number >= firstNumber ? number - firstNumber : -1);
  journal.reachedAt = journal.at.slice();
  for (let i = 1; i < journal.count; i++) {
    // A service event runs a little ahead of its instant; what is written later comes later.
    journal.reachedAt[i] = Math.max(journal.reachedAt[i], journal.reachedAt[i - 1]);
  }
  const causes = Int32Array.from(journal.cause, (back, place) => (back === 0 || back > place ? -1 : place - back));
  journal.causeOf = (place) => causes[place];
  const effects = group(causes, journal.count);
  journal.effectsOf = (place) => effects.of(place);

  const others = new Map();
  const subjects = Int32Array.from(journal.subject, (subject, place) => {
    if (subject < 0) return -1 - subject;
    const key = journal.type[place] + " " + journal.cluster[place] + " " + subject;
    if (!others.has(key)) others.set(key, tasks.count + others.size);
    return others.get(key);
  });
  const bySubject = group(subjects, tasks.count + others.size);
  const textPlaces = new Map(texts.map((text, place) => [text, place]));
  journal.subjectOf = (place) => subjects[place];
  journal.linesOfTask = (task) => bySubject.of(task);
  journal.linesOf = (type, cluster, name) => {
    const found = others.get(textPlaces.get(type) + " " + cluster + " " + name);
    return found === undefined ? new Int32Array(0) : bySubject.of(found);
  };
  journal.reached = (time) => lastUpTo(journal.count, (i) => journal.reachedAt[i], time) + 1;
  const eventKind = textPlaces.get("ServiceEvent");
  journal.isEvent = (place) => journal.kind[place] === eventKind;

  const instants = Float64Array.from(new Set([0, ...journal.reachedAt, raw.length])).sort();

  // Words.

  const statuses = ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING", "STOPPING", "DEPROVISIONING", "STOPPED"];
  const verdicts = ["", "HEALTHY", "UNHEALTHY"];
  const stateInWords = (state) => {
    const words = [statuses[state % 8]];
    if (state % 8 === 3) words.push(verdicts[(state >> 3) % 3]);
    if (state >= 24 && state % 8 < 4) words.push("(to stop)");
    return words.filter((word) => word !== "").join(" ");
  };
  const two = (number) => String(number).padStart(2, "0");
  const clock = (time) => {
    const millis = Math.round(time);
    const days = Math.floor(millis / 86400000);
    const hours = Math.floor(millis / 3600000) % 24;
    const rest = two(Math.floor(millis / 60000) % 60) + ":" + two(Math.floor(millis / 1000) % 60);
    const fraction = millis % 1000 === 0 ? "" : "." + String(millis % 1000).padStart(3, "0");
    const long = raw.length >= 3600000 ? two(hours) + ":" + rest : rest;
    return (raw.length >= 86400000 ? days + "d " : "") + long + fraction;
  };

  return {
    title: raw.title,
    seed: raw.seed,
    start: raw.start,
    length: Math.max(1, raw.length),
    text: (place) => texts[place],
    /** Returns a text with the names of tasks where it tells of them. */
    plain: (place) => texts[place].replace(/\u007f(\d+);/g, (all, task) => texts[tasks.name[task]]),
    textPlace: (text) => textPlaces.get(text),
    tasks,
    hosts,
    services,
    rows,
    journal,
    instants,
    revisions,
    changeAt,
    hostChangeAt,
    taskIn,
    rowAt,
    lastUpTo,
    stateInWords,
    clock,
    /** Returns whether a task ended otherwise than by being told to; sick ones are told, too. */
    failed: (task) =>
      !["", "ServiceSchedulerInitiated", "UserInitiated"].includes(texts[tasks.stopCode[task]]) ||
      texts[tasks.stoppedReason[task]].includes("failed"),
  };
})();
