// Signing out (form[data-leave]) where the phone's app is installed goes through the app: it says what was not sent yet.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-leave]") || !/(?:^|; )hp=\d/.test(document.cookie)) return;
  event.preventDefault();
  location.assign("/k/hp/#/keluar");
});
