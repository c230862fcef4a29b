
// --- the front door: files that are dropped become a job, jobs tell how far they are ---

if ($("#drop")) {
  const { jobs } = JSON.parse($("#jobs-now").textContent);
  const chosen = $("#files");

  const ask = async (what, values, options = {}) => {
    const answer = await fetch(`/api/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(values),
      ...options,
    });
    const found = await answer.json().catch(() => ({ error: String(answer.status) }));
    if (!answer.ok) throw new Error(found.error);
    return found;
  };

  const handIn = async (files) => {
    if (!files.length) return;
    const wrong = [];
    say(label("handing_in", { n: files.length }));
    try {
      const { job } = await ask("open", { first: files[0].name });
      for (const one of files) {
        const query = new URLSearchParams({ job, name: one.name });
        await ask(`hand-in?${query}`, null, { body: one, headers: {} }).catch((error) => wrong.push(error.message));
      }
      if (wrong.length < files.length) await ask("start", { job });
      say(wrong.join("; "));
    } catch (error) {
      say(error.message);
    }
    look();
  };

  const shown = (list) => {
    $("#jobs").replaceChildren(...list.map((job) => {
      const line = make("li");
      const what = label(`status_${job.status}`, { told: job.told });
      if (job.status === "done" || job.status === "partly") {
        line.append(make("a", { href: `/r/${encodeURIComponent(job.name)}/`, textContent: job.name }));
      } else line.append(make("span", { textContent: job.name }));
      line.append(make("span", { className: "facts", textContent: what }));
      if (job.status === "failed") {
        const again = make("button", { className: "plain", textContent: words.again });
        Object.assign(again.dataset, { do: "again", run: job.name });
        line.append(again);
      }
      if (job.status === "running") {
        const bar = make("progress", job.total ? { max: job.total, value: job.done } : {});
        bar.setAttribute("aria-label", what);
        line.append(bar);
      }
      return line;
    }));
    return list.some((job) => job.status === "waiting" || job.status === "running");
  };

  let timer = 0;
  const look = async () => {
    clearTimeout(timer);
    const list = await fetch("/api/jobs").then((answer) => answer.json()).catch(() => null);
    if (!list || shown(list)) timer = setTimeout(look, 1000);
  };

  if (shown(jobs)) look();
  chosen.addEventListener("change", () => handIn([...chosen.files]));
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
  document.addEventListener("dragover", () => $("#drop").classList.add("over"));
  document.addEventListener("dragleave", () => $("#drop").classList.remove("over"));
  document.addEventListener("drop", (event) => {
    $("#drop").classList.remove("over");
    handIn([...event.dataTransfer.files]);
  });
}
