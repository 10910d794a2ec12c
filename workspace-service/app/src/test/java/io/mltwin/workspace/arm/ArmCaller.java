package io.mltwin.workspace.arm;

import static org.hamcrest.Matchers.equalTo;

import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDecisions;
import io.mltwin.testkit.TestIssuer;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;

/** The owner of a subscription of its own, as a client of Azure Resource Manager. */
public final class ArmCaller {

    static final String AUDIENCE = "https://management.azure.com/";
    static final String VERSION = "?api-version=2022-10-01";

    private final ServiceUnderTest service;
    private final TestIssuer issuer;
    private final String owner;
    private final String subscription;

    private ArmCaller(ServiceUnderTest service, TestIssuer issuer, String owner, String subscription) {
        this.service = service;
        this.issuer = issuer;
        this.owner = owner;
        this.subscription = subscription;
    }

    public static ArmCaller ofNewSubscription(ServiceUnderTest service, TestIssuer issuer, TestDecisions decisions) {
        String id = UUID.randomUUID().toString();
        return of(service, issuer, decisions, UUID.randomUUID().toString(), id);
    }

    /** The subscription is seeded, again if it was, and the owner may do all in it. */
    public static ArmCaller of(
            ServiceUnderTest service, TestIssuer issuer, TestDecisions decisions, String owner, String id) {
        service.given()
                .header("Authorization", "Bearer " + issuer.admin().sign())
                .contentType(ContentType.JSON)
                .body("""
                        {
                          "subscriptions": [
                            {
                              "subscriptionId": "%s",
                              "tenantId": "%s",
                              "displayName": "S"
                            }
                          ]
                        }""".formatted(id, TestIssuer.TENANT))
                .put("/_mltwin/seed")
                .then()
                .statusCode(200);
        ArmCaller caller = new ArmCaller(service, issuer, owner, "/subscriptions/" + id);
        decisions.allow(owner, "*", caller.subscription);
        return caller;
    }

    public String subscription() {
        return subscription;
    }

    public String owner() {
        return owner;
    }

    /** A request of somebody, on the virtual host of Azure Resource Manager. */
    public RequestSpecification as(String objectId) {
        return service.given("management")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, objectId).sign())
                .contentType(ContentType.JSON);
    }

    public RequestSpecification asOwner() {
        return as(owner);
    }

    /** An answer is this refusal. */
    static void code(ValidatableResponse response, int status, String code) {
        response.statusCode(status).body("error.code", equalTo(code));
    }

    public ValidatableResponse get(String id, String rest) {
        return as(owner).get(id + VERSION + rest).then();
    }

    public ValidatableResponse head(String id) {
        return as(owner).head(id + VERSION).then();
    }

    /** Single quotes in the body are double ones. */
    public ValidatableResponse send(String method, String id, String body) {
        return as(owner)
                .body(body.replace('\'', '"'))
                .request(method, id + VERSION)
                .then();
    }

    /** The same; null for no body. */
    public ValidatableResponse sendAny(String method, String id, String body) {
        return send(method, id, body == null ? "" : body);
    }

    /** A link that was told, on this caller's host. */
    public ValidatableResponse follow(String link) {
        String base = "https://" + service.host("management");
        if (!link.startsWith(base + "/")) {
            throw new AssertionError("no absolute link of " + base + ": " + link);
        }
        return as(owner).get(link.substring(base.length())).then();
    }

    /** A storage account in a group; its id. */
    public String account(String group, String name, String tags) {
        String id = group + "/providers/Microsoft.Storage/storageAccounts/" + name;
        int status = send(
                        "PUT",
                        id,
                        "{'location':'eastus','kind':'StorageV2','sku':{'name':'Standard_LRS'},'tags':" + tags + "}")
                .extract()
                .statusCode();
        if (status != 200 && status != 202) {
            throw new AssertionError("the account was answered " + status);
        }
        return id;
    }

    /** A group; its id. */
    public String group(String name, String tags) {
        String id = subscription + "/resourceGroups/" + name;
        send("PUT", id, "{'location':'eastus','tags':" + tags + "}").statusCode(201);
        return id;
    }
}
