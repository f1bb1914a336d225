/** Colours, patterns and canvases. Whatever colour says, a shape or a pattern says too. */
const paint = (() => {
  let theme = {};
  let sprites = new Map();
  let hatches = new Map();

  const readTheme = () => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue("--" + name).trim();
    theme = {};
    for (const name of ["ground", "sheet", "well", "ink", "quiet", "faint", "line", "edge", "accent", "running", "healthy", "band"]) {
      theme[name] = colour(name);
    }
    theme.revisions = colour("revisions").split(/\s+/);
    theme.font = getComputedStyle(document.body).fontFamily;
    sprites = new Map();
    hatches = new Map();
  };

  const revision = (place) => theme.revisions[place % theme.revisions.length];

  /** Returns black or white, whichever reads better on this colour. */
  const inkOn = (colour) => {
    const part = (from) => parseInt(colour.slice(from, from + 2), 16);
    return part(1) * 0.299 + part(3) * 0.587 + part(5) * 0.114 > 140 ? "#14171a" : "#ffffff";
  };

  /** Returns the canvas' context, the canvas as large as this and sharp. */
  const fit = (canvas, width, height) => {
    const scale = window.devicePixelRatio || 1;
    const w = Math.max(1, Math.round(width * scale));
    const h = Math.max(1, Math.round(height * scale));
    const changed = canvas.width !== w || canvas.height !== h;
    if (changed) {
      canvas.width = w;
      canvas.height = h;
      canvas.style.width = width + "px";
      canvas.style.height = height + "px";
    }
    const context = canvas.getContext("2d");
    context.setTransform(scale, 0, 0, scale, 0, 0);
    return { context, changed };
  };

  const hatch = (context, colour) => {
    if (!hatches.has(colour)) {
      const tile = document.createElement("canvas");
      tile.width = tile.height = 6;
      const pen = tile.getContext("2d");
      pen.strokeStyle = colour;
      pen.lineWidth = 2;
      pen.beginPath();
      for (const shift of [-6, 0, 6]) {
        pen.moveTo(shift - 1, 7);
        pen.lineTo(shift + 7, -1);
      }
      pen.stroke();
      hatches.set(colour, context.createPattern(tile, "repeat"));
    }
    return hatches.get(colour);
  };

  /** When the colours are used up they come again with a mark: a dot, and then a stripe. */
  const mark = (context, x, y, width, height, colourPlace) => {
    const round = Math.floor(colourPlace / theme.revisions.length);
    if (round === 0) return;
    context.fillStyle = inkOn(revision(colourPlace));
    const thick = Math.max(2, Math.round(Math.min(width, height) / 4));
    if (round === 1) context.fillRect(x + (width - thick) / 2, y + (height - thick) / 2, thick, thick);
    else context.fillRect(x + 1, y + (height - thick) / 2, width - 2, thick);
  };

  // What a task looks like: how far it is while it starts, then full, crossed, or hatched.

  const STARTING = 0; // 0 to 2
  const RUNNING = 3;
  const UNHEALTHY = 4;
  const STOPPING = 5;
  const GONE = 6;

  const look = (state) => {
    const status = state % 8;
    if (status === 7) return GONE;
    if (state >= 24 || status > 3) return STOPPING;
    if (status < 3) return STARTING + status;
    return (state >> 3) % 3 === 2 ? UNHEALTHY : RUNNING;
  };

  const bar = (context, x, y, width, height, lookNow, colour) => {
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.lineWidth = 1;
    switch (lookNow) {
      case 0:
      case 1:
      case 2: {
        const filled = Math.round((height * lookNow) / 3);
        context.globalAlpha = 0.65;
        context.fillRect(x, y + height - filled, width, filled);
        context.globalAlpha = 1;
        break;
      }
      case STOPPING:
        context.fillStyle = hatch(context, colour);
        context.fillRect(x, y, width, height);
        break;
      default:
        context.fillRect(x, y, width, height);
        return;
    }
    if (width > 2 && height > 2) context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
  };

  const cross = (context, x, y, size, colour) => {
    const inset = size < 9 ? 1 : size * 0.22;
    context.strokeStyle = colour;
    context.lineWidth = Math.max(1, size / 7);
    context.beginPath();
    context.moveTo(x + inset, y + inset);
    context.lineTo(x + size - inset, y + size - inset);
    context.moveTo(x + size - inset, y + inset);
    context.lineTo(x + inset, y + size - inset);
    context.stroke();
  };

  /** Draws a task as a square; the same square is drawn once and then copied. */
  const square = (context, x, y, size, lookNow, colourPlace, label) => {
    const key = `${lookNow} ${colourPlace} ${size} ${label}`;
    let sprite = sprites.get(key);
    if (sprite === undefined) {
      sprite = document.createElement("canvas");
      const { context: pen } = fit(sprite, size, size);
      const colour = revision(colourPlace);
      bar(pen, 0, 0, size, size, lookNow, colour);
      if (lookNow === UNHEALTHY) {
        cross(pen, 0, 0, size, inkOn(colour));
      } else if (lookNow <= RUNNING && label !== "" && size >= 13) {
        pen.fillStyle = lookNow === RUNNING ? inkOn(colour) : theme.ink;
        pen.font = `600 ${Math.round(size * 0.58)}px ${theme.font}`;
        pen.textAlign = "center";
        pen.textBaseline = "middle";
        pen.fillText(label, size / 2, size / 2 + 1, size - 2);
      } else if (lookNow === RUNNING) {
        mark(pen, 0, 0, size, size, colourPlace);
      }
      sprites.set(key, sprite);
    }
    context.drawImage(sprite, x, y, size, size);
  };

  readTheme();
  return {
    get theme() {
      return theme;
    },
    readTheme,
    revision,
    fit,
    bar,
    mark,
    cross,
    square,
    look,
    LOOKS: { RUNNING, UNHEALTHY, STOPPING, GONE },
  };
})();
