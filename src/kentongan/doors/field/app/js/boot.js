// The first script: lets the worker fetch the whole app in one piece, then starts it from there. A browser without
// workers, or one whose worker cannot be had now, loads the modules one by one. A plain script, not a module.
(async () => {
  const { worker, first } = document.documentElement.dataset, workers = navigator.serviceWorker;
  try {
    if (workers && !workers.controller) {
      const registration = await workers.register(worker, { scope: "/k/", updateViaCache: "none" });
      const coming = registration.installing || registration.waiting;
      await new Promise((resolve) => {
        workers.addEventListener("controllerchange", resolve);
        setTimeout(resolve, registration.active ? 3000 : 60000);
        if (coming) coming.addEventListener("statechange", () => { if (coming.state === "redundant") resolve(); });
      });
    } else if (workers) workers.register(worker, { scope: "/k/", updateViaCache: "none" }).catch(() => {});
  } catch (error) { console.warn(error); }
  import(first);
})();
