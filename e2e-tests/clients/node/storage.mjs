// @azure/arm-storage, storage-blob and storage-file-share: what azure.mjs leaves out.

import crypto from "node:crypto";
import { Readable } from "node:stream";
import { StorageManagementClient } from "@azure/arm-storage";
import { ResourceManagementClient } from "@azure/arm-resources";
import * as blob from "@azure/storage-blob";
import * as file from "@azure/storage-file-share";
import { AT_ARM, REGION, RUN, SUBSCRIPTION } from "./steps.mjs";
import { all, credential, refused, same, step } from "./steps.mjs";

const GROUP = `node-storage-${RUN}`;
const NAME = `nodes${RUN}`;
const me = credential();
const arm = new ResourceManagementClient(me, SUBSCRIPTION, AT_ARM);
const management = new StorageManagementClient(me, SUBSCRIPTION, AT_ARM);
const later = () => new Date(Date.now() + 3_600_000);
const id = (number) => Buffer.from(`block${number}`).toString("base64");

// --- by Resource Manager -----------------------------------------------------------------------------------------------------

await step("resourceGroups.createOrUpdate", () => arm.resourceGroups.createOrUpdate(GROUP, { location: REGION }));
await step("storageAccounts.beginCreateAndWait, checkNameAvailability, regenerateKey", async () => {
  await management.storageAccounts.beginCreateAndWait(GROUP, NAME, {
    kind: "StorageV2",
    location: REGION,
    sku: { name: "Standard_LRS" },
    allowBlobPublicAccess: true,
    // without one of these the client leaves the one above out
    minimumTlsVersion: "TLS1_2",
  });
  same((await management.storageAccounts.checkNameAvailability({ name: NAME })).nameAvailable, false);
  await management.storageAccounts.regenerateKey(GROUP, NAME, { keyName: "key2" });
});
await step("blobServices.setServiceProperties, blobContainers, fileShares", async () => {
  const retention = { enabled: true, days: 3 };
  const set = await management.blobServices.setServiceProperties(GROUP, NAME, {
    isVersioningEnabled: true,
    deleteRetentionPolicy: retention,
    containerDeleteRetentionPolicy: retention,
  });
  same(set.isVersioningEnabled, true);
  await management.blobContainers.create(GROUP, NAME, "by-arm", { publicAccess: "Blob", metadata: { a: "b" } });
  same((await all(management.blobContainers.list(GROUP, NAME))).map((one) => one.name), ["by-arm"]);
  await management.blobContainers.delete(GROUP, NAME, "by-arm");
  await management.fileShares.create(GROUP, NAME, "by-arm", {});
  same((await all(management.fileShares.list(GROUP, NAME))).map((one) => one.name), ["by-arm"]);
});
const { keys } = await management.storageAccounts.listKeys(GROUP, NAME);
const shared = new blob.StorageSharedKeyCredential(NAME, keys[0].value);
const address = process.env.MLTWIN_BLOB_URL_PATTERN.replace("{name}", NAME);
const service = new blob.BlobServiceClient(address, shared);
const container = service.getContainerClient("cont");

// --- blobs -------------------------------------------------------------------------------------------------------------------

await step("BlobServiceClient.getAccountInfo, getProperties; ContainerClient.create, setMetadata, setAccessPolicy", async () => {
  same((await service.getAccountInfo()).accountKind, "StorageV2");
  await service.getProperties();
  await container.create({ metadata: { a: "b" } });
  await container.setMetadata({ x: "y" });
  await container.setAccessPolicy("blob", [{ id: "read", accessPolicy: { permissions: "rl", expiresOn: later() } }]);
  same((await container.getAccessPolicy()).signedIdentifiers.length, 1);
});
const text = container.getBlockBlobClient("dir/ä ö+%.txt");
await step("BlockBlobClient.upload with headers, tags and tier; download of a range", async () => {
  const made = await text.upload("hello", 5, {
    blobHTTPHeaders: { blobContentType: "text/plain", blobContentLanguage: "de" },
    metadata: { k: "v" },
    tags: { t: "1" },
    tier: "Cool",
  });
  same(typeof made.versionId, "string");
  const read = await text.download(1, 3, { rangeGetContentMD5: true });
  same([read.contentType, read.contentLength], ["text/plain", 3]);
  await text.setTags({ t: "2", u: "3" });
  same((await all(service.findBlobsByTags("t='2'"))).map((one) => one.name), [text.name]);
});
await step("BlockBlobClient.stageBlock, getBlockList, commitBlockList, uploadStream", async () => {
  const staged = container.getBlockBlobClient("staged");
  await staged.stageBlock(id(1), "aa", 2);
  await staged.stageBlock(id(2), "bb", 2, { transactionalContentMD5: crypto.createHash("md5").update("bb").digest() });
  same((await staged.getBlockList("all")).uncommittedBlocks.length, 2);
  await staged.commitBlockList([id(2), id(1)]);
  same((await staged.downloadToBuffer()).toString(), "bbaa");
  await staged.uploadStream(Readable.from([Buffer.alloc(5e6, 1)]), 1 << 20, 3);
  same((await staged.getProperties()).contentLength, 5e6);
});
await step("BlobClient.beginCopyFromURL, syncCopyFromURL, syncUploadFromURL, stageBlockFromURL", async () => {
  const source = await text.generateSasUrl({ permissions: blob.BlobSASPermissions.parse("r"), expiresOn: later() });
  const copy = container.getBlockBlobClient("copy");
  await (await copy.beginCopyFromURL(source)).pollUntilDone();
  await copy.syncCopyFromURL(source);
  await copy.syncUploadFromURL(source);
  await copy.stageBlockFromURL(id(1), source, 0, 5);
  await copy.commitBlockList([id(1)]);
  same((await copy.downloadToBuffer()).toString(), "hello");
});
await step("BlobLeaseClient", async () => {
  const lease = text.getBlobLeaseClient();
  await lease.acquireLease(15);
  await lease.renewLease();
  await lease.changeLease(crypto.randomUUID());
  await text.setMetadata({ z: "z" }, { conditions: { leaseId: lease.leaseId } });
  await lease.breakLease(0);
});
await step("snapshots, versions, soft deletion", async () => {
  const { snapshot } = await text.createSnapshot();
  same((await text.withSnapshot(snapshot).downloadToBuffer()).toString(), "hello");
  await all(container.listBlobsFlat({ includeSnapshots: true, includeVersions: true, includeDeleted: true, includeTags: true }));
  await text.delete({ deleteSnapshots: "include" });
  const gone = await all(container.listBlobsFlat({ includeDeletedWithVersions: true, prefix: "dir" }));
  same(gone.map((one) => [one.name, one.hasVersionsOnly]), [[text.name, true]]);
  const versions = await all(container.listBlobsFlat({ includeVersions: true, prefix: "dir" }));
  await text.syncCopyFromURL(text.withVersion(versions.at(-1).versionId).url);
  same((await text.downloadToBuffer()).toString(), "hello");
});
await step("AppendBlobClient.create, appendBlock, seal", async () => {
  const log = container.getAppendBlobClient("log");
  await log.create();
  await log.appendBlock("one", 3);
  await log.appendBlock("two", 3, { conditions: { appendPosition: 3 } });
  await log.seal();
  same((await log.downloadToBuffer()).toString(), "onetwo");
});
await refused("AppendBlobClient.appendBlock to a sealed one", "BlobIsSealed", () =>
  container.getAppendBlobClient("log").appendBlock("x", 1));
