/* Repeating rows: add, remove, move. Keys are never used twice, the order on screen is the order sent.
   Without this script the same buttons are ordinary submit buttons. */
(function () {
  "use strict";
  var counter = 0;

  function rows(box) { return Array.prototype.slice.call(box.querySelectorAll("[data-row]")); }

  function renumber(box, said) {
    rows(box).forEach(function (row, index) {
      row.querySelector("[data-row-number]").textContent = index + 1;
    });
    var status = box.querySelector("[data-row-status]");
    if (status && said) { status.textContent = ""; status.textContent = said; }
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Appends an empty row and returns it; other scripts fill it. */
  function append(box) {
    var key = "j" + Date.now().toString(36) + (counter += 1);
    var html = box.querySelector("[data-row-template]").innerHTML.split("__key__").join(key);
    var list = box.querySelector("[data-row-list]");
    list.insertAdjacentHTML("beforeend", html);
    var row = list.lastElementChild;
    renumber(box, box.dataset.saidAdded);
    row.dispatchEvent(new CustomEvent("camau:added", { bubbles: true }));
    return row;
  }

  function add(box) {
    var row = append(box);
    var first = row.querySelector("input:not([type=hidden]), select:not(.camau-fill), textarea");
    if (first) { first.focus(); }
  }

  function move(row, up, box) {
    var other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other || !other.hasAttribute("data-row")) { return; }
    row.parentNode.insertBefore(up ? row : other, up ? other : row);
    renumber(box, box.dataset.saidMoved);
  }

  function remove(row, box) {
    var next = row.nextElementSibling || row.previousElementSibling;
    if (next && !next.hasAttribute("data-row")) { next = null; }
    row.remove();
    renumber(box, box.dataset.saidRemoved);
    (next || box.querySelector("[data-row-add]")).focus();
  }

  window.camauRows = { append: append };

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-row-add], [data-row-up], [data-row-down], [data-row-remove]");
    if (!button) { return; }
    var box = button.closest("[data-rows]");
    if (!box) { return; }
    event.preventDefault();
    var row = button.closest("[data-row]");
    if (button.hasAttribute("data-row-add")) { add(box); }
    else if (button.hasAttribute("data-row-remove")) { remove(row, box); }
    else { move(row, button.hasAttribute("data-row-up"), box); button.focus(); }
  });
})();
