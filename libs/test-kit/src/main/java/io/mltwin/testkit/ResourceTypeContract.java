package io.mltwin.testkit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The contract of every tracked resource type with GET, list, PUT, PATCH and DELETE, as Azure
 * Resource Manager's common rules say. A type's own test shows only what is its
 * own:
 *
 * <pre>{@code
 * ResourceTypeContract.of(arm, "Microsoft.Compute/sshPublicKeys", "{}")
 *         .refusing("{'properties':{'publicKey':'none'}}", "publicKey")
 *         .verify();
 * }</pre>
 */
public final class ResourceTypeContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AssertedArm arm;
    private final String type;
    private final String body;
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final String subscription = "/subscriptions/" + UUID.randomUUID();

    private ResourceTypeContract(AssertedArm arm, String type, String body) {
        this.arm = arm;
        this.type = type;
        this.body = body;
    }

    /**
     * Begins the contract of a type.
     *
     * @param body what a PUT takes, without location and tags; single quotes are double ones
     */
    public static ResourceTypeContract of(AssertedArm arm, String type, String body) {
        return new ResourceTypeContract(arm, type, body)
                .refusing("{'properties':5}", null)
                .refusing("{'tags':{'a':{'b':'c'}}}", null)
                .refusing("{'location':null}", "location");
    }

    /**
     * Adds a body that is refused with 400.
     *
     * @param changes its members, which replace those of the body that is taken
     * @param target of the error; null for any
     */
    public ResourceTypeContract refusing(String changes, String target) {
        refused.put(changes, target);
        return this;
    }

    /** Sends the requests, and fails at the first answer that differs. */
    public void verify() {
        verifyRefusals();
        verifyPut();
        verifyPatch();
        verifyList();
        verifyUnknownOperations();
        verifyDelete();
    }

    private void verifyRefusals() {
        refused.forEach((changes, target) -> {
            ValidatableResponse answer = put("one", changes).statusCode(400);
            if (target != null) {
                answer.body("error.target", equalTo(target));
            }
        });
        arm.send("GET", id("one"), null).statusCode(404);
    }

    private void verifyPut() {
        put("one", "{'location':'East US','tags':{'a':'b'}}")
                .statusCode(201)
                .body("id", equalTo(id("one")))
                .body("name", equalTo("one"))
                .body("type", equalTo(type))
                .body("location", equalTo("eastus"));
        put("ONE", "{'tags':{'a':'b'}}").statusCode(200).body("id", equalTo(id("one")));
        put("one", "{'location':'westus'}").statusCode(409).body("error.code", equalTo("InvalidResourceLocation"));
        arm.send("GET", id("One"), null)
                .statusCode(200)
                .body("location", equalTo("eastus"))
                .body("tags", equalTo(Map.of("a", "b")));
    }

    private void verifyPatch() {
        arm.send("PATCH", id("one"), "{'tags':{'c':'d'}}").statusCode(200).body("tags", equalTo(Map.of("c", "d")));
        arm.send("PATCH", id("none"), "{'tags':{}}").statusCode(404);
    }

    private void verifyList() {
        String other = subscription + "/resourceGroups/other/providers/" + type;
        arm.send("PUT", other + "/two", changed("{}")).statusCode(201);
        arm.send("GET", other, null).body("value.name", contains("two"));
        arm.send("GET", subscription + "/providers/" + type, null)
                .statusCode(200)
                .body("value", hasSize(2));
    }

    private void verifyUnknownOperations() {
        arm.send("POST", id("one") + "/nothingOfTheKind", null).statusCode(501);
        arm.send("GET", id("one") + "/nothings/of", null).statusCode(501);
        arm.send("POST", id("one"), null).statusCode(405);
    }

    private void verifyDelete() {
        arm.send("DELETE", id("one"), null).statusCode(200);
        arm.send("DELETE", id("one"), null).statusCode(204);
        arm.send("GET", id("one"), null).statusCode(404);
        arm.send("GET", id(""), null).statusCode(200).body("value", empty());
    }

    private ValidatableResponse put(String name, String changes) {
        return arm.send("PUT", id(name), changed(changes));
    }

    /** The collection for an empty name. */
    private String id(String name) {
        String collection = subscription + "/resourceGroups/group/providers/" + type;
        return name.isEmpty() ? collection : collection + "/" + name;
    }

    private String changed(String changes) {
        try {
            ObjectNode all = JSON.createObjectNode().put("location", "eastus");
            all.setAll((ObjectNode) JSON.readTree(body.replace('\'', '"')));
            all.setAll((ObjectNode) JSON.readTree(changes.replace('\'', '"')));
            return all.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is no JSON object", e);
        }
    }
}
