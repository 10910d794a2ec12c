package io.mltwin.workspace.machinelearning;

import static io.mltwin.workspace.machinelearning.WorkspacePeers.CREATOR;
import static io.mltwin.workspace.machinelearning.WorkspacePeers.VERSION;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.platform.Addresses;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A vault with a key that is fit for a workspace, as the played key vault shows them. */
class CustomerVault {

    static final String COSMOS = "0a1d0004-5a1e-4c0f-9d6e-0b6a65637404";
    static final String KEY_VERSION = "0123456789abcdef0123456789abcdef";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WorkspacePeers peers;
    private final Addresses addresses;
    private final String name = "cmk" + UUID.randomUUID().toString().substring(0, 8);
    private final String id;
    private final ObjectNode json;
    private final ObjectNode key;

    CustomerVault(WorkspacePeers peers, Addresses addresses) throws JsonProcessingException {
        this.peers = peers;
        this.addresses = addresses;
        id = peers.group() + "/providers/Microsoft.KeyVault/vaults/" + name;
        peers.as(CREATOR)
                .body("{\"location\":\"eastus\"}")
                .put(id + VERSION)
                .then()
                .statusCode(201);
        json = object(
                "{'id':'%s','location':'eastus','properties':{'tenantId':'%s','enableSoftDelete':true,'enablePurgeProtection':true,"
                                .formatted(id, TestIssuer.TENANT)
                        + "'accessPolicies':[%s,%s]}}"
                                .formatted(policy(COSMOS, "get", "wrapKey", "unwrapKey"), policy(CREATOR, "all")));
        key = object("{'properties':{'attributes':{'enabled':true},'kty':'RSA','keySize':2048}}");
        show();
    }

    static String policy(String objectId, String... verbs) {
        return "{'tenantId':'%s','objectId':'%s','permissions':{'keys':['%s']}}"
                .formatted(TestIssuer.TENANT, objectId, String.join("','", verbs));
    }

    private static ObjectNode object(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    static void assertRefused(Response answer, int status, String code, String why) {
        answer.then().statusCode(status).body("error.code", equalTo(code)).body("error.message", containsString(why));
    }

    /** From now on the vault and its key are so. */
    void show() {
        peers.resources().put(id, json.toString());
        peers.resources().put(id + "/keys/k/versions/" + KEY_VERSION, key.toString());
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    ObjectNode json() {
        return json;
    }

    ObjectNode key() {
        return key;
    }

    ObjectNode properties() {
        return (ObjectNode) json.path("properties");
    }

    String keyUri() {
        return "https://" + addresses.vaultHost(name) + "/keys/k/" + KEY_VERSION;
    }

    String workspace(String workspaceName) {
        return peers.group() + "/providers/Microsoft.MachineLearningServices/workspaces/" + workspaceName;
    }

    /** A request for a workspace under a key; what is null is not said. */
    Map<String, Object> body(String vaultArmId, String keyIdentifier) {
        Map<String, Object> said = new HashMap<>();
        if (vaultArmId != null) {
            said.put("keyVaultArmId", vaultArmId);
        }
        if (keyIdentifier != null) {
            said.put("keyIdentifier", keyIdentifier);
        }
        return Map.of(
                "location",
                "eastus",
                "identity",
                Map.of("type", "SystemAssigned"),
                "properties",
                Map.of("encryption", Map.of("status", "Enabled", "keyVaultProperties", said)));
    }

    Response create(String workspace) {
        return peers.as(CREATOR).body(body(id, keyUri())).put(workspace + VERSION);
    }
}
