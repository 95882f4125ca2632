/* Saves the form by itself 20 seconds after the last key, at least once a minute, and when the tab is hidden.
   What the server refuses stops it: the person presses "Save draft" and sees both sides there. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-autosave]");
  if (!form) { return; }
  var status = form.querySelector("[data-autosave-status]");
  var missing = form.querySelector("[data-autosave-missing]");
  var PAUSE = 20000;
  var LONGEST = 60000;
  var timer, since, running, stopped, tokenTried;
  var dirty = false;

  function tell(text) { if (status && text) { status.textContent = text; } }

  function body() {
    var data = new FormData(form);
    form.querySelectorAll("input[type=file]").forEach(function (input) { data.delete(input.name); });
    return data;
  }

  function put(name, value) {
    var input = form.querySelector("input[name=\"" + name + "\"]");
    if (input && value) { input.value = value; }
  }

  /* The list of what is still missing, as the checks found it after this save; what was open stays open. */
  function renew(html) {
    var place = document.querySelector("[data-live-index]");
    if (!place || !html || place.contains(document.activeElement)) { return; }
    function folds() { return Array.prototype.slice.call(place.querySelectorAll(":scope nav > ol > li")); }
    var open = folds().map(function (item) { return Boolean(item.querySelector("details[open]")); });
    place.innerHTML = html;
    folds().forEach(function (item, index) {
      var fold = item.querySelector("details");
      if (fold) { fold.open = Boolean(open[index]); }
    });
  }

  function saved(answer) {
    put("lock_version", answer.lock_version);
    put("_base", answer.base);
    Object.keys(answer.file_ids).forEach(function (key) { put("resources." + key + ".id", answer.file_ids[key]); });
    if (form.getAttribute("action") !== answer.action) {
      form.setAttribute("action", answer.action);
      window.history.replaceState(null, "", answer.action);
    }
    form.dataset.keepVersion = answer.lock_version;
    if (missing) { missing.textContent = answer.missing; }
    renew(answer.index);
    tell(answer.message);
    tokenTried = false;
    if (!dirty) { form.dispatchEvent(new CustomEvent("camau:autosaved")); }
  }

  function refused(answer) {
    if (answer.state === "token" && answer.token && !tokenTried) {
      tokenTried = true;
      document.querySelectorAll("input[name=_csrf_token]").forEach(function (input) { input.value = answer.token; });
      dirty = true;
      return;
    }
    dirty = true;
    if (answer.state === "waiting") { tell(answer.message); return; }
    stopped = true;
    tell(answer.message || form.dataset.ended);
  }

  function save() {
    window.clearTimeout(timer);
    if (running || stopped || !dirty || form.dataset.sent) { return; }
    dirty = false;
    since = 0;
    running = window.camauBusy.add(fetch(form.action, { method: "POST", body: body(), credentials: "same-origin", headers: { "X-Camau-Autosave": "1" } })
      .then(function (response) {
        return response.json().catch(function () { return { state: "error" }; }).then(function (answer) {
          if (answer.state === "saved") { saved(answer); }
          else if (response.status >= 500) { dirty = true; tell(form.dataset.broken); }
          else { refused(answer); }
        });
      }, function () { dirty = true; tell(form.dataset.broken); })
      .then(function () { running = null; if (dirty && !stopped) { wait(); } }));
  }

  function wait() {
    window.clearTimeout(timer);
    since = since || Date.now();
    timer = window.setTimeout(save, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
  }

  function changed(event) {
    if (event.target && event.target.type === "file") { return; }
    dirty = true;
    wait();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden") { save(); } });
})();
