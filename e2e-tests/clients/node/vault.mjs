// @azure/arm-keyvault, keyvault-keys, keyvault-certificates and keyvault-secrets: what azure.mjs leaves out.

import crypto from "node:crypto";
import { KeyVaultManagementClient } from "@azure/arm-keyvault";
import { ResourceManagementClient } from "@azure/arm-resources";
import { CertificateClient } from "@azure/keyvault-certificates";
import { CryptographyClient, KeyClient } from "@azure/keyvault-keys";
import { SecretClient } from "@azure/keyvault-secrets";
import { AT_ARM, OBJECT_ID, REGION, RUN, SUBSCRIPTION, TENANT } from "./steps.mjs";
import { all, credential, refused, same, step } from "./steps.mjs";

const GROUP = `node-vault-${RUN}`;
const NAME = `nodev${RUN}`;
const SOON = { intervalInMs: 200 };
const me = credential();
const arm = new ResourceManagementClient(me, SUBSCRIPTION, AT_ARM);
const management = new KeyVaultManagementClient(me, SUBSCRIPTION, AT_ARM);
const bytes = (text) => Buffer.from(text);

// --- by Resource Manager -----------------------------------------------------------------------------------------------------

await step("resourceGroups.createOrUpdate", () => arm.resourceGroups.createOrUpdate(GROUP, { location: REGION }));
const vault = await step("vaults.beginCreateOrUpdateAndWait", () =>
  management.vaults.beginCreateOrUpdateAndWait(GROUP, NAME, {
    location: REGION,
    properties: {
      tenantId: TENANT,
      sku: { family: "A", name: "premium" },
      accessPolicies: [
        { tenantId: TENANT, objectId: OBJECT_ID, permissions: { keys: ["all"], secrets: ["all"], certificates: ["all"] } },
      ],
    },
  }));
await step("vaults.checkNameAvailability, listByResourceGroup, listDeleted", async () => {
  const name = { name: NAME, type: "Microsoft.KeyVault/vaults" };
  same((await management.vaults.checkNameAvailability(name)).nameAvailable, false);
  same((await all(management.vaults.listByResourceGroup(GROUP))).map((one) => one.name), [NAME]);
  await all(management.vaults.listDeleted());
});
await step("keys.createIfNotExist, get, list, listVersions", async () => {
  const made = await management.keys.createIfNotExist(GROUP, NAME, "arm", { properties: { kty: "EC" } });
  same((await management.keys.get(GROUP, NAME, "arm")).keyUriWithVersion, made.keyUriWithVersion);
  same((await all(management.keys.list(GROUP, NAME))).length, 1);
  same((await all(management.keys.listVersions(GROUP, NAME, "arm"))).length, 1);
});
const url = vault.properties.vaultUri;
const secrets = new SecretClient(url, me);
await step("secrets.createOrUpdate, update, get and list, without a value", async () => {
  await management.secrets.createOrUpdate(GROUP, NAME, "arm", { properties: { value: "old", contentType: "t" } });
  const changed = await management.secrets.update(GROUP, NAME, "arm", { tags: { a: "b" } });
  same([changed.tags, changed.properties.contentType, changed.properties.value], [{ a: "b" }, "t", undefined]);
  same((await secrets.getSecret("arm")).value, "old");
  same((await all(management.secrets.list(GROUP, NAME))).length, 1);
});

// --- keys --------------------------------------------------------------------------------------------------------------------