await step("PageBlobClient.uploadPages, clearPages, getPageRanges, resize, updateSequenceNumber", async () => {
  const pages = container.getPageBlobClient("pages");
  await pages.create(4096);
  await pages.uploadPages(Buffer.alloc(1024, 1), 512, 1024);
  await pages.clearPages(512, 512);
  // the client counts one byte less than there are
  same((await pages.getPageRanges(0, 4096)).pageRange, [{ offset: 1024, count: 511 }]);
  await pages.resize(8192);
  same((await pages.updateSequenceNumber("increment")).blobSequenceNumber, 1);
});
await step("BlobBatchClient.setBlobsAccessTier, deleteBlobs", async () => {
  const some = ["b1", "b2"].map((name) => container.getBlockBlobClient(name));
  await Promise.all(some.map((one) => one.upload("x", 1)));
  const batch = service.getBlobBatchClient();
  same((await batch.setBlobsAccessTier(some.map((one) => one.url), shared, "Cool")).subResponsesSucceededCount, 2);
  same((await batch.deleteBlobs(some)).subResponsesSucceededCount, 2);
});
await step("a SAS of the account and one of a stored policy", async () => {
  const account = blob.generateAccountSASQueryParameters({
    expiresOn: later(),
    permissions: blob.AccountSASPermissions.parse("rl"),
    services: "b",
    resourceTypes: "sco",
  }, shared);
  await all(new blob.BlobServiceClient(`${address}?${account}`).getContainerClient("cont").listBlobsFlat());
  const policy = blob.generateBlobSASQueryParameters({ containerName: "cont", identifier: "read" }, shared);
  await new blob.BlobClient(`${address}/cont/staged?${policy}`).getProperties();
});
await step("a key of the client's own", async () => {
  const key = crypto.randomBytes(32);
  const customerProvidedKey = {
    encryptionKey: key.toString("base64"),
    encryptionKeySha256: crypto.createHash("sha256").update(key).digest("base64"),
    encryptionAlgorithm: "AES256",
  };
  const own = container.getBlockBlobClient("own-key");
  await own.upload("hi", 2, { customerProvidedKey });
  same((await own.downloadToBuffer(0, undefined, { customerProvidedKey })).toString(), "hi");
});
await step("BlobServiceClient.undeleteContainer; the root container", async () => {
  const other = service.getContainerClient("other");
  await other.create();
  await other.delete();
  const { version } = (await all(service.listContainers({ includeDeleted: true }))).find((one) => one.name === "other");
  await service.undeleteContainer("other", version);
  const root = service.getContainerClient("$root");
  await root.create();
  await root.getBlockBlobClient("r.txt").upload("r", 1);
  same((await new blob.BlobClient(`${address}/r.txt`, shared).downloadToBuffer()).toString(), "r");
});

// --- files -------------------------------------------------------------------------------------------------------------------

const shares = new file.ShareServiceClient(
  address.replace(".blob.", ".file."), new file.StorageSharedKeyCredential(NAME, keys[0].value));
await step("ShareClient, ShareDirectoryClient and ShareFileClient", async () => {
  const share = shares.getShareClient("share");
  await share.create({ quota: 5, metadata: { a: "b" } });
  await share.setQuota(6);
  const folder = share.getDirectoryClient("folder");
  await folder.create();
  const one = folder.getFileClient("f ü.txt");
  await one.create(10);
  await one.uploadRange("helloworld", 0, 10);
  same((await one.downloadToBuffer()).toString(), "helloworld");
  await one.resize(20);
  await one.clearRange(0, 5);
  await one.uploadData(Buffer.alloc(3e6, 1));
  same((await all(folder.listFilesAndDirectories())).map((entry) => entry.name), ["f ü.txt"]);
  await one.delete();
  await folder.delete();
  await share.delete();
});
await step("resourceGroups.beginDeleteAndWait", () => arm.resourceGroups.beginDeleteAndWait(GROUP));
