/* What is still on its way (a file, an automatic save) is waited for before the form is sent. */
(function () {
  "use strict";
  var form = document.getElementById("record-form");
  var pending = [];
  var waiting = false;

  window.camauBusy = {
    /* Adds a promise to wait for; gives the same promise back. */
    add: function (promise) {
      pending.push(promise);
      function done() { pending = pending.filter(function (item) { return item !== promise; }); }
      promise.then(done, done);
      return promise;
    }
  };
  if (!form) { return; }

  form.addEventListener("submit", function (event) {
    if (!pending.length) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) { return; }
    waiting = true;
    form.dispatchEvent(new CustomEvent("camau:waiting"));
    var button = event.submitter;
    (function next() {
      if (pending.length) { pending[0].then(next, next); return; }
      waiting = false;
      form.requestSubmit(button && button.isConnected ? button : undefined);
    })();
  }, true);
})();
