package io.mltwin.testkit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.encoding.AsciiCase;
import io.restassured.response.ValidatableResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The contract of every tracked resource type with GET, list, PUT, PATCH and DELETE, and of the
 * types below such a one, as Azure Resource Manager's common rules say. A type's own test shows only
 * what is its own:
 *
 * <pre>{@code
 * ResourceTypeContract.of(arm, "Microsoft.Compute/sshPublicKeys", "{}")
 *         .refusing("{'properties':{'publicKey':'none'}}", "publicKey")
 *         .verify();
 * }</pre>
 */
public final class ResourceTypeContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sends the requests of Azure Resource Manager, or of a client to it; single quotes in a body are double ones. */
    @FunctionalInterface
    public interface Sender {
        ValidatableResponse send(String method, String id, String body);
    }

    private final Sender arm;
    private final String type;
    private final String body;
    private final String one = "one" + UUID.randomUUID().toString().substring(0, 8);
    private final String subscription;
    private String parent;
    private String inOtherCase = AsciiCase.upper(one);
    private String shownType;
    private int created = 201;
    private int deleted = 200;
    private boolean hasLocation;
    private boolean isDeletable = true;
    private final Map<String, String> refused = new LinkedHashMap<>();

    private ResourceTypeContract(Sender arm, String subscription, String type, String body) {
        this.arm = arm;
        this.subscription = subscription;
        this.type = type;
        this.shownType = type;
        this.body = body;
    }

    /**
     * Begins the contract of a type.
     *
     * @param body what a PUT takes, without location and tags; single quotes are double ones, and {@code {name}} is
     *     the resource's name in lower case
     */
    public static ResourceTypeContract of(AssertedArm arm, String type, String body) {
        return of(arm::send, "/subscriptions/" + UUID.randomUUID(), type, body);
    }

    /** Begins the contract of a type in a subscription that has the resource groups {@code group} and {@code other}. */
    public static ResourceTypeContract of(Sender arm, String subscription, String type, String body) {
        return new ResourceTypeContract(arm, subscription, type, body)
                .refusing("{'properties':5}", null)
                .tracked();
    }

    /**
     * Begins the contract of a type of children, which have neither location nor tags.
     *
     * @param parent the id of one that there is
     */
    public static ResourceTypeContract below(Sender arm, String parent, String type, String body) {
        ResourceTypeContract contract =
                new ResourceTypeContract(arm, null, type, body).refusing("{'properties':5}", null);
        contract.parent = parent;
        return contract;
    }

    /** The type is one of children that have a location and tags. */
    public ResourceTypeContract tracked() {
        hasLocation = true;
        return refusing("{'tags':{'a':{'b':'c'}}}", null)
                .refusing("{'tags':{'a':5}}", null)
                .refusing("{'location':null}", "location");
    }

    /** Nobody deletes a resource of this type. */
    public ResourceTypeContract lasting() {
        isDeletable = false;
        return this;
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

    /** Expects other statuses of the PUT of a new resource and the DELETE of one that exists. */
    public ResourceTypeContract answering(int ofPut, int ofDelete) {
        created = ofPut;
        deleted = ofDelete;
        return this;
    }

    /** Expects another spelling of the type than that of its path, which Azure shows of some types. */
    public ResourceTypeContract showing(String spelling) {
        shownType = spelling;
        return this;
    }

    /** Names of this type have lower-case letters alone. */
    public ResourceTypeContract namedInLowerCase() {
        inOtherCase = one;
        return this;
    }

    /** Sends the requests, and fails at the first answer that differs. */
    public void verify() {
        verifyRefusals();
        verifyPut();
        if (hasLocation) {
            verifyLocation();
            verifyPatch();
        }
        if (parent == null) {
            verifyList();
        } else {
            verifyParent();
        }
        verifyUnknownOperations();
        if (isDeletable) {
            verifyDelete();
        } else {
            arm.send("DELETE", id(one), null).statusCode(405);
        }
    }

    /** Sends the requests for a type whose resources others make: all that would change one answers 501. */
    public void verifyReadOnly() {
        arm.send("GET", id(one), null).statusCode(404);
        arm.send("GET", id(""), null).statusCode(200).body("value", empty());
        put(one, "{}").statusCode(501);
        arm.send("PATCH", id(one), "{'tags':{}}").statusCode(501);
        arm.send("DELETE", id(one), null).statusCode(501);
    }

    private void verifyRefusals() {
        refused.forEach((changes, target) -> {
            ValidatableResponse answer = put(one, changes).statusCode(400);
            if (target != null) {
                answer.body("error.target", equalTo(target));
            }
        });
        arm.send("GET", id(one), null).statusCode(404);
    }

    private void verifyPut() {
        put(one, hasLocation ? "{'location':'East US','tags':{'a':'b'}}" : "{}")
                .statusCode(created)
                .body("id", equalTo(id(one)))
                .body("name", equalTo(one))
                .body("type", equalTo(shownType));
        put(inOtherCase, hasLocation ? "{'tags':{'a':'b'}}" : "{}")
                .statusCode(200)
                .body("id", equalTo(id(one)));
        arm.send("GET", id(AsciiCase.upper(one)), null).statusCode(200).body("name", equalTo(one));
    }

    private void verifyLocation() {
        put(one, "{'location':'westus'}").statusCode(409).body("error.code", equalTo("InvalidResourceLocation"));
        arm.send("GET", id(one), null)
                .statusCode(200)
                .body("location", equalTo("eastus"))
                .body("tags", equalTo(Map.of("a", "b")));
    }

    private void verifyParent() {
        arm.send("GET", id(""), null).body("value.name", hasItem(one));
        String elsewhere = id("").replace(parent, parent + "x");
        arm.send("PUT", elsewhere + "/" + one, changed(one, "{}")).statusCode(404);
        arm.send("GET", elsewhere, null).statusCode(404);
    }

    private void verifyPatch() {
        arm.send("PATCH", id(one), "{'tags':{'c':'d'}}").statusCode(200).body("tags", equalTo(Map.of("c", "d")));
        arm.send("PATCH", id("none"), "{'tags':{}}").statusCode(404);
    }

    private void verifyList() {
        String other = subscription + "/resourceGroups/other/providers/" + type;
        String two = one.replace("one", "two");
        arm.send("PUT", other + "/" + two, changed(two, "{}")).statusCode(created);
        arm.send("GET", other, null).body("value.name", contains(two));
        arm.send("GET", subscription + "/providers/" + type, null)
                .statusCode(200)
                .body("value", hasSize(2));
    }

    private void verifyUnknownOperations() {
        arm.send("POST", id(one) + "/nothingOfTheKind", null).statusCode(501);
        arm.send("GET", id(one) + "/nothings/of", null).statusCode(501);
        arm.send("POST", id(one), null).statusCode(405);
    }

    private void verifyDelete() {
        arm.send("DELETE", id(one), null).statusCode(deleted);
        arm.send("DELETE", id(one), null).statusCode(204);
        arm.send("GET", id(one), null).statusCode(404);
        ValidatableResponse left = arm.send("GET", id(""), null).statusCode(200);
        left.body("value.name", not(hasItem(one)));
        if (parent == null) {
            left.body("value", empty());
        }
    }

    private ValidatableResponse put(String name, String changes) {
        return arm.send("PUT", id(name), changed(name, changes));
    }

    /** The collection for an empty name. */
    private String id(String name) {
        String collection = parent == null
                ? subscription + "/resourceGroups/group/providers/" + type
                : parent + type.substring(type.lastIndexOf('/'));
        return name.isEmpty() ? collection : collection + "/" + name;
    }

    private String changed(String name, String changes) {
        String named = body.replace("{name}", AsciiCase.lower(name));
        try {
            ObjectNode all = JSON.createObjectNode();
            if (hasLocation) {
                all.put("location", "eastus");
            }
            all.setAll((ObjectNode) JSON.readTree(named.replace('\'', '"')));
            all.setAll((ObjectNode) JSON.readTree(changes.replace('\'', '"')));
            return all.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is no JSON object", e);
        }
    }
}
