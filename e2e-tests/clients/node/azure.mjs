// @azure/identity, arm-resources, arm-machinelearning, keyvault-secrets and storage-blob.

import { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
import { ResourceManagementClient } from "@azure/arm-resources";
import { SecretClient } from "@azure/keyvault-secrets";
import { BlobServiceClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { ARM, AT_ARM, OBJECT_ID, REGION, RUN, SUBSCRIPTION, TENANT } from "./steps.mjs";
import { all, credential, refused, same, step } from "./steps.mjs";

const GROUP = `node-${RUN}`;
const me = credential();
const arm = new ResourceManagementClient(me, SUBSCRIPTION, AT_ARM);
const ml = new AzureMachineLearningWorkspaces(me, SUBSCRIPTION, AT_ARM);
const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}`;

// --- sign-in ---------------------------------------------------------------------------------------------------------------

await step("ClientSecretCredential.getToken", async () => {
  const token = await me.getToken(ARM + "/.default");
  same(token.expiresOnTimestamp > Date.now(), true);
});
await refused("ClientSecretCredential with a wrong secret", "AADSTS7000215", () =>
  credential("OWNER", "wrong").getToken(ARM + "/.default"));
await refused("a token for no resource", "AADSTS500011", () => me.getToken("https://nobody.example/.default"));

// --- groups, resources, tags -------------------------------------------------------------------------------------------------

await step("resourceGroups.createOrUpdate", async () => {
  const made = await arm.resourceGroups.createOrUpdate(GROUP, { location: REGION, tags: { made: "by node" } });
  same([made.name, made.properties.provisioningState], [GROUP, "Succeeded"]);
});
await step("resourceGroups.checkExistence", async () => {
  same((await arm.resourceGroups.checkExistence(GROUP)).body, true);
  same((await arm.resourceGroups.checkExistence("nobody" + RUN)).body, false);
});
await step("resourceGroups.list with a filter", async () => {
  const found = await all(arm.resourceGroups.list({ filter: "tagName eq 'made' and tagValue eq 'by node'" }));
  same(found.map((one) => one.name).includes(GROUP), true);
});
await refused("resourceGroups.get of nobody's", "ResourceGroupNotFound", () => arm.resourceGroups.get("nobody" + RUN));
await refused("resourceGroups.createOrUpdate by a reader", "AuthorizationFailed", () =>
  new ResourceManagementClient(credential("READER"), SUBSCRIPTION, AT_ARM).resourceGroups.createOrUpdate(
    "refused" + RUN, { location: REGION }));
await step("tagsOperations.createOrUpdate, of a value, list and delete", async () => {
  const name = `node${RUN}`;
  same((await arm.tagsOperations.createOrUpdate(name)).tagName, name);
  same((await arm.tagsOperations.createOrUpdateValue(name, "v")).tagValue, "v");
  same((await all(arm.tagsOperations.list())).map((one) => one.tagName).includes(name), true);
  await arm.tagsOperations.deleteValue(name, "v");
  await arm.tagsOperations.delete(name);
});
await step("providers.get", async () => {
  const provider = await arm.providers.get("Microsoft.MachineLearningServices");
  same(provider.registrationState, "Registered");
});

// --- a vault and its secrets -------------------------------------------------------------------------------------------------

const vaultName = `nodekv${RUN}`;
const vault = await step("resources.beginCreateOrUpdateByIdAndWait of a vault", () =>
  arm.resources.beginCreateOrUpdateByIdAndWait(`${group}/providers/Microsoft.KeyVault/vaults/${vaultName}`, "2021-10-01", {
    location: REGION,
    properties: {
      tenantId: TENANT,
      sku: { family: "A", name: "standard" },
      accessPolicies: [{ tenantId: TENANT, objectId: OBJECT_ID, permissions: { secrets: ["all"] } }],
    },
  }));
const secrets = new SecretClient(vault.properties.vaultUri, me);
await step("SecretClient.setSecret and getSecret", async () => {
  await secrets.setSecret("s1", "one", { tags: { a: "b" } });
  const found = await secrets.getSecret("s1");
  same([found.value, found.properties.tags.a], ["one", "b"]);
});
await step("SecretClient.listPropertiesOfSecrets, by pages", async () => {
  for (const number of [1, 2, 3, 4]) {
    await secrets.setSecret(`many${number}`, "x");
  }
  const pages = await all(secrets.listPropertiesOfSecrets().byPage({ maxPageSize: 3 }));
  same(pages.map((page) => page.length), [3, 2]);
});
await step("SecretClient.beginDeleteSecret, purgeDeletedSecret", async () => {
  const deletion = await secrets.beginDeleteSecret("s1");
  await deletion.pollUntilDone();
  await secrets.purgeDeletedSecret("s1");
});
await refused("SecretClient.getSecret of nobody's", "SecretNotFound", () => secrets.getSecret("nobody"));
await refused("SecretClient by who has no policy", "Forbidden", () =>
  new SecretClient(vault.properties.vaultUri, credential("CONTRIBUTOR")).getSecret("many1"));

// --- a workspace -------------------------------------------------------------------------------------------------------------

const workspaceName = `node-ws-${RUN}`;
const workspace = await step("workspaces.beginCreateOrUpdateAndWait", async () => {
  const made = await ml.workspaces.beginCreateOrUpdateAndWait(GROUP, workspaceName, {
    location: REGION,
    identity: { type: "SystemAssigned" },
    friendlyName: "from node",
  });
  same([made.name, made.provisioningState, made.friendlyName], [workspaceName, "Succeeded", "from node"]);
  return made;
});
await step("workspaces.get, listByResourceGroup, beginUpdateAndWait", async () => {
  same((await ml.workspaces.get(GROUP, workspaceName)).workspaceId, workspace.workspaceId);
  same((await all(ml.workspaces.listByResourceGroup(GROUP))).length, 1);
  const changed = await ml.workspaces.beginUpdateAndWait(GROUP, workspaceName, { description: "d" });
  same(changed.description, "d");
});
await step("workspaces.beginPrepareNotebookAndWait, listNotebookAccessToken", async () => {
  const notebook = await ml.workspaces.beginPrepareNotebookAndWait(GROUP, workspaceName);
  const token = await ml.workspaces.listNotebookAccessToken(GROUP, workspaceName);
  same([token.notebookResourceId, token.publicDns, token.tokenType], [notebook.resourceId, notebook.fqdn, "Bearer"]);
  const answer = await fetch(`https://${token.hostName}/api/contents/`, {
    headers: { authorization: `Bearer ${token.accessToken}` },
  });
  same([answer.status, (await answer.json()).content.map((one) => one.name)], [200, ["Users"]]);
});
await step("computeOperations.list, jobs.list, datastores.list", async () => {
  same(await all(ml.computeOperations.list(GROUP, workspaceName)), []);
  same(await all(ml.jobs.list(GROUP, workspaceName)), []);
  same((await all(ml.datastores.list(GROUP, workspaceName))).length > 0, true);
});
await step("computeOperations.beginCreateOrUpdateAndWait of a compute instance, beginStopAndWait, list", async () => {
  const instance = `node-x${RUN}`;
  const wanted = { computeType: "ComputeInstance", properties: { vmSize: "STANDARD_DS3_V2" } };
  await ml.computeOperations.beginCreateOrUpdateAndWait(GROUP, workspaceName, instance, {
    location: REGION,
    properties: wanted,
  });
  await ml.computeOperations.beginStopAndWait(GROUP, workspaceName, instance);
  const seen = await all(ml.computeOperations.list(GROUP, workspaceName));
  same(seen.map((one) => [one.name, one.properties.computeType, one.properties.properties.state]), [
    [instance, "ComputeInstance", "Stopped"],
  ]);
  await ml.computeOperations.beginDeleteAndWait(GROUP, workspaceName, instance, "Delete");
});
await refused("workspaces.get of nobody's", "ResourceNotFound", () => ml.workspaces.get(GROUP, "nobody"));

