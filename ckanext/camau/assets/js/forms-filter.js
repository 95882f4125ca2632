/* A long list of boxes gets a filter that needs no accents, and shows on top what is ticked. */
(function () {
  "use strict";

  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function chosen(list, place) {
    var labels = Array.prototype.filter.call(list.querySelectorAll("input"), function (box) { return box.checked; })
      .map(function (box) { return box.nextElementSibling.textContent.trim(); });
    place.textContent = labels.length ? list.dataset.chosenLabel + " " + labels.join(", ") : "";
  }

  function start(list) {
    if (list.dataset.ready) { return; }
    list.dataset.ready = "1";
    var items = Array.prototype.map.call(list.querySelectorAll(".form-check"), function (item) {
      return { item: item, text: fold(item.textContent), box: item.querySelector("input") };
    });
    if (!items.length) { return; }
    var finder = list.parentNode.querySelector(".camau-finder");
    if (finder && items.length < 200) { finder.hidden = true; }
    var label = document.createElement("label");
    label.textContent = list.dataset.filterLabel;
    var input = document.createElement("input");
    input.type = "search";
    input.className = "form-control camau-filter";
    input.autocomplete = "off";
    label.appendChild(input);
    var summary = document.createElement("p");
    summary.className = "camau-chosen";
    var count = document.createElement("p");
    count.className = "camau-hint";
    count.setAttribute("role", "status");
    list.before(summary, label, count);

    function filter() {
      var words = fold(input.value).split(/\s+/).filter(Boolean);
      var left = 0;
      items.forEach(function (entry) {
        var fits = words.every(function (word) { return entry.text.indexOf(word) >= 0; });
        entry.item.hidden = !fits;
        left += fits ? 1 : 0;
      });
      count.textContent = words.length ? list.dataset.filterCount + " " + left : "";
    }

    input.addEventListener("input", filter);
    input.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); } });
    list.addEventListener("change", function () { chosen(list, summary); });
    chosen(list, summary);
  }

  function startAll(within) { within.querySelectorAll("[data-filter-list]").forEach(start); }

  document.addEventListener("camau:added", function (event) { startAll(event.target); });
  startAll(document);
})();
