// The server's side of "one phone for the group": the accounts that signed in on it may change over without a password.
import * as accounts from "./accounts.js";
import { meet } from "./sync.js";
import { hasToken, json, session, setToken } from "./wire.js";

const post = async (path, body) => {
  if (!hasToken()) await session();
  const { answer } = await json("/k/hp/kursi/" + path, { method: "POST", body: JSON.stringify(body) });
  if (answer.csrf) setToken(answer.csrf);
  return answer;
};

// Keep the signed-in account's seat on this phone, with the PIN it asks for ("" for none).
export const take = (pin) => post("ambil", { pin }).catch(quiet);

// Let the server's session follow to the chosen account. Without network, or when the server says no, the items wait and
// the status line says so.
export async function change(id, pin) {
  try { await post("pindah", { account: id, pin }); } catch (error) { quiet(error); }
  await meet(true).catch(quiet);
}

// End the session on the server and give up the seat.
export const signOut = () => post("keluar", {}).catch(quiet);

const quiet = (error) => { if (!error.code) throw error; return accounts.current(); };
