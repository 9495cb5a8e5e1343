// The server's side of "one phone for the group": the accounts that signed in on it may change over without a password.
import { thisDevice } from "./accounts.js";
import { hasToken, json, session, setToken } from "./wire.js";

const post = async (path, body) => {
  if (!hasToken()) await session();
  const { answer } = await json("/k/hp/kursi/" + path, { method: "POST", body: JSON.stringify(body) });
  if (answer.csrf) setToken(answer.csrf);
  return answer;
};

// Keep the signed-in account's seat on this phone, with the PIN it asks for: "" none, null as it was.
export const take = (pin) => post("ambil", { pin, device: thisDevice().id });
// Let the server's session follow to another account of this phone.
export const change = (id, pin) => post("pindah", { account: id, pin });
// End the session on the server and give up the seat.
export const signOut = () => post("keluar", {});
