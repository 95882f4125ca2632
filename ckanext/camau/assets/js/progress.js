/* While an edition is being issued, its form tells how far that has come. Without this script the form works the same. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-progress]");
  if (!form || !window.fetch) { return; }
  var place = form.querySelector("[data-progress-status]");

  function look() {
    window.fetch(form.dataset.progress, { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.json() : {};
    }).then(function (told) {
      if (told.running) {
        place.hidden = false;
        place.textContent = told.name + (told.step === "writing" ? ": " + told.done + "/" + told.total : "");
      }
    }).catch(function () { /* the next look may succeed */ });
  }

  form.addEventListener("submit", function () {
    form.querySelector("button.btn-success").disabled = true;
    window.setInterval(look, 1000);
  });
  window.addEventListener("pageshow", function () { form.querySelector("button.btn-success").disabled = false; });
})();
