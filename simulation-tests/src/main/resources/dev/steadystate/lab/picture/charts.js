/** One chart a service: what is wanted, what runs, what is healthy, and the bounds. */
const chartsView = (() => {
  const { services, rows, length } = recording;
  const HEIGHT = 112;
  const LEFT = 40;
  const FOOT = 16;
  const parent = document.getElementById("charts");
  const manyClusters = new Set(services.cluster).size > 1;

  const charts = Array.from({ length: services.count }, (unused, service) => {
    const figure = document.createElement("figure");
    figure.className = "chart";
    figure.style.margin = 0;
    const numbers = document.createElement("figcaption");
    numbers.className = "numbers";
    const canvas = document.createElement("canvas");
    const cursor = document.createElement("div");
    cursor.className = "cursor";
    figure.append(numbers, canvas, cursor);
    parent.append(figure);
    const name = recording.text(services.name[service]);
    const fullName = manyClusters ? `${recording.text(services.cluster[service])}/${name}` : name;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `Tasks of service ${fullName} over time`);
    return { service, figure, numbers, canvas, cursor, name: fullName, inSight: true, stale: true, row: -2 };
  });

  const byFigure = new Map(charts.map((chart) => [chart.figure, chart]));
  const sight = new IntersectionObserver((entries) => {
    for (const entry of entries) byFigure.get(entry.target).inSight = entry.isIntersecting;
    time.soon();
  });
  for (const chart of charts) sight.observe(chart.figure);

  const mostOf = (service) => {
    let most = 1;
    for (const row of services.rows.of(service)) {
      most = Math.max(most, rows.desired[row], rows.running[row], rows.ceiling[row]);
    }
    return most;
  };
  const most = charts.map(({ service }) => mostOf(service));

  const roundStep = (span, steps) => {
    const rough = span / steps;
    const power = 10 ** Math.floor(Math.log10(rough));
    return Math.max(1, [1, 2, 5, 10].map((times) => times * power).find((step) => step >= rough));
  };

  const drawChart = (chart) => {
    const { theme } = paint;
    const width = chart.figure.clientWidth;
    const { context } = paint.fit(chart.canvas, width, HEIGHT);
    const wide = width - LEFT - 6;
    const high = HEIGHT - FOOT - 6;
    const own = services.rows.of(chart.service);
    const top = most[chart.service];
    const x = (at) => LEFT + time.xOf(at, wide);
    const y = (value) => 6 + high - (value / top) * high;
    context.clearRect(0, 0, width, HEIGHT);

    context.font = `11px ${theme.font}`;
    context.textBaseline = "middle";
    context.textAlign = "right";
    const step = roundStep(top, 3);
    for (let value = 0; value <= top; value += step) {
      context.fillStyle = theme.line;
      context.fillRect(LEFT, Math.round(y(value)), wide, 1);
      context.fillStyle = theme.quiet;
      context.fillText(String(value), LEFT - 6, y(value));
    }
    drawTimes(context, LEFT, wide, HEIGHT - 7, 6, high);

    // Rows that fall on one column of the screen are drawn as one.
    const first = Math.max(0, recording.lastUpTo(own.length, (i) => rows.at[own[i]], time.from));
    const steps = [];
    for (let i = first; i < own.length && rows.at[own[i]] <= time.to; i++) {
      const from = Math.max(LEFT, x(rows.at[own[i]]));
      const last = steps[steps.length - 1];
      if (last !== undefined && from - last.from < 0.5) last.low = Math.min(last.low, own[i]), (last.row = own[i]);
      else steps.push({ from, row: own[i], low: own[i] });
    }
    const end = x(Math.min(length, time.to));
    const trace = (column) => {
      const path = new Path2D();
      steps.forEach(({ from, row, low }, i) => {
        if (i === 0) path.moveTo(from, y(rows[column][low]));
        path.lineTo(from, y(rows[column][low]));
        path.lineTo(from, y(rows[column][row]));
        path.lineTo(i + 1 < steps.length ? steps[i + 1].from : end, y(rows[column][row]));
      });
      return path;
    };
    context.save();
    context.beginPath();
    context.rect(LEFT, 0, wide + 2, HEIGHT - FOOT + 2);
    context.clip();
    const band = new Path2D();
    steps.forEach(({ from, row }, i) => {
      const until = i + 1 < steps.length ? steps[i + 1].from : end;
      // Boxes that touch in between two pixels would show a seam.
      const left = Math.floor(from);
      const ceiling = y(rows.ceiling[row]);
      band.rect(left, ceiling, Math.floor(until) - left, y(rows.floor[row]) - ceiling);
    });
    context.fillStyle = theme.band;
    context.fill(band);
    const line = (column, colour, lineWidth, dash) => {
      context.strokeStyle = colour;
      context.lineWidth = lineWidth;
      context.setLineDash(dash);
      context.stroke(trace(column));
    };
    line("ceiling", theme.faint, 1, []);
    line("floor", theme.faint, 1, []);
    line("running", theme.running, 2.5, []);
    line("healthy", theme.healthy, 2.5, [2, 4]);
    line("desired", theme.ink, 1.25, [7, 4]);
    context.restore();
    context.setLineDash([]);
  };

  /** Draws times below, and lines up from them. */
  const drawTimes = (context, left, wide, y, lineTop, lineHeight) => {
    const { theme } = paint;
    const stretch = time.to - time.from;
    const fine = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000, 60000, 120000, 300000, 600000, 900000, 1800000, 3600000, 7200000, 14400000, 21600000, 43200000, 86400000, 172800000, 604800000, 2592000000, 7776000000, 31536000000];
    const step = fine.find((each) => (each / stretch) * wide >= 78) || stretch;
    context.font = `11px ${theme.font}`;
    context.textBaseline = "middle";
    for (let at = Math.ceil(time.from / step) * step; at <= time.to; at += step) {
      const x = left + time.xOf(at, wide);
      if (lineHeight > 0) {
        context.fillStyle = theme.line;
        context.fillRect(Math.round(x), lineTop, 1, lineHeight);
      }
      context.fillStyle = theme.quiet;
      context.textAlign = x < left + 20 ? "left" : x > left + wide - 24 ? "right" : "center";
      context.fillText(recording.clock(at), x, y);
    }
  };

  const say = (chart, now) => {
    const row = recording.rowAt(chart.service, now);
    if (row === chart.row) return;
    chart.row = row;
    const name = document.createElement("b");
    name.textContent = chart.name;
    chart.numbers.replaceChildren(name);
    if (row < 0) {
      chart.numbers.append("not created yet");
      return;
    }
    for (const [word, value] of [
      ["desired", rows.desired[row]],
      ["running", rows.running[row]],
      ["healthy", rows.healthy[row]],
      ["bounds", `${rows.floor[row]} to ${rows.ceiling[row]}`],
    ]) {
      const part = document.createElement("span");
      const number = document.createElement("b");
      number.textContent = String(value);
      part.append(`${word} `, number);
      chart.numbers.append(part);
    }
  };

  time.onRange(() => {
    for (const chart of charts) chart.stale = true;
  });
  time.onFrame((now) => {
    for (const chart of charts) {
      if (!chart.inSight) continue;
      if (chart.stale) {
        chart.stale = false;
        drawChart(chart);
      }
      say(chart, now);
      const wide = chart.canvas.clientWidth - LEFT - 6;
      chart.cursor.style.transform = `translateX(${LEFT + time.xOf(now, wide)}px)`;
    }
  });

  return {
    charts,
    drawTimes,
    /** Returns the service and the time under the pointer, or null. */
    at: (target, clientX) => {
      const chart = charts.find(({ canvas }) => canvas === target);
      if (chart === undefined) return null;
      const frame = chart.canvas.getBoundingClientRect();
      const at = time.atX(clientX - frame.left - LEFT, frame.width - LEFT - 6);
      const row = recording.rowAt(chart.service, at);
      return row < 0 ? null : { type: "point", service: chart.service, row, at };
    },
  };
})();
