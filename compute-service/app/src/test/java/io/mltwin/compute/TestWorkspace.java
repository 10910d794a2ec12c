package io.mltwin.compute;

import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A workspace that workspace-service knows, with a vault that has its account's key. */
public final class TestWorkspace {

    /** All workspaces by their ids: the service asks for those of other tests too. */
    private static final Map<String, Map<String, Object>> PLAYED = new ConcurrentHashMap<>();

    private final String workspaceId = UUID.randomUUID().toString();
    private final String name = "w" + workspaceId.substring(0, 8);
    private final String subscription;

    /** Plays a workspace with a subscription of its own. */
    public TestWorkspace(TestCalls calls) {
        this(calls, UUID.randomUUID().toString(), Map.of());
    }

    /**
     * Plays a workspace.
     *
     * @param properties that differ from the usual ones, or come to them
     */
    public TestWorkspace(TestCalls calls, String subscription, Map<String, Object> properties) {
        this.subscription = subscription;
        Map<String, Object> body = new HashMap<>(usual());
        body.putAll(properties);
        PLAYED.put(id(), body);
        calls.answer("workspace", "GET", "/_internal/workspaces", TestWorkspace::find);
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
                PeerAnswer.json(200, Map.of("value", "AccountName=" + account() + ";AccountKey=a2V5")));
    }

    /** Plays a workspace whose own datastores are reached as identities. */
    public static TestWorkspace reachedByIdentity(TestCalls calls) {
        TestWorkspace workspace =
                new TestWorkspace(calls, UUID.randomUUID().toString(), Map.of("systemDatastoresAuthMode", "identity"));
        // no key is to be read
        calls.answer(
                "keyvault",
                "GET",
                "/secrets/aml-" + workspace.workspaceId + "-storage-connection",
                PeerAnswer.error(403, "Forbidden", "no key is needed"));
        return workspace;
    }

    /** Plays a storage account that gives the workspace's identity a user delegation key. */
    public static void playDelegationKey(TestCalls calls) {
        String key = "<UserDelegationKey><SignedOid>object</SignedOid><SignedTid>tenant</SignedTid>"
                + "<SignedStart>2026-01-01T00:00:00Z</SignedStart>"
                + "<SignedExpiry>2026-01-01T01:00:00Z</SignedExpiry>"
                + "<SignedService>b</SignedService><SignedVersion>2020-10-02</SignedVersion>"
                + "<Value>a2V5</Value></UserDelegationKey>";
        calls.answer(
                "workspace",
                "POST",
                "/",
                request -> "userdelegationkey".equals(request.query("comp"))
                                && request.bearer().equals("identity")
                        ? new PeerAnswer(200, Map.of(), key.getBytes(StandardCharsets.UTF_8))
                        : PeerAnswer.status(400));
    }

    private static PeerAnswer find(PeerRequest request) {
        Map<String, Object> found = PLAYED.get(String.valueOf(request.query("id")));
        return found == null ? PeerAnswer.error(404, "ResourceNotFound", "no workspace") : PeerAnswer.json(200, found);
    }

    private Map<String, Object> usual() {
        return Map.ofEntries(
                Map.entry("id", id()),
                Map.entry("workspaceId", workspaceId),
                Map.entry("name", name),
                Map.entry("location", "eastus"),
                Map.entry("tenantId", TestIssuer.TENANT),
                Map.entry("subscriptionId", subscription),
                Map.entry("resourceGroup", "g"),
                Map.entry("storageAccountName", account()),
                Map.entry("identityObjectId", "object"),
                Map.entry("identityClientId", "client"),
                Map.entry("vaultUri", "https://kv.vault.mltwin.localhost:1/"),
                Map.entry(
                        "containerRegistryId",
                        "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/Reg1"),
                Map.entry("hbiWorkspace", false));
    }

    /**
     * Plays the application that helps Azure ML with the workspace's subscription.
     *
     * @param registration what it gets for its registration of Microsoft.Compute
     */
    public void playSupport(TestCalls calls, String application, PeerAnswer registration) {
        calls.answer(
                "workspace",
                "POST",
                "/subscriptions/" + subscription + "/providers/Microsoft.Compute/register",
                registration);
        calls.answer(
                "identity", "PUT", "/_internal/support-applications/" + application + "/key", PeerAnswer.status(204));
        calls.answer(
                "identity",
                "POST",
                "/" + TestIssuer.TENANT + "/oauth2/v2.0/token",
                PeerAnswer.json(
                        200,
                        Map.of(
                                "token_type",
                                "Bearer",
                                "expires_in",
                                3600,
                                "access_token",
                                "of the support application")));
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

    public String name() {
        return name;
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
