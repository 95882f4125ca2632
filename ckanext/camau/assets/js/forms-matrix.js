/* Fills a whole column or row of the matrix at once, with a way back; arrow keys with Alt go from cell to cell. */
(function () {
  "use strict";

  function put(select, value) {
    select.value = value;
    select.classList.toggle("is-set", Boolean(value));
  }

  function places(table, select) {
    var row = select.closest("tr");
    return { row: row, column: Array.prototype.indexOf.call(row.children, select.parentNode) };
  }

  function inColumn(table, column) {
    return Array.prototype.map.call(table.querySelectorAll("[data-row] > tr:first-child"), function (row) {
      return row.children[column] && row.children[column].querySelector("select");
    }).filter(Boolean);
  }

  function fill(table, selects, value) {
    var before = selects.map(function (select) { return select.value; });
    selects.forEach(function (select) { put(select, value); });
    var bar = table.camauBar;
    bar.replaceChildren(document.createTextNode(table.dataset.filled + " " + selects.length + " "));
    var undo = document.createElement("button");
    undo.type = "button";
    undo.className = "btn btn-sm btn-outline-secondary";
    undo.textContent = table.dataset.fillUndo;
    undo.addEventListener("click", function () {
      selects.forEach(function (select, index) { put(select, before[index]); });
      bar.replaceChildren();
      table.dispatchEvent(new Event("input", { bubbles: true }));
    });
    bar.appendChild(undo);
    table.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function filler(table, options, label, selects) {
    var made = document.createElement("select");
    made.className = "camau-fill";
    made.setAttribute("aria-label", label);
    made.innerHTML = options;
    var head = document.createElement("option");
    head.textContent = "▾";
    head.value = "?";
    head.selected = true;
    made.prepend(head);
    made.addEventListener("change", function (event) {
      event.stopPropagation();
      if (made.value !== "?") { fill(table, selects(), made.value); }
      made.value = "?";
    });
    made.addEventListener("input", function (event) { event.stopPropagation(); });
    return made;
  }

  function dressRow(table, row, options) {
    var head = row.querySelector(".camau-item-head");
    if (!head || head.querySelector(".camau-fill")) { return; }
    head.insertBefore(filler(table, options, table.dataset.fillRow, function () {
      return Array.prototype.slice.call(row.querySelectorAll("tr:first-child > td > select"));
    }), head.lastElementChild);
  }

  function start(table) {
    var options = table.closest("[data-rows]").querySelector("[data-matrix-options]").innerHTML;
    table.classList.add("has-fill");
    table.camauBar = document.createElement("p");
    table.camauBar.className = "camau-hint";
    table.camauBar.setAttribute("role", "status");
    table.parentNode.before(table.camauBar);
    table.querySelectorAll("thead th[data-group]").forEach(function (head) {
      var label = table.dataset.fillColumn + ": " + head.textContent;
      head.append(filler(table, options, label, function () {
        return inColumn(table, Array.prototype.indexOf.call(head.parentNode.children, head));
      }));
    });
    table.querySelectorAll("[data-row]").forEach(function (row) { dressRow(table, row, options); });
    table.addEventListener("camau:added", function (event) { dressRow(table, event.target, options); });
    table.addEventListener("keydown", function (event) {
      var step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (!event.altKey || !step || !event.target.matches("tbody td > select")) { return; }
      var here = places(table, event.target);
      var column = inColumn(table, here.column + step[1]);
      var next = column[inColumn(table, here.column).indexOf(event.target) + step[0]];
      if (next) { event.preventDefault(); next.focus(); }
    });
    table.addEventListener("change", function (event) {
      if (event.target.matches("tbody td > select")) { put(event.target, event.target.value); }
    });
  }

  document.querySelectorAll("[data-matrix]").forEach(start);
})();
