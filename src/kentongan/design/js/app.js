// [data-app] leads to the app that works without a signal; shown where the browser can keep one.
for (const line of document.querySelectorAll("[data-app]")) line.hidden = !(isSecureContext && "serviceWorker" in navigator);
