/* Beside each field that is read a button that opens a box for a comment on it; further boxes without a new page;
   one choice for all records of a submission that are undecided. Everything works without this file as well. */
(function () {
  "use strict";

  function boxes() {
    var place = document.querySelector("[data-comment-boxes]");
    if (!place) { return; }
    var more = place.querySelector("[data-comment-more]");
    var said = document.createElement("span");
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    place.append(said);

    function all() { return Array.prototype.slice.call(place.querySelectorAll("[data-comment-box]")); }

    function empty(box) { return !box.querySelector("textarea").value.trim() && !box.querySelector("select").value; }

    function add() {
      var last = all().pop();
      var box = last.cloneNode(true);
      var number = all().length + 1;
      box.querySelector("select").value = "";
      box.querySelector("textarea").value = "";
      box.querySelectorAll("[data-comment-number]").forEach(function (item) { item.textContent = number; });
      box.querySelectorAll("[id]").forEach(function (item) {
        var id = item.id.replace(/\d+$/, number);
        box.querySelector("label[for=\"" + item.id + "\"]").htmlFor = id;
        item.id = id;
      });
      box.hidden = false;
      last.after(box);
      return box;
    }

    function comment(path, label) {
      var box = all().filter(function (one) { return one.querySelector("select").value === path; })[0] || all().filter(empty)[0] || add();
      box.hidden = false;
      box.querySelector("select").value = path;
      said.textContent = place.dataset.commentLabel + label;
      box.querySelector("textarea").focus();
      box.scrollIntoView({ block: "nearest" });
    }

    all().forEach(function (box, index) { box.hidden = index > 0 && empty(box); });
    more.addEventListener("click", function (event) {
      event.preventDefault();
      var box = all().filter(function (one) { return one.hidden; })[0] || add();
      box.hidden = false;
      box.querySelector("select").focus();
    });

    document.querySelectorAll("[data-comment-at]").forEach(function (at) {
      var path = at.dataset.commentAt;
      var option = Array.prototype.find.call(place.querySelectorAll("option"), function (item) { return item.value === path; });
      if (!option) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "camau-comment-button";
      button.textContent = path.indexOf("/") > 0 ? "✎" : at.textContent.trim() ? place.dataset.commentButton : place.dataset.commentLabel + option.textContent;
      button.title = place.dataset.commentLabel + option.textContent;
      button.setAttribute("aria-label", place.dataset.commentLabel + option.textContent);
      button.addEventListener("click", function () { comment(path, option.textContent); });
      at.append(" ", button);
    });
  }

  function together() {
    var bar = document.querySelector("[data-set-all]");
    if (!bar) { return; }
    var form = bar.closest("form");
    var text = document.createElement("span");
    text.textContent = bar.dataset.setAll;
    var found = {};
    form.querySelectorAll(".camau-verdict input[type=radio]").forEach(function (input) {
      if (input.value && !found[input.value]) { found[input.value] = form.querySelector("label[for=\"" + input.id + "\"]").textContent; }
    });
    delete found.return;
    var buttons = Object.keys(found).map(function (value) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm";
      button.textContent = found[value];
      button.addEventListener("click", function () {
        form.querySelectorAll(".camau-verdict").forEach(function (set) {
          var none = set.querySelector("input[value=\"\"]");
          var wanted = set.querySelector("input[value=\"" + value + "\"]");
          if (none.checked && wanted) { wanted.checked = true; }
        });
      });
      return button;
    });
    if (buttons.length) { bar.append.apply(bar, [text].concat(buttons)); }
  }

  boxes();
  together();
})();
