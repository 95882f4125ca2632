/* Small helps: questions that do not apply now are hidden (unless they hold an answer), records named in a row
   become boxes at once, several records in one row. */
(function () {
  "use strict";
  var form = document.getElementById("record-form");
  if (!form) { return; }

  function values(name) {
    return new FormData(form).getAll(name).filter(Boolean);
  }

  function filled(question) {
    return Array.prototype.some.call(question.querySelectorAll("input, select, textarea"), function (input) {
      if (input.type === "hidden" || /\.row$/.test(input.name) || input.name === "_do") { return false; }
      return input.type === "checkbox" || input.type === "radio" ? input.checked : Boolean(input.value);
    });
  }

  function apply() {
    form.querySelectorAll("[data-when]").forEach(function (question) {
      if (!form.querySelector("[name=_fields][value=\"" + question.dataset.when + "\"]")) { return; }
      var codes = question.dataset.whenCodes.split(" ");
      var holds = values(question.dataset.when).some(function (value) { return codes.indexOf(value) >= 0; });
      question.hidden = !holds && !filled(question) && !question.contains(document.activeElement);
    });
  }

  function named(input) {
    var list = input.list;
    var found = list && Array.prototype.find.call(list.options, function (option) { return option.value === input.value; });
    var box = input.closest("[data-named]");
    if (!found || !box) { return; }
    var item = document.createElement("div");
    item.className = "form-check";
    var tick = document.createElement("input");
    tick.type = "checkbox";
    tick.className = "form-check-input";
    tick.name = box.dataset.named;
    tick.value = found.dataset.id;
    tick.checked = true;
    tick.id = input.id + "-" + tick.value;
    var label = document.createElement("label");
    label.className = "form-check-label";
    label.htmlFor = tick.id;
    label.textContent = found.value;
    item.append(tick, label);
    input.before(item);
    input.value = "";
  }

  form.addEventListener("change", function (event) {
    if (event.target.matches("[data-named] input[list]")) { named(event.target); }
    apply();
  });
  apply();
})();
