package io.mltwin.compute.computeinstances;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * A workspace with its storage account, vault and support application, played to the service under
 * test.
 */
final class InstanceWorkspace {

    /** Where the properties of an instance lie in those of its compute. */
    static final String INNER = "properties.properties.";

    /** Where the mount of the workspace's file share lies. */
    static final String MOUNT = INNER + "dataMounts[0].";

    private final TestWorkspace workspace;
    private final String application = UUID.randomUUID().toString();
    private final String key = key();
    private final TestCalls calls;
    private final AssertedArm arm;
    private final TestShare share;
    private volatile PeerAnswer secret;

    /** A workspace in East US whose data are not of high business impact. */
    InstanceWorkspace(TestPlatform platform) {
        this(platform, "eastus", false);
    }

    InstanceWorkspace(TestPlatform platform, String region, boolean highImpact) {
        this.calls = platform.calls();
        this.arm = new AssertedArm(
                platform.service(), platform.issuer(), UUID.randomUUID().toString());
        this.workspace = new TestWorkspace(
                calls,
                UUID.randomUUID().toString(),
                Map.of("location", region, "hbiWorkspace", highImpact, "supportApplicationId", application));
        this.share = new TestShare(calls, account(), "code-" + workspaceId(), key);
        keeps(key);
        calls.answer("keyvault", "GET", "/secrets/aml-" + workspaceId() + "-storage-connection", this::secret);
        registration(PeerAnswer.json(200, "{}"));
    }

    static String key() {
        return Base64.getEncoder().encodeToString(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }

    private PeerAnswer secret(PeerRequest request) {
        return secret;
    }

    /** The vault has this account key. */
    void keeps(String accountKey) {
        keepsText("DefaultEndpointsProtocol=https;AccountName=" + account() + ";AccountKey=" + accountKey);
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
        workspace.playSupport(calls, application, answer);
    }

    TestShare share() {
        return share;
    }

    String account() {
        return workspace.account();
    }

    /** ARM id. */
    String id() {
        return workspace.id();
    }

    String workspaceId() {
        return workspace.workspaceId();
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
        return arm.send(method, workspace.id() + "/computes" + rest, body);
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

    /** Returns what is shown of an instance that is there. */
    ValidatableResponse show(String name) {
        return send("GET", "/" + name, null).statusCode(200);
    }

    /** Asks for an operation of an instance, such as {@code restart}. */
    ValidatableResponse post(String name, String operation) {
        return send("POST", "/" + name + "/" + operation, null);
    }

    /** ARM id of a compute in lower case. */
    String key(String compute) {
        return ArmResourceId.parse(workspace.id()).child("computes", compute).key();
    }

    String principal() {
        return arm.principal();
    }

    /** A name that no other test has. */
    static String newName() {
        return "ci-x" + UUID.randomUUID().toString().substring(0, 8);
    }

    /**
     * Asserts a refusal.
     *
     * @param expected status and code, {@code 409 Conflict}
     */
    static void assertRefused(ValidatableResponse answer, String expected) {
        String code = answer.extract().path("error.code");
        assertThat(answer.extract().statusCode() + " " + code).isEqualTo(expected);
    }
}