// --- blobs -------------------------------------------------------------------------------------------------------------------

const keys = await step("workspaces.listKeys", () => ml.workspaces.listKeys(GROUP, workspaceName));
const account = workspace.storageAccount.split("/").pop();
const address = process.env.MLTWIN_BLOB_URL_PATTERN.replace("{name}", account);
const blobs = new BlobServiceClient(address, new StorageSharedKeyCredential(account, keys.userStorageKey));
const container = blobs.getContainerClient(`node${RUN}`);
await step("ContainerClient.create, BlockBlobClient.upload and download", async () => {
  await container.create();
  await container.getBlockBlobClient("a/b c.txt").upload("hello", 5, { metadata: { k: "v" } });
  const found = await container.getBlobClient("a/b c.txt").downloadToBuffer();
  same(found.toString(), "hello");
});
await step("BlockBlobClient.uploadData in blocks", async () => {
  const data = Buffer.alloc(3 << 20, 7);
  await container.getBlockBlobClient("big").uploadData(data, { blockSize: 1 << 20, maxSingleShotSize: 1 << 20 });
  same((await container.getBlobClient("big").getProperties()).contentLength, data.length);
});
await step("ContainerClient.listBlobsByHierarchy and listBlobsFlat by pages", async () => {
  const found = await all(container.listBlobsByHierarchy("/"));
  same(found.map((one) => [one.kind, one.name]), [["prefix", "a/"], ["blob", "big"]]);
  same((await all(container.listBlobsFlat().byPage({ maxPageSize: 1 }))).length >= 2, true);
});
await refused("BlobClient.download of nobody's", "BlobNotFound", () => container.getBlobClient("nobody").download());
await refused("BlobServiceClient by who has no data role", "AuthorizationPermissionMismatch", () =>
  new BlobServiceClient(address, credential("READER")).getContainerClient(`node${RUN}`).getBlobClient("big").download());
await refused("BlobServiceClient with a wrong key", "AuthenticationFailed", () =>
  new BlobServiceClient(address, new StorageSharedKeyCredential(account, Buffer.alloc(64).toString("base64")))
    .getContainerClient(`node${RUN}`).getBlobClient("big").download());

// --- and away ----------------------------------------------------------------------------------------------------------------

await step("workspaces.beginDeleteAndWait", () => ml.workspaces.beginDeleteAndWait(GROUP, workspaceName));
await step("resourceGroups.beginDeleteAndWait", async () => {
  await arm.resourceGroups.beginDeleteAndWait(GROUP);
  same((await arm.resourceGroups.checkExistence(GROUP)).body, false);
});
