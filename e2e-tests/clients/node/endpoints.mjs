// @azure/arm-machinelearning: an online endpoint with two deployments, its traffic, keys, token, logs and scale.

import { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
import { ResourceManagementClient } from "@azure/arm-resources";
import { BlobServiceClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { AT_ARM, REGION, RUN, SUBSCRIPTION } from "./steps.mjs";
import { all, credential, refused, same, step } from "./steps.mjs";

const [GROUP, WORKSPACE, ENDPOINT] = [`node-ep-${RUN}`, `node-ep-ws-${RUN}`, `node-ep-${RUN}`];
const SCRIPT = `import json, os
def init():
    global weight
    with open(os.path.join(os.environ["AZUREML_MODEL_DIR"], "weight.txt")) as file:
        weight = int(file.read())
    print("init of", os.environ["NAME"])
def run(raw_data):
    return {"name": os.environ["NAME"], "product": weight * json.loads(raw_data)["factor"]}
`;
const me = credential();
const arm = new ResourceManagementClient(me, SUBSCRIPTION, AT_ARM);
const ml = new AzureMachineLearningWorkspaces(me, SUBSCRIPTION, AT_ARM);
const { onlineEndpoints: endpoints, onlineDeployments: deployments } = ml;
const at = [GROUP, WORKSPACE, ENDPOINT];

// --- a workspace with a registry, a model, code --------------------------------------------------------------------------------

const workspace = await step("workspaces.beginCreateOrUpdateAndWait with a registry", async () => {
  await arm.resourceGroups.createOrUpdate(GROUP, { location: REGION });
  const registry = await arm.resources.beginCreateOrUpdateByIdAndWait(
    `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.ContainerRegistry/registries/nodeep${RUN}`,
    "2023-07-01",
    { location: REGION, sku: { name: "Basic" }, properties: { adminUserEnabled: true } });
  return ml.workspaces.beginCreateOrUpdateAndWait(GROUP, WORKSPACE, {
    location: REGION,
    identity: { type: "SystemAssigned" },
    containerRegistry: registry.id,
  });
});
await step("modelVersions.createOrUpdate, codeVersions.createOrUpdate of what was uploaded", async () => {
  const { userStorageKey } = await ml.workspaces.listKeys(GROUP, WORKSPACE);
  const store = await ml.datastores.get(GROUP, WORKSPACE, "workspaceblobstore");
  const account = store.properties.accountName;
  const address = process.env.MLTWIN_BLOB_URL_PATTERN.replace("{name}", account);
  const container = new BlobServiceClient(address, new StorageSharedKeyCredential(account, userStorageKey))
    .getContainerClient(store.properties.containerName);
  await container.getBlockBlobClient("serving/weight.txt").upload("6", 1);
  await container.getBlockBlobClient("serving/code/score.py").upload(SCRIPT, SCRIPT.length);
  const paths = "azureml://datastores/workspaceblobstore/paths/serving";
  const model = await ml.modelVersions.createOrUpdate(GROUP, WORKSPACE, "weight", "1", {
    properties: { modelType: "custom_model", modelUri: paths + "/weight.txt" },
  });
  same([model.name, model.properties.modelType], ["1", "custom_model"]);
  const code = await ml.codeVersions.createOrUpdate(GROUP, WORKSPACE, "scoring", "1", {
    properties: { codeUri: `${container.url}/serving/code` },
  });
  same(code.name, "1");
});

// --- the endpoint and its deployments --------------------------------------------------------------------------------------------

const asset = (kind, name) => `${workspace.id}/${kind}/${name}/versions/1`;
const deployment = (name) => ({
  location: REGION,
  sku: { name: "Default", capacity: 1 },
  properties: {
    endpointComputeType: "Managed",
    instanceType: "Standard_DS3_v2",
    model: asset("models", "weight"),
    environmentId: asset("environments", "AzureML-Python-3-Stdlib"),
    codeConfiguration: { codeId: asset("codes", "scoring"), scoringScript: "score.py" },
    environmentVariables: { NAME: name },
  },
});
const wanted = (more = {}, authMode = "Key") => ({
  location: REGION,
  identity: { type: "SystemAssigned" },
  properties: { authMode, ...more },
});
const score = async (uri, key, more = {}) => {
  const answer = await fetch(uri, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...more },
    body: JSON.stringify({ factor: 7 }),
  });
  return [answer.status, answer.headers.get("azureml-model-deployment"), await answer.text()];
};

let uri;
await step("onlineEndpoints.beginCreateOrUpdateAndWait, get, list", async () => {
  const made = await endpoints.beginCreateOrUpdateAndWait(...at, wanted({ description: "by node" }));
  same([made.name, made.properties.provisioningState], [ENDPOINT, "Succeeded"]);
  const found = await endpoints.get(...at);
  same([found.properties.authMode, found.properties.description], ["Key", "by node"]);
  same((await all(endpoints.list(GROUP, WORKSPACE))).map((one) => one.name), [ENDPOINT]);
  uri = found.properties.scoringUri;
});
await step("onlineDeployments.beginCreateOrUpdateAndWait of two, get, list, listSkus", async () => {
  for (const name of ["blue", "green"]) {
    const made = await deployments.beginCreateOrUpdateAndWait(...at, name, deployment(name));
    same([made.name, made.properties.provisioningState, made.sku.capacity], [name, "Succeeded", 1]);
  }
  same((await deployments.get(...at, "blue")).properties.environmentVariables, { NAME: "blue" });
  same((await all(deployments.list(...at))).map((one) => one.name), ["blue", "green"]);
  same((await all(deployments.listSkus(...at, "blue"))).length > 0, true);
});
await refused("onlineDeployments.beginCreateOrUpdateAndWait of a model that is not there", "weightless", () =>
  deployments.beginCreateOrUpdateAndWait(...at, "none", {
    ...deployment("none"),
    properties: { ...deployment("none").properties, model: asset("models", "weightless") },
  }));

