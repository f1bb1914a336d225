/** The panel that says why: what was chosen, and the chain of causes from the journal. */
const why = (() => {
  const { journal, tasks, hosts, services, rows } = recording;
  const panel = document.getElementById("reasons");
  const close = document.getElementById("close");
  const LONGEST = 40;

  const make = (tag, className, ...content) => {
    const element = document.createElement(tag);
    if (className !== "") element.className = className;
    element.append(...content);
    return element;
  };
  const link = (text, follow) => {
    const button = make("button", "link", text);
    button.type = "button";
    button.addEventListener("click", follow);
    return button;
  };
  const when = (at) => {
    const element = make("time", "", recording.clock(at));
    element.title = new Date(recording.start + at).toISOString();
    return element;
  };
  const taskLink = (task) => link(recording.text(tasks.name[task]), () => showTask(task));
  const hostLink = (host) => link(recording.text(hosts.name[host]), () => showHost(host));

  /** Returns a text whose tasks can be followed. */
  const rich = (textPlace) => {
    const parts = recording.text(textPlace).split(/\u007f(\d+);/);
    return parts.map((part, i) => (i % 2 === 0 ? part : taskLink(Number(part))));
  };

  const tasksIn = (place) => {
    const named = [...recording.text(journal.text[place]).matchAll(/\u007f(\d+);/g)].map((match) => Number(match[1]));
    const subject = journal.subject[place];
    return subject < 0 ? [-1 - subject, ...named] : named;
  };

  const subjectLink = (place) => {
    const subject = journal.subject[place];
    if (subject < 0) return taskLink(-1 - subject);
    const name = recording.text(subject);
    const type = recording.text(journal.type[place]);
    if (type === "container instance") {
      const host = hostOf(journal.cluster[place], subject, journal.at[place]);
      if (host >= 0) return link(name, () => showHost(host));
    }
    if (type === "service") {
      const service = services.name.findIndex((other, i) => other === subject && services.cluster[i] === journal.cluster[place]);
      const row = service < 0 ? -1 : recording.rowAt(service, journal.reachedAt[place]);
      if (row >= 0) {
        const words = document.createElement("span");
        words.append("service ", link(name, () => showPoint(service, row)));
        return words;
      }
    }
    return `${type} ${name}`;
  };

  /** An instance that came back has the name it had; the one meant was there at the time. */
  const hostOf = (cluster, name, at) => {
    let found = -1;
    for (let host = 0; host < hosts.count; host++) {
      if (hosts.cluster[host] !== cluster || hosts.name[host] !== name) continue;
      if (found < 0 || hosts.at[hosts.first[host]] <= at) found = host;
    }
    return found;
  };

  // Chains.

  const item = (place) => {
    const head = make("div", "", when(journal.at[place]), " ");
    head.append(link(`#${journal.number(place)}`, () => showEntry(place)), " ");
    if (!journal.isEvent(place)) head.append(subjectLink(place), ": ");
    head.append(...rich(journal.text[place]));
    const element = make("li", "", head);
    if (recording.text(journal.reason[place]) !== "") {
      element.append(make("div", "reason", ...rich(journal.reason[place])));
    }
    return element;
  };

  const chain = (place) => {
    const list = make("ol", "chain");
    let count = 0;
    for (let at = place; at >= 0; at = journal.causeOf(at)) {
      if (++count > LONGEST) {
        list.append(make("li", "", link("and what was before", () => showEntry(at))));
        break;
      }
      list.append(item(at));
    }
    return list;
  };

  const facts = (pairs) => {
    const list = make("dl", "facts");
    for (const [name, ...value] of pairs) {
      if (value.some((part) => part !== "")) list.append(make("dt", "", name), make("dd", "", ...value));
    }
    return list;
  };

  const fill = (thing, lit, ...content) => {
    panel.replaceChildren(...content);
    panel.scrollTop = 0;
    close.hidden = false;
    isShowing = true;
    choice.set(thing, lit);
    isShowing = false;
  };
  let isShowing = false;

  // What can be chosen.

  const showTask = (task) => {
    const host = tasks.host[task];
    const first = tasks.first[task];
    const past = tasks.first[task + 1];
    const steps = make("ol", "steps");
    for (let change = first; change < past; change++) {
      const at = tasks.at[change];
      const words = recording.stateInWords(tasks.state[change]);
      const step = make("li", at > time.now ? "later" : "", when(at), link(words, () => time.goTo(at)));
      steps.append(step);
    }
    const stopping = (() => {
      for (let change = first; change < past; change++) {
        if (tasks.state[change] >= 24) return change;
      }
      return tasks.end[task] === Infinity ? -1 : past - 1;
    })();
    const content = [
      make("p", "name", `Task ${recording.text(tasks.name[task])}`),
      facts([
        ["revision", recording.text(tasks.taskDefinition[task])],
        ["where", hostLink(host), ` in ${recording.text(hosts.zone[host])}`],
        ["deployment", recording.text(tasks.deployment[task])],
        ["id", make("span", "id", recording.text(tasks.id[task]))],
        ["takes", `${tasks.cpu[task]} CPU, ${tasks.memory[task]} MiB`],
        ["ended", ended(task)],
        ["containers", recording.plain(tasks.containers[task])],
      ]),
    ];
    if (stopping >= 0 && tasks.line[stopping] > 0) {
      content.push(make("h3", "", "Why it stopped"), chain(journal.place(tasks.line[stopping])));
    }
    const began = journal.place(tasks.line[first]);
    if (tasks.line[first] > 0) content.push(make("h3", "", "Why it started"), chain(began));
    content.push(make("h3", "", "How it went"), steps);
    fill({ type: "task", task }, [], ...content);
  };

  const ended = (task) => {
    const reason = recording.plain(tasks.stoppedReason[task]);
    const code = recording.text(tasks.stopCode[task]);
    return reason === "" ? code : code === "" ? reason : `${reason} (${code})`;
  };

  const showHost = (host) => {
    const now = time.now;
    const change = recording.hostChangeAt(host, now);
    const here = Array.from(hosts.tasks.of(host)).filter((task) => tasks.begin[task] <= now && tasks.end[task] > now);
    const sum = (column) => here.reduce((all, task) => all + tasks[column][task], 0);
    const name = recording.text(hosts.name[host]);
    const list = make("ol", "steps");
    for (const task of here) {
      const words = recording.stateInWords(tasks.state[recording.changeAt(task, now)]);
      list.append(make("li", "", taskLink(task), `${recording.text(tasks.taskDefinition[task])} ${words}`));
    }
    const own = Array.from(journal.linesOf("container instance", hosts.cluster[host], hosts.name[host]));
    const history = make("ol", "steps");
    for (const place of own) {
      const later = journal.reachedAt[place] > now ? "later" : "";
      history.append(make("li", later, when(journal.at[place]), link(recording.plain(journal.text[place]), () => showEntry(place))));
    }
    const latest = own.filter((place) => journal.reachedAt[place] <= now).pop();
    fill(
      { type: "host", host },
      [],
      make("p", "name", hosts.cpu[host] === 0 ? name : `Container instance ${name}`),
      facts([
        ["zone", recording.text(hosts.zone[host])],
        ["cluster", recording.text(hosts.cluster[host])],
        ["status", change < 0 ? "not registered yet" : ["ACTIVE", "DRAINING", "ACTIVE, agent disconnected", "INACTIVE"][hosts.state[change]]],
        ["reserved", hosts.cpu[host] === 0 ? "" : `${sum("cpu")} of ${hosts.cpu[host]} CPU, ${sum("memory")} of ${hosts.memory[host]} MiB`],
      ]),
      ...(latest === undefined ? [] : [make("h3", "", "Why it is so"), chain(latest)]),
      make("h3", "", here.length === 0 ? `No task at ${recording.clock(now)}` : `Tasks at ${recording.clock(now)}`),
      list,
      ...(own.length === 0 ? [] : [make("h3", "", "What became of it"), history]),
    );
  };

  const showEntry = (place) => {
    const content = [
      make("p", "name", journal.isEvent(place) ? "Service event" : recording.text(journal.kind[place])),
      facts([
        ["at", link(recording.clock(journal.at[place]), () => time.goTo(journal.at[place]))],
        ["entry", `#${journal.number(place)}`],
        ["of", subjectLink(place)],
        ["cluster", recording.text(journal.cluster[place])],
      ]),
      make("h3", "", "Why"),
      chain(place),
    ];
    const effects = journal.effectsOf(place);
    if (effects.length > 0) {
      const list = make("ol", "steps");
      for (const effect of effects.slice(0, 30)) {
        const text = `${journal.isEvent(effect) ? "" : listView.subjectName(effect) + ": "}${recording.plain(journal.text[effect])}`;
        list.append(make("li", "", when(journal.at[effect]), link(text, () => showEntry(effect))));
      }
      if (effects.length > 30) list.append(make("li", "", "", `and ${effects.length - 30} more`));
      content.push(make("h3", "", "What it brought about"), list);
    }
    if (!time.isPlaying) time.goTo(journal.at[place]);
    fill({ type: "entry", place }, tasksIn(place), ...content);
  };

  /** What was written at the instant at which the numbers of a service became these. */
  const showPoint = (service, row) => {
    const at = rows.at[row];
    const name = services.name[service];
    const list = make("ol", "steps");
    const lit = [];
    let last = -1;
    let left = 0;
    // Events of an instant run a little ahead of it, never behind.
    for (let place = journal.reached(at - 0.5); place < journal.count && journal.reachedAt[place] <= at + 1000; place++) {
      const subject = journal.subject[place];
      const own = subject < 0 ? tasks.service[-1 - subject] === name : subject === name;
      if (!own || journal.cluster[place] !== services.cluster[service]) continue;
      if (!journal.isEvent(place) && journal.at[place] !== at) continue;
      last = place;
      if (subject < 0) lit.push(-1 - subject);
      if (list.children.length >= 30) {
        left++;
        continue;
      }
      const text = `${journal.isEvent(place) ? "" : listView.subjectName(place) + ": "}${recording.plain(journal.text[place])}`;
      list.append(make("li", "", when(journal.at[place]), link(text, () => showEntry(place))));
    }
    if (left > 0) list.append(make("li", "", "", `and ${left} more`));
    fill(
      { type: "point", service, row },
      lit,
      make("p", "name", `Service ${recording.text(name)}`),
      facts([
        ["since", link(recording.clock(at), () => time.goTo(at))],
        ["desired", String(rows.desired[row])],
        ["running", String(rows.running[row])],
        ["healthy", String(rows.healthy[row])],
        ["pending", String(rows.pending[row])],
        ["bounds", `${rows.floor[row]} to ${rows.ceiling[row]}`],
      ]),
      ...(last < 0 ? [] : [make("h3", "", "Why"), chain(last), make("h3", "", "Written at this instant"), list]),
    );
  };

  const hint = () => {
    panel.replaceChildren(
      make("p", "hint", "Click a task, an instance, a point of a chart or an event to see the reason for it, and what led to that."),
    );
    close.hidden = true;
  };

  close.addEventListener("click", () => choice.set(null));
  choice.onChange((thing) => {
    if (isShowing) return;
    if (thing === null) hint();
    else show(thing);
  });
  const show = (thing) => {
    switch (thing.type) {
      case "task":
        return showTask(thing.task);
      case "host":
        return showHost(thing.host);
      case "entry":
        return showEntry(thing.place);
      case "point":
        return showPoint(thing.service, thing.row);
      default:
        throw new Error(`nothing can be said about a ${thing.type}`);
    }
  };
  hint();
  return { show, showEntry };
})();
