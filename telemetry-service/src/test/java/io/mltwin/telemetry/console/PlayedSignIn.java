package io.mltwin.telemetry.console;

import io.mltwin.armweb.QueryString;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.mltwin.testkit.TestToken;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Azure AD's part of a sign-in to the console, without its pages. */
final class PlayedSignIn {

    static final String ENDPOINT = "/organizations/oauth2/v2.0/token";

    private final TestPlatform platform;
    private final ConsoleVisitor visitor;
    private final String objectId = UUID.randomUUID().toString();
    private UnaryOperator<TestToken> idToken = token -> token;
    private UnaryOperator<TestToken> accessToken = token -> token;
    private PeerAnswer refusal;

    PlayedSignIn(TestPlatform platform, ConsoleVisitor visitor) {
        this.platform = platform;
        this.visitor = visitor;
    }

    PlayedSignIn withIdToken(UnaryOperator<TestToken> change) {
        idToken = change;
        return this;
    }

    PlayedSignIn withAccessToken(UnaryOperator<TestToken> change) {
        accessToken = change;
        return this;
    }

    PlayedSignIn refusing(PeerAnswer answer) {
        refusal = answer;
        return this;
    }

    /** Begins one and returns the parameters that the browser brings to Azure AD. */
    Map<String, String> begin(String back) {
        Response answer = visitor.get("/signin?back=" + back);
        String location = answer.getHeader("Location");
        return QueryString.parse(location.substring(location.indexOf('?') + 1));
    }

    /** Begins and ends one. */
    Response complete(String back) {
        return complete(begin(back));
    }

    Response complete(Map<String, String> begun) {
        play(begun.get("nonce"));
        return visitor.get("/signin/callback?code=the-code&state=" + begun.get("state"));
    }

    /** Lets the token endpoint answer from now on. */
    void play(String nonce) {
        for (String endpoint : List.of(ENDPOINT, "/" + TestIssuer.TENANT + "/oauth2/v2.0/token")) {
            platform.calls()
                    .answer("identity", "POST", endpoint, request -> refusal == null ? issue(request, nonce) : refusal);
        }
    }

    private PeerAnswer issue(PeerRequest request, String nonce) {
        String audience = TrustMaterial.CONSOLE_APPLICATION;
        TestToken id = token(audience)
                .applicationId(null)
                .claim("name", "Olivia <b>Owner</b>")
                .claim("nonce", nonce);
        TestToken access = token(audience).claim("groups", List.of());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("token_type", "Bearer");
        body.put("expires_in", 3599);
        body.put("access_token", accessToken.apply(access).sign());
        body.put("id_token", idToken.apply(id).sign());
        body.put("refresh_token", "refresh-of-" + objectId);
        return PeerAnswer.json(200, body);
    }

    private TestToken token(String audience) {
        TestIssuer issuer = platform.issuer();
        return issuer.user(audience, objectId, "olivia@contoso.example")
                .applicationId(TrustMaterial.CONSOLE_APPLICATION);
    }

    /** Object id of the user. */
    String objectId() {
        return objectId;
    }

    String refreshToken() {
        return "refresh-of-" + objectId;
    }
}
