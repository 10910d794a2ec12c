// A step is one thing a client does, and prints one line: await step("secret set", async () => …).

import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ClientSecretCredential } from "@azure/identity";

const { env, argv } = process;
const AREA = "node/" + path.basename(argv[1], ".mjs");

export const RUN = env.MLTWIN_CLIENTS_RUN;
export const REGION = "eastus";
export const LOGIN = env.MLTWIN_IDENTITY_URL;
export const ARM = env.MLTWIN_ARM_URL;
export const TENANT = env.MLTWIN_TENANT_ID;
export const SUBSCRIPTION = env.MLTWIN_SUBSCRIPTION_ID;
export const OBJECT_ID = env.MLTWIN_OWNER_OBJECT_ID;

// What every client of Resource Manager is told about this cloud.
export const AT_ARM = { endpoint: ARM, credentialScopes: ARM + "/.default" };

export function credential(who = "OWNER", secret = env[`MLTWIN_${who}_CLIENT_SECRET`]) {
  return new ClientSecretCredential(TENANT, env[`MLTWIN_${who}_CLIENT_ID`], secret, {
    authorityHost: LOGIN,
    disableInstanceDiscovery: true,
  });
}

function say(verdict, name, begun, told = "") {
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const rows = told.split("\n").filter((row) => row).map((row) => `    ${row}\n`);
  process.stdout.write(`${verdict} ${AREA}: ${name} (${seconds} s)\n${rows.join("")}`);
}

const told = (error) => `${error?.stack ?? error}`.slice(0, 3000);

/** Does it and says how it went; what it returned, or undefined. */
export async function step(name, work) {
  const begun = performance.now();
  try {
    const result = await work();
    say("ok", name, begun);
    return result;
  } catch (error) {
    say("FAILED", name, begun, told(error));
    return undefined;
  }
}

/** The client throws what it throws in Azure, and the answer says code. */
export async function refused(name, code, work) {
  const begun = performance.now();
  try {
    await work();
    say("FAILED", name, begun, `not refused with ${code}`);
  } catch (error) {
    const said = `${error?.code} ${error?.errorResponse?.error} ${error?.message} ${error?.details?.errorCode}`;
    if (said.includes(code)) {
      say("ok", name, begun);
    } else {
      say("FAILED", name, begun, `refused without saying ${code}:\n${told(error)}`);
    }
  }
}

export function same(found, wanted) {
  if (!isDeepStrictEqual(found, wanted)) {
    throw new Error(`found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
  }
}

export async function all(pages) {
  const items = [];
  for await (const item of pages) {
    items.push(item);
  }
  return items;
}
