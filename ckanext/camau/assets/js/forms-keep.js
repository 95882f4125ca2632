/* What is typed is kept in this tab (sessionStorage) until it is saved; a button is pressed once; the summary
   of errors takes the focus. Nothing of this is needed to fill in the form. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-keep]");
  var AGE = 12 * 3600 * 1000;

  function key() { return "camau:" + form.dataset.keep; }

  function read() {
    try {
      var found = JSON.parse(sessionStorage.getItem(key()) || "null");
      return found && Date.now() - found.at < AGE && found.version === form.dataset.keepVersion ? found : null;
    } catch (error) { return null; }
  }

  function answers() {
    var pairs = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && !/^(_csrf_token|_base|lock_version|_do|_fields)$/.test(name)) { pairs.push([name, value]); }
    });
    return pairs;
  }

  /* The key of a request is new on every page: it is no answer. */
  function typed(pairs) {
    return JSON.stringify(pairs.filter(function (pair) { return pair[0] !== "request_key"; }));
  }

  function keep(sent) {
    try {
      sessionStorage.setItem(key(), JSON.stringify({ at: Date.now(), sent: sent === true, version: form.dataset.keepVersion, pairs: answers() }));
    } catch (error) { /* full or forbidden: the server's page after a lost session still holds the text */ }
  }

  /* What was sent has been answered by a page without errors: it is saved, or was meant to be given up. */
  function purge() {
    if (document.querySelector("#errors, .camau-steps")) { return; }
    Object.keys(sessionStorage).forEach(function (name) {
      if (name.indexOf("camau:") !== 0 || (form && name === key())) { return; }
      try { if (JSON.parse(sessionStorage.getItem(name)).sent) { sessionStorage.removeItem(name); } } catch (error) { sessionStorage.removeItem(name); }
    });
  }

  function forget() { try { sessionStorage.removeItem(key()); } catch (error) { /* nothing to forget */ } }

  /* Rows as they were, in their order: those on the page stay (with their files), missing ones are made. */
  function makeRows(pairs) {
    form.querySelectorAll("[data-rows]").forEach(function (box) {
      var template = box.querySelector("[data-row-template]");
      if (!template) { return; }
      var name = box.dataset.rows + ".row";
      var list = box.querySelector("[data-row-list]");
      var there = {};
      list.querySelectorAll("[data-row]").forEach(function (row) {
        there[row.querySelector("input[name=\"" + name + "\"]").value] = row;
        row.remove();
      });
      pairs.filter(function (pair) { return pair[0] === name && /^\w+$/.test(pair[1]); }).forEach(function (pair, index) {
        if (there[pair[1]]) { list.appendChild(there[pair[1]]); }
        else { list.insertAdjacentHTML("beforeend", template.innerHTML.split("__key__").join(pair[1])); }
        list.lastElementChild.querySelector("[data-row-number]").textContent = index + 1;
      });
    });
  }

  function putBack(pairs) {
    var left = {};
    pairs.forEach(function (pair) { (left[pair[0]] = left[pair[0]] || []).push(pair[1]); });
    makeRows(pairs);
    Array.prototype.forEach.call(form.elements, function (element) {
      if (!element.name || /^(_csrf_token|_base|lock_version|_do|_fields)$/.test(element.name) || element.type === "file" || element.tagName === "BUTTON") { return; }
      var values = left[element.name] || [];
      if (element.type === "checkbox" || element.type === "radio") { element.checked = values.indexOf(element.value) >= 0; }
      else if (values.length && !/\.row$/.test(element.name)) { element.value = values[0]; }
    });
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function offer(found) {
    var box = document.createElement("div");
    box.className = "camau-restore";
    box.setAttribute("role", "status");
    var text = document.createElement("p");
    text.textContent = form.dataset.restoreText;
    box.appendChild(text);
    [["restoreYes", function () { putBack(found.pairs); }], ["restoreNo", forget]].forEach(function (pair) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-outline-primary";
      button.textContent = form.dataset[pair[0]];
      button.addEventListener("click", function () { pair[1](); box.remove(); });
      box.appendChild(button);
    });
    form.prepend(box);
  }

  function once(target) {
    target.addEventListener("submit", function (event) {
      if (event.defaultPrevented) { return; }
      if (target.dataset.sent) { event.preventDefault(); return; }
      target.dataset.sent = "1";
      window.setTimeout(function () { delete target.dataset.sent; }, 15000);
    });
  }

  if (form) {
    var found = read();
    if (found && typed(found.pairs) !== typed(answers()) && !document.querySelector("#errors")) { offer(found); }
    if (!found) { forget(); }
    var waiting;
    form.addEventListener("input", function () { window.clearTimeout(waiting); waiting = window.setTimeout(keep, 400); });
    form.addEventListener("submit", function () { window.clearTimeout(waiting); keep(true); });
    form.addEventListener("camau:autosaved", function () { window.clearTimeout(waiting); forget(); });
  }
  try { purge(); } catch (error) { /* no storage */ }
  document.querySelectorAll(".camau-staff form[method=post]").forEach(once);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { document.querySelectorAll("form[data-sent]").forEach(function (item) { delete item.dataset.sent; }); }
  });
  var focus = document.querySelector("[data-focus]");
  var target = /^#[\w.-]+$/.test(window.location.hash) ? document.getElementById(window.location.hash.slice(1)) : null;
  if (target && target.closest("details")) { target.closest("details").open = true; }
  if (focus) { focus.focus(); }
  else if (target && target !== document.body) { target.focus(); }
})();