// --- keys, traffic, logs, scale ----------------------------------------------------------------------------------------------------

const keys = await step("onlineEndpoints.listKeys: the key scores at a deployment", async () => {
  const found = await endpoints.listKeys(...at);
  const answer = await score(uri, found.primaryKey, { "azureml-model-deployment": "green" });
  same([answer[0], answer[1], JSON.parse(answer[2])], [200, "green", { name: "green", product: 42 }]);
  same((await score(uri, found.primaryKey + "x", { "azureml-model-deployment": "green" }))[0], 401);
  return found;
});
await step("onlineEndpoints.beginCreateOrUpdateAndWait splits the traffic", async () => {
  same((await score(uri, keys.primaryKey))[0], 404);
  const changed = await endpoints.beginCreateOrUpdateAndWait(...at, wanted({ traffic: { blue: 50, green: 50 } }));
  same(changed.properties.traffic, { blue: 50, green: 50 });
  const answers = [];
  for (let call = 0; call < 60; call++) {
    answers.push(await score(uri, keys.primaryKey));
  }
  same([...new Set(answers.map((one) => one[0]))], [200]);
  same([...new Set(answers.map((one) => one[1]))].sort(), ["blue", "green"]);
});
await refused("onlineEndpoints.beginCreateOrUpdateAndWait with traffic of 110 percent", "100", () =>
  endpoints.beginCreateOrUpdateAndWait(...at, wanted({ traffic: { blue: 60, green: 50 } })));
await step("onlineEndpoints.beginRegenerateKeysAndWait", async () => {
  await endpoints.beginRegenerateKeysAndWait(...at, { keyType: "Primary" });
  const found = await endpoints.listKeys(...at);
  same([found.primaryKey === keys.primaryKey, found.secondaryKey], [false, keys.secondaryKey]);
  same([(await score(uri, keys.primaryKey))[0], (await score(uri, found.primaryKey))[0]], [401, 200]);
});
await refused("onlineEndpoints.listKeys by a reader", "AuthorizationFailed", () =>
  new AzureMachineLearningWorkspaces(credential("READER"), SUBSCRIPTION, AT_ARM).onlineEndpoints.listKeys(...at));
await step("onlineDeployments.getLogs", async () => {
  const { content } = await deployments.getLogs(...at, "green", { tail: 50 });
  same(content.includes("init of green"), true);
});
await step("onlineDeployments.beginUpdateAndWait scales to two instances", async () => {
  const scaled = await deployments.beginUpdateAndWait(...at, "green", { sku: { name: "Default", capacity: 2 } });
  same([scaled.name, scaled.sku?.capacity, scaled.properties?.provisioningState], ["green", 2, "Succeeded"]);
  same((await deployments.get(...at, "green")).sku.capacity, 2);
  const { content } = await deployments.getLogs(...at, "green", { tail: 50 });
  same(content.includes("[instance 2] init of green"), true);
});
await refused("onlineDeployments.beginUpdateAndWait to 1 000 instances", "capacity", () =>
  deployments.beginUpdateAndWait(...at, "green", { sku: { name: "Default", capacity: 1000 } }));

// --- an endpoint that takes tokens ------------------------------------------------------------------------------------------------

await step("onlineEndpoints.getToken of an endpoint with AMLToken", async () => {
  const tokens = [GROUP, WORKSPACE, ENDPOINT + "-t"];
  const made = await endpoints.beginCreateOrUpdateAndWait(...tokens, wanted({}, "AMLToken"));
  await deployments.beginCreateOrUpdateAndWait(...tokens, "only", deployment("only"));
  await endpoints.beginCreateOrUpdateAndWait(...tokens, wanted({ traffic: { only: 100 } }, "AMLToken"));
  const token = await endpoints.getToken(...tokens);
  same([token.tokenType, token.expiryTimeUtc > Date.now() / 1000], ["Bearer", true]);
  same((await score(made.properties.scoringUri, token.accessToken))[0], 200);
  same([(await score(uri, token.accessToken))[0], (await score(made.properties.scoringUri, keys.secondaryKey))[0]], [401, 401]);
  await endpoints.beginDeleteAndWait(...tokens);
});

// --- and away ------------------------------------------------------------------------------------------------------------------------

await refused("onlineDeployments.beginDeleteAndWait of one with traffic", "50 percent", () =>
  deployments.beginDeleteAndWait(...at, "blue"));
await step("onlineDeployments.beginDeleteAndWait of one without", async () => {
  await endpoints.beginCreateOrUpdateAndWait(...at, wanted({ traffic: { green: 100 } }));
  await deployments.beginDeleteAndWait(...at, "blue");
  same((await all(deployments.list(...at))).map((one) => one.name), ["green"]);
  same((await score(uri, keys.secondaryKey)).slice(0, 2), [200, "green"]);
});
await step("onlineEndpoints.beginDeleteAndWait", async () => {
  await endpoints.beginDeleteAndWait(...at);
  same(await all(endpoints.list(GROUP, WORKSPACE)), []);
});
await refused("onlineEndpoints.get of one that is deleted", "ResourceNotFound", () => endpoints.get(...at));
await step("resourceGroups.beginDeleteAndWait", async () => {
  await ml.workspaces.beginDeleteAndWait(GROUP, WORKSPACE);
  await arm.resourceGroups.beginDeleteAndWait(GROUP);
});
