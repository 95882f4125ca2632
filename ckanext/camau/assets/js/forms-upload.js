/* Files are sent on their own while people type: several at once, each with its progress, and each becomes a row.
   Without this script every row has its own file input, sent with the form. */
(function () {
  "use strict";
  var box = document.querySelector("[data-uploads]");
  if (!box) { return; }
  var form = box.closest("form");
  var rows = box.closest("[data-rows]");
  var list = box.querySelector("[data-upload-list]");
  var said = box.querySelector("[data-upload-status]");
  var many = box.querySelector("input[type=file]");
  var AT_ONCE = 3;
  var queue = [];
  var active = 0;
  box.hidden = false;

  function org() {
    var select = form.querySelector("[name=owner_org]");
    return select ? select.value : box.dataset.org;
  }

  function field(row, name) { return row.querySelector("[name=\"resources." + keyOf(row) + "." + name + "\"]"); }

  function keyOf(row) { return row.querySelector("input[name=\"resources.row\"]").value; }

  function isBlank(row) {
    return Array.prototype.every.call(row.querySelectorAll("input, textarea, select"), function (input) {
      return /\.row$/.test(input.name) || input.type === "checkbox" || !input.value;
    });
  }

  function target() {
    var last = rows.querySelector("[data-row-list]").lastElementChild;
    return last && isBlank(last) ? last : window.camauRows.append(rows);
  }

  function fill(row, stored, sent) {
    ["sha256", "size", "mimetype", "format"].forEach(function (name) {
      var input = field(row, name);
      if (input) { input.value = stored[name] || ""; }
    });
    var name = field(row, "name");
    if (!name.value.trim() || name.value === sent) { name.value = stored.name; }
    if (field(row, "url")) { field(row, "url").value = ""; }
    var note = row.querySelector(".camau-stored");
    if (!note) {
      note = document.createElement("p");
      note.className = "camau-stored";
      row.querySelector(".camau-file").prepend(note);
    }
    note.textContent = "✔ " + box.dataset.storedFile + " " + stored.name + " (" + stored.size_text + ")";
    row.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function button(text, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm btn-outline-secondary";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function line(file) {
    var item = document.createElement("li");
    var name = document.createElement("span");
    var bar = document.createElement("div");
    var words = document.createElement("span");
    var buttons = document.createElement("span");
    name.textContent = file.name;
    bar.className = "camau-progress";
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", file.name);
    bar.setAttribute("aria-valuemin", "0");
    bar.setAttribute("aria-valuemax", "100");
    bar.appendChild(document.createElement("span"));
    item.append(name, bar, words, buttons);
    list.appendChild(item);
    return { item: item, bar: bar, words: words, buttons: buttons };
  }

  function progress(shown, part) {
    var percent = Math.floor(part * 100);
    shown.bar.setAttribute("aria-valuenow", percent);
    shown.bar.firstChild.style.width = percent + "%";
    shown.words.textContent = percent + " %";
  }

  function failed(job, text, done) {
    job.shown.words.textContent = text;
    said.textContent = job.file.name + ": " + text;
    job.shown.buttons.replaceChildren(button(box.dataset.retry, function () { start(job); }), button(box.dataset.cancel, function () { giveUp(job); }));
    done();
  }

  /* The row that was kept for a file goes with it, unless something else was written there. */
  function giveUp(job) {
    job.shown.item.remove();
    if (!job.kept || !job.row.isConnected || field(job.row, "sha256").value) { return; }
    if (field(job.row, "name").value === job.file.name) { field(job.row, "name").value = ""; }
    if (isBlank(job.row)) { job.row.querySelector("[data-row-remove]").click(); }
  }

  /* Rows stand in the order in which the files were chosen, whichever arrives first. */
  function keepRow(file) {
    var row = target();
    field(row, "name").value = file.name;
    return row;
  }

  function arrived(job, stored, done) {
    fill(job.row && job.row.isConnected ? job.row : target(), stored, job.file.name);
    if (job.input) { job.input.value = ""; }
    progress(job.shown, 1);
    job.shown.words.textContent = box.dataset.stored;
    job.shown.buttons.replaceChildren();
    said.textContent = job.file.name + ": " + box.dataset.stored;
    done();
  }

  function send(job, done) {
    var request = new XMLHttpRequest();
    var query = "?name=" + encodeURIComponent(job.file.name) + "&owner_org=" + encodeURIComponent(org());
    request.open("POST", box.dataset.address + query);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", form.querySelector("[name=_csrf_token]").value);
    request.upload.addEventListener("progress", function (event) { if (event.lengthComputable) { progress(job.shown, event.loaded / event.total); } });
    request.addEventListener("load", function () {
      var answer = {};
      try { answer = JSON.parse(request.responseText); } catch (error) { answer = {}; }
      if (request.status === 200) { arrived(job, answer, done); return; }
      if (answer.token) { form.querySelector("[name=_csrf_token]").value = answer.token; }
      failed(job, request.status === 413 ? box.dataset.tooLarge : answer.message || box.dataset.broken, done);
    });
    request.addEventListener("error", function () { failed(job, box.dataset.broken, done); });
    request.addEventListener("abort", function () { failed(job, box.dataset.cancelled, done); });
    job.shown.buttons.replaceChildren(button(box.dataset.cancel, function () { request.abort(); }));
    progress(job.shown, 0);
    request.send(job.file);
  }

  function next() {
    while (queue.length && active < AT_ONCE) {
      active += 1;
      (function (entry) {
        send(entry.job, function () { active -= 1; entry.done(); next(); });
      })(queue.shift());
    }
  }

  function start(job) {
    var limit = Number(box.dataset.limit);
    if (!org()) { failed(job, box.dataset.noOrg, function () {}); return; }
    if (limit && job.file.size > limit) { failed(job, box.dataset.tooLarge, function () {}); if (job.input) { job.input.value = ""; } return; }
    window.camauBusy.add(new Promise(function (done) { queue.push({ job: job, done: done }); }));
    next();
  }

  function take(files, row, input) {
    Array.prototype.forEach.call(files, function (file) {
      start({ file: file, row: row || keepRow(file), kept: !row, input: input, shown: line(file) });
    });
  }

  many.addEventListener("change", function () { take(many.files); many.value = ""; });
  rows.addEventListener("change", function (event) {
    if (event.target.matches && event.target.matches("[data-upload-row]") && event.target.files.length) {
      take(event.target.files, event.target.closest("[data-row]"), event.target);
    }
  });
  ["dragover", "drop"].forEach(function (name) {
    box.addEventListener(name, function (event) {
      event.preventDefault();
      if (name === "drop" && event.dataTransfer.files.length) { take(event.dataTransfer.files); }
    });
  });
  form.addEventListener("camau:waiting", function () { if (queue.length || active) { said.textContent = box.dataset.waiting; } });
})();
