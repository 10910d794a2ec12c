package io.mltwin.compute;

import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A workspace that workspace-service knows, with a vault that has its account's key. */
public final class TestWorkspace {

    private final String workspaceId = UUID.randomUUID().toString();
    private final String subscription = UUID.randomUUID().toString();
    private final String name = "w" + workspaceId.substring(0, 8);

    /** A workspace of its own. */
    public TestWorkspace(TestCalls calls) {
        calls.answer(
                "workspace",
                "GET",
                "/_internal/workspaces",
                request ->
                        id().equals(request.query("id"))
                                ? PeerAnswer.json(200, body())
                                : PeerAnswer.error(404, "ResourceNotFound", "no workspace"));
        calls.answer(
                "workspace",
                "POST",
                "/_internal/workspaces/identity-token",
                PeerAnswer.json(
                        200,
                        Map.of(
                                "accessToken",
                                "identity",
                                "expiresOn",
                                Instant.now().plusSeconds(3600).getEpochSecond())));
        calls.answer(
                "keyvault",
                "GET",
                "/secrets/aml-" + workspaceId + "-storage-connection",
                PeerAnswer.json(
                        200, Map.of("value", "AccountName=" + account() + ";AccountKey=a2V5")));
    }

    private Map<String, Object> body() {
        return Map.of(
                "id",
                id(),
                "workspaceId",
                workspaceId,
                "name",
                name,
                "location",
                "eastus",
                "tenantId",
                TestIssuer.TENANT,
                "subscriptionId",
                subscription,
                "resourceGroup",
                "g",
                "storageAccountName",
                account(),
                "identityClientId",
                "client",
                "vaultUri",
                "https://kv.vault.mltwin.localhost:1/");
    }

    /** ARM id. */
    public String id() {
        return "/subscriptions/"
                + subscription
                + "/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/"
                + name;
    }

    public String workspaceId() {
        return workspaceId;
    }

    public String account() {
        return "st" + workspaceId.substring(0, 8);
    }

    /** Container of the default datastore. */
    public String container() {
        return "azureml-blobstore-" + workspaceId;
    }

    /** A place in the default datastore, in the long form. */
    public String place(String path) {
        return "azureml://subscriptions/"
                + subscription
                + "/resourcegroups/g/workspaces/"
                + name
                + "/datastores/workspaceblobstore/paths/"
                + path;
    }
}
