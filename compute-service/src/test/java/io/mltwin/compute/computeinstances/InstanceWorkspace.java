package io.mltwin.compute.computeinstances;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.AssertedArm;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A workspace with its storage account, vault and support application, played to the service under
 * test.
 */
final class InstanceWorkspace {

    /** All of them by their ids. */
    private static final Map<String, Map<String, Object>> PLAYED = new ConcurrentHashMap<>();

    private final String workspaceId = UUID.randomUUID().toString();
    private final String subscription = "/subscriptions/" + UUID.randomUUID();
    private final String id =
            subscription
                    + "/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w"
                    + workspaceId.substring(0, 8);
    private final String account = "st" + workspaceId.substring(0, 8);
    private final String application = UUID.randomUUID().toString();
    private final String key = key();
    private final TestCalls calls;
    private final AssertedArm arm;
    private final TestShare share;
    private volatile PeerAnswer secret;

    InstanceWorkspace(
            TestCalls calls,
            TestIssuer issuer,
            ServiceUnderTest service,
            String region,
            boolean highImpact) {
        this.calls = calls;
        this.arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
        this.share = new TestShare(calls, account, "code-" + workspaceId, key);
        keeps(key);
        PLAYED.put(id, body(region, highImpact));
        calls.answer(
                "workspace",
                "GET",
                "/_internal/workspaces",
                request ->
                        PLAYED.containsKey(String.valueOf(request.query("id")))
                                ? PeerAnswer.json(200, PLAYED.get(request.query("id")))
                                : PeerAnswer.error(404, "ResourceNotFound", "no workspace"));
        long later = Instant.now().plusSeconds(3600).getEpochSecond();
        calls.answer(
                "workspace",
                "POST",
                "/_internal/workspaces/identity-token",
                PeerAnswer.json(200, Map.of("accessToken", "identity", "expiresOn", later)));
        calls.answer(
                "keyvault",
                "GET",
                "/secrets/aml-" + workspaceId + "-storage-connection",
                this::secret);
        calls.answer(
                "identity",
                "PUT",
                "/_internal/support-applications/" + application + "/key",
                PeerAnswer.status(204));
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
        registration(PeerAnswer.json(200, "{}"));
    }

    static String key() {
        return Base64.getEncoder()
                .encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> body(String region, boolean highImpact) {
        return Map.ofEntries(
                Map.entry("id", id),
                Map.entry("workspaceId", workspaceId),
                Map.entry("name", "w"),
                Map.entry("location", region),
                Map.entry("tenantId", TestIssuer.TENANT),
                Map.entry("subscriptionId", subscription.substring("/subscriptions/".length())),
                Map.entry("resourceGroup", "g"),
                Map.entry("storageAccountName", account),
                Map.entry("identityObjectId", "object"),
                Map.entry("identityClientId", "client"),
                Map.entry("vaultUri", "https://kv.vault.mltwin.localhost:1/"),
                Map.entry("hbiWorkspace", highImpact),
                Map.entry("supportApplicationId", application));
    }

    private PeerAnswer secret(PeerRequest request) {
        return secret;
    }

    /** The vault has this account key. */
    void keeps(String accountKey) {
        keepsText(
                "DefaultEndpointsProtocol=https;AccountName="
                        + account
                        + ";AccountKey="
                        + accountKey);
    }

    void keepsText(String text) {
        secret = PeerAnswer.json(200, Map.of("value", text));
    }

    /** The vault refuses. */
    void closeVault() {
        secret = PeerAnswer.error(403, "Forbidden", "no access policy");
    }

    /** What the support application gets for its registration of Microsoft.Compute. */
    void registration(PeerAnswer answer) {
        calls.answer(
                "workspace",
                "POST",
                subscription + "/providers/Microsoft.Compute/register",
                answer);
    }

    TestShare share() {
        return share;
    }

    String account() {
        return account;
    }

    String workspaceId() {
        return workspaceId;
    }

    /** The account's key at the beginning. */
    String firstKey() {
        return key;
    }

    /**
     * A call about a compute.
     *
     * @param rest of the address, {@code /ci1/start}; empty for the list
     */
    ValidatableResponse send(String method, String rest, String body) {
        return arm.send(method, id + "/computes" + rest, body);
    }

    /** PUT of an instance with further properties, which begin with a comma, or none. */
    ValidatableResponse put(String name, String more) {
        return send(
                "PUT",
                "/" + name,
                "{'location':'eastus','properties':{'computeType':'ComputeInstance','properties':{'vmSize':'STANDARD_DS3_V2'"
                        + more
                        + "}}}");
    }

    /** ARM id of a compute in lower case. */
    String key(String compute) {
        return ArmResourceId.parse(id).child("computes", compute).key();
    }

    String principal() {
        return arm.principal();
    }
}
