/** The present instant of the page, the stretch of time that is shown, and what follows them. */
const time = (() => {
  const { length, instants } = recording;
  const frames = [];
  const ranges = [];
  let now = 0;
  let from = 0;
  let to = length;
  let playing = false;
  let playedAt = 0;
  let waiting = false;
  let rangeChanged = false;

  /** Draws what changed, at once. */
  const draw = () => {
    waiting = false;
    if (rangeChanged) {
      rangeChanged = false;
      for (const range of ranges) range();
    }
    for (const frame of frames) frame(now);
  };

  const soon = () => {
    if (!waiting) {
      waiting = true;
      requestAnimationFrame((at) => {
        if (playing) advance(at);
        draw();
        if (playing) soon();
      });
    }
  };

  const advance = (at) => {
    const wanted = Number(document.getElementById("speed").value);
    const perMilli = wanted === 0 ? 1 : length / (wanted * 1000);
    const passed = playedAt === 0 ? 0 : Math.min(100, at - playedAt);
    playedAt = at;
    const next = Math.min(length, now + passed * perMilli);
    follow(next);
    now = next;
    if (now >= length) play(false);
  };

  /** Moves what is shown so that this instant is in it. */
  const follow = (instant) => {
    if (instant < from || instant > to) {
      const width = to - from;
      const left = Math.max(0, Math.min(length - width, instant - width / 4));
      from = left;
      to = left + width;
      rangeChanged = true;
    }
  };

  const goTo = (instant) => {
    now = Math.max(0, Math.min(length, instant));
    follow(now);
    soon();
  };

  const play = (wanted) => {
    if (wanted && now >= length) now = 0;
    playing = wanted;
    playedAt = 0;
    const button = document.getElementById("play");
    button.textContent = playing ? "❚❚" : "▶";
    button.setAttribute("aria-pressed", String(playing));
    soon();
  };

  /** Shows more or less time; what is at this instant stays where it is. */
  const zoom = (factor, around = now) => {
    const width = Math.max(Math.min(1000, length), Math.min(length, (to - from) * factor));
    const share = (around - from) / (to - from);
    from = Math.max(0, Math.min(length - width, around - width * share));
    to = from + width;
    rangeChanged = true;
    soon();
  };

  return {
    get now() {
      return now;
    },
    get from() {
      return from;
    },
    get to() {
      return to;
    },
    get isPlaying() {
      return playing;
    },
    goTo,
    play,
    zoom,
    draw,
    soon,
    /** Moves what is shown by so much time. */
    pan: (by) => {
      const shift = Math.max(-from, Math.min(length - to, by));
      from += shift;
      to += shift;
      rangeChanged = true;
      soon();
    },
    step: (direction) => {
      const here = recording.lastUpTo(instants.length, (i) => instants[i], now);
      const next = direction > 0 ? here + 1 : instants[here] < now ? here : here - 1;
      goTo(instants[Math.max(0, Math.min(instants.length - 1, next))]);
    },
    /** Calls this with the present instant for each frame. */
    onFrame: (frame) => frames.push(frame),
    /** Calls this before a frame that shows another stretch of time, or in other colours or sizes. */
    onRange: (range) => ranges.push(range),
    redraw: () => {
      rangeChanged = true;
      soon();
    },
    xOf: (instant, width) => ((instant - from) / (to - from)) * width,
    atX: (x, width) => from + (Math.max(0, Math.min(width, x)) / width) * (to - from),
  };
})();

/** What the reader chose, and whoever wants to know. */
const choice = (() => {
  const listeners = [];
  let chosen = null;
  let lit = new Set();
  return {
    get thing() {
      return chosen;
    },
    /** The tasks that are part of what was chosen. */
    get lit() {
      return lit;
    },
    set: (thing, tasks = []) => {
      chosen = thing;
      lit = new Set(tasks);
      for (const listener of listeners) listener(thing);
      time.soon();
    },
    onChange: (listener) => listeners.push(listener),
    isTask: (task) => chosen !== null && chosen.type === "task" && chosen.task === task,
  };
})();
