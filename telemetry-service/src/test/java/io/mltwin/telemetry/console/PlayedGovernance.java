package io.mltwin.telemetry.console;

import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import java.util.List;
import java.util.Map;

/**
 * What Azure's services answer to the console's pages about governance, and Olivia, who reads them.
 */
final class PlayedGovernance {

    static final String SCOPE = "/subscriptions/20000000-0000-4000-8000-000000000001";
    static final String RITA = "30000000-0000-4000-8000-000000000003";
    static final String LIST_KEYS = "Microsoft.Storage/storageAccounts/listKeys/action";
    static final String HOSTILE = "<script>alert(1)</script>";
    static final String EXPLAIN = "/_mltwin/access/explain";
    private static final String TOKENS = "/" + TestIssuer.TENANT + "/oauth2/v2.0/token";

    private final TestPlatform platform;
    private final ConsoleVisitor olivia;

    /** Signs Olivia in. All lists are empty until a test says otherwise. */
    PlayedGovernance(ServiceUnderTest service, TestPlatform platform) {
        this.platform = platform;
        platform.calls().reset();
        olivia = new ConsoleVisitor(service);
        new PlayedSignIn(platform, olivia).complete("%2F").then().statusCode(303);
        platform.calls().answer("identity", "POST", TOKENS, request -> token());
        platform.calls().answer("identity", "POST", "/v1.0/directoryObjects/getByIds", names());
        playEmptyLists("workspace", "/subscriptions*");
        playEmptyLists("workspace", "/providers*");
        platform.calls().answer("workspace", "POST", SCOPE + "*", list("[]"));
        platform.calls().answer("identity", "POST", EXPLAIN, this::explain);
    }

    ConsoleVisitor olivia() {
        return olivia;
    }

    /** Plays that listing the keys of the scope was refused to Rita, in the decision d1. */
    void playDecision(String denyAssignments) {
        platform.calls()
                .answer(
                        "identity",
                        "GET",
                        "/_mltwin/access/decisions/d1",
                        PeerAnswer.json(200, explanation(RITA, LIST_KEYS, false, denyAssignments)));
    }

    /** Olivia may assign roles; nobody else may do anything. */
    private PeerAnswer explain(PeerRequest request) {
        boolean own = !request.json().path("principalId").isTextual();
        return PeerAnswer.json(
                200,
                explanation(
                        RITA,
                        request.json().path("action").asText(),
                        own && !request.json().path("action").asText().equals(LIST_KEYS),
                        "[]"));
    }

    private static String explanation(String principal, String action, boolean allowed, String denyAssignments) {
        return """
                {"decision":"d1","time":"2020-11-07T12:00:00Z","allowed":%s,"reason":"No role names it.","principalId":"%s","groups":[],
                "action":"%s","isDataAction":false,"scope":"%s","roleAssignments":[{"id":"/a","scope":"%s","principalId":"%s",
                "roleDefinitionId":"/r","roleName":"Reader","result":"NOT_NAMED"}],"denyAssignments":%s,"smallestRole":%s}""".formatted(
                        allowed,
                        principal,
                        action,
                        SCOPE,
                        SCOPE,
                        principal,
                        denyAssignments,
                        denyAssignments.equals("[]") && !allowed ? """
                                {"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/81a9662b",
                                "roleName":"Storage Account Key Operator","operations":2,"scope":"%s"}""".formatted(SCOPE) : "null");
    }

    /** An event of the activity log: Rita may not list keys. */
    static String event(String category, String properties) {
        return """
                [{"eventDataId":"e1","eventTimestamp":"2020-11-07T12:00:00Z","caller":"rita@contoso","level":"Error","resourceId":"%s",
                "correlationId":"c0ffee","operationName":{"value":"%s"},"status":{"value":"Failed"},"subStatus":{"value":"Forbidden"},
                "category":{"value":"%s"},"properties":%s}]""".formatted(SCOPE, LIST_KEYS, category, properties);
    }

    /** Plays a peer that has nothing at these paths. */
    void playEmptyLists(String peer, String path) {
        platform.calls().answer(peer, "GET", path, list("[]"));
    }

    /** A list in Azure Resource Manager's form. */
    static PeerAnswer list(String value) {
        return PeerAnswer.json(200, "{\"value\":" + value + "}");
    }

    private static PeerAnswer names() {
        return list("[{\"id\":\"" + RITA + "\",\"displayName\":\"Rita <b>Reader</b>\"}]");
    }

    private PeerAnswer token() {
        return PeerAnswer.json(
                200,
                Map.of(
                        "token_type",
                        "Bearer",
                        "expires_in",
                        3599,
                        "access_token",
                        platform.issuer()
                                .user("https://management.azure.com", RITA, "olivia@contoso")
                                .claim("groups", List.of())
                                .sign(),
                        "refresh_token",
                        "next"));
    }
}