const keys = new KeyClient(url, me);
const crypt = async (name) => new CryptographyClient(await keys.getKey(name), me);
await step("KeyClient.createRsaKey, createEcKey, createOctKey, createKey", async () => {
  await keys.createRsaKey("rsa", { keySize: 3072, tags: { a: "1" } });
  await keys.createRsaKey("rsa-hsm", { hsm: true });
  await keys.createEcKey("ec", { curve: "P-384" });
  await keys.createEcKey("koblitz", { curve: "P-256K" });
  await keys.createOctKey("oct", { keySize: 256, hsm: true });
  await keys.createKey("sign-only", "EC", { keyOps: ["sign"], expiresOn: new Date(Date.now() + 1e8) });
  let found = 0;
  for await (const page of keys.listPropertiesOfKeys().byPage({ maxPageSize: 2 })) {
    found += page.length;
  }
  same(found, 7);
});
await step("KeyClient.updateKeyRotationPolicy, rotateKey, backupKey, restoreKeyBackup", async () => {
  await keys.updateKeyRotationPolicy("rsa", {
    expiresIn: "P90D",
    lifetimeActions: [{ action: "Rotate", timeBeforeExpiry: "P30D" }],
  });
  same((await keys.getKeyRotationPolicy("rsa")).expiresIn, "P90D");
  await keys.rotateKey("rsa");
  same((await all(keys.listPropertiesOfKeyVersions("rsa"))).length, 2);
  const backup = await keys.backupKey("rsa");
  await (await keys.beginDeleteKey("rsa", SOON)).pollUntilDone();
  await keys.purgeDeletedKey("rsa");
  await keys.restoreKeyBackup(backup);
  same((await all(keys.listPropertiesOfKeyVersions("rsa"))).length, 2);
});
await step("KeyClient.beginDeleteKey, beginRecoverDeletedKey", async () => {
  await (await keys.beginDeleteKey("koblitz", SOON)).pollUntilDone();
  same((await all(keys.listDeletedKeys())).map((one) => one.name), ["koblitz"]);
  await (await keys.beginRecoverDeletedKey("koblitz", SOON)).pollUntilDone();
});
await step("CryptographyClient with RSA", async () => {
  const client = await crypt("rsa");
  for (const algorithm of ["RSA1_5", "RSA-OAEP", "RSA-OAEP-256"]) {
    const { result: ciphertext } = await client.encrypt({ algorithm, plaintext: bytes("hi") });
    same(bytes((await client.decrypt({ algorithm, ciphertext })).result).toString(), "hi");
    const { result: wrapped } = await client.wrapKey(algorithm, Buffer.alloc(32, 3));
    same(bytes((await client.unwrapKey(algorithm, wrapped)).result), Buffer.alloc(32, 3));
  }
  for (const algorithm of ["RS256", "RS384", "RS512"]) {
    const { result: signature } = await client.signData(algorithm, bytes("m"));
    same((await client.verifyData(algorithm, bytes("m"), signature)).result, true);
    same((await client.verifyData(algorithm, bytes("n"), signature)).result, false);
  }
});
await step("CryptographyClient with EC", async () => {
  for (const [name, algorithm] of [["ec", "ES384"], ["koblitz", "ES256K"]]) {
    const client = await crypt(name);
    const { result: signature } = await client.signData(algorithm, bytes("m"));
    same((await client.verifyData(algorithm, bytes("m"), signature)).result, true);
  }
  await (await crypt("sign-only")).signData("ES256", bytes("m"));
});
await step("CryptographyClient with symmetric keys", async () => {
  const client = await crypt("oct");
  const gcm = { algorithm: "A256GCM", additionalAuthenticatedData: bytes("aad") };
  const { result, iv, authenticationTag } = await client.encrypt({ ...gcm, plaintext: bytes("abc") });
  const opened = await client.decrypt({ ...gcm, ciphertext: result, iv, authenticationTag });
  same(bytes(opened.result).toString(), "abc");
  const { result: wrapped } = await client.wrapKey("A256KW", Buffer.alloc(32, 5));
  same(bytes((await client.unwrapKey("A256KW", wrapped)).result), Buffer.alloc(32, 5));
});
await step("KeyClient.importKey, and Node verifies what the vault signs with it", async () => {
  const { privateKey } = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  const part = Object.entries(privateKey.export({ format: "jwk" })).map(([name, value]) => [name, Buffer.from(value, "base64url")]);
  const made = await keys.importKey("brought", { ...Object.fromEntries(part), kty: "RSA", keyOps: ["sign", "verify"] });
  const { result } = await new CryptographyClient(made, me).signData("PS256", bytes("m"));
  const pss = { key: crypto.createPublicKey(privateKey), padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  same(crypto.verify("sha256", bytes("m"), pss, Buffer.from(result)), true);
});
await refused("KeyClient.getKey of nobody's", "KeyNotFound", () => keys.getKey("nobody"));

// --- certificates ------------------------------------------------------------------------------------------------------------

const certificates = new CertificateClient(url, me);
await step("CertificateClient.beginCreateCertificate, self-signed", async () => {
  const policy = {
    issuerName: "Self",
    subject: "CN=node",
    subjectAlternativeNames: { dnsNames: ["a.example"] },
    keyType: "EC",
    keyCurveName: "P-256",
    contentType: "application/x-pem-file",
  };
  const poller = await certificates.beginCreateCertificate("self", policy, { ...SOON, tags: { a: "b" } });
  const made = await poller.pollUntilDone();
  same(new crypto.X509Certificate(made.cer).subject, "CN=node");
  same((await secrets.getSecret("self")).value.includes("BEGIN PRIVATE KEY"), true);
  await certificates.updateCertificatePolicy("self", { ...made.policy, validityInMonths: 8 });
  same((await certificates.getCertificatePolicy("self")).validityInMonths, 8);
});
await step("CertificateClient.getCertificateOperation of one that waits, cancelOperation", async () => {
  await certificates.beginCreateCertificate("waits", { issuerName: "Unknown", subject: "CN=waits" }, SOON);
  const poller = await certificates.getCertificateOperation("waits", SOON);
  const { csr, status } = poller.getOperationState().certificateOperation;
  same([status, csr.length > 100], ["inProgress", true]);
  same((await certificates.getCertificate("waits")).properties.enabled, false);
  await poller.cancelOperation();
  await certificates.deleteCertificateOperation("waits");
  await (await certificates.beginDeleteCertificate("waits", SOON)).pollUntilDone();
});
await step("CertificateClient.importCertificate, backup, delete, purge, restore, recover", async () => {
  const { value } = await secrets.getSecret("self");
  await certificates.importCertificate("brought-c", bytes(value), { policy: { contentType: "application/x-pem-file" } });
  const backup = await certificates.backupCertificate("brought-c");
  await (await certificates.beginDeleteCertificate("brought-c", SOON)).pollUntilDone();
  await certificates.purgeDeletedCertificate("brought-c");
  await certificates.restoreCertificateBackup(backup);
  await (await certificates.beginDeleteCertificate("brought-c", SOON)).pollUntilDone();
  await (await certificates.beginRecoverDeletedCertificate("brought-c", SOON)).pollUntilDone();
});
await step("CertificateClient.setContacts, createIssuer, listPropertiesOfIssuers", async () => {
  await certificates.setContacts([{ email: "a@example.com", name: "n", phone: "1" }]);
  same((await certificates.getContacts()).length, 1);
  await certificates.createIssuer("issuer", "Test", { accountId: "k" });
  same((await certificates.getIssuer("issuer")).provider, "Test");
  same((await all(certificates.listPropertiesOfIssuers())).map((one) => one.id), [url + "certificates/issuers/issuer"]);
  await certificates.deleteIssuer("issuer");
});

// --- secrets -----------------------------------------------------------------------------------------------------------------

await step("SecretClient.updateSecretProperties, backupSecret, restoreSecretBackup", async () => {
  const { properties } = await secrets.setSecret("s", "v", { expiresOn: new Date(Date.now() + 1e7) });
  const backup = await secrets.backupSecret("s");
  await (await secrets.beginDeleteSecret("s", SOON)).pollUntilDone();
  await secrets.purgeDeletedSecret("s");
  await secrets.restoreSecretBackup(backup);
  same((await secrets.getSecret("s")).value, "v");
  await secrets.updateSecretProperties("s", properties.version, { enabled: false });
});
await refused("SecretClient.getSecret of a disabled one", "Forbidden", () => secrets.getSecret("s"));
await step("resourceGroups.beginDeleteAndWait", () => arm.resourceGroups.beginDeleteAndWait(GROUP));
