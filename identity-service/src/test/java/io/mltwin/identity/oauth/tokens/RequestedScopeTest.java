package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.TokenFixture.assertRefused;
import static io.mltwin.identity.oauth.tokens.TokenFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedScopeTest {

    private static final String GRAPH = "https://graph.mltwin.localhost:8441";

    @ParameterizedTest
    @CsvSource({
        "https://management.azure.com/.default, https://management.azure.com",
        "https://management.mltwin.localhost:8442//.default, https://management.mltwin.localhost:8442/",
        "api://mltwin/identity/.default, api://mltwin/identity",
    })
    void anApplicationAsksForAllOfOneResource(String scope, String resource) {
        assertThat(RequestedScope.ofApplication(request(TokenVersion.V2, "scope=" + scope))
                        .resource())
                .isEqualTo(resource);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://management.azure.com",
                "https://management.azure.com/user_impersonation",
                "/.default",
                "https://a/.default https://b/.default",
                "openid",
            })
    void anApplicationsOtherScopesAreRefused(String scope) {
        assertRefused(
                () -> RequestedScope.ofApplication(request(TokenVersion.V2, "scope=" + scope)),
                400,
                "invalid_scope",
                "1002012");
    }

    @ParameterizedTest
    @CsvSource({
        "https://management.azure.com/.default openid profile offline_access, https://management.azure.com, true",
        "https://management.core.windows.net//user_impersonation, https://management.core.windows.net/, false",
        "openid profile, " + GRAPH + ", true",
        "User.Read, " + GRAPH + ", false",
    })
    void aUsersResourceIsFoundAmongTheScopes(String scope, String resource, boolean openId) {
        RequestedScope found = RequestedScope.ofUser(request(TokenVersion.V2, "scope=" + scope), GRAPH);
        assertThat(found.resource()).isEqualTo(resource);
        assertThat(found.openId()).isEqualTo(openId);
        assertThat(found.granted(List.of("user_impersonation")).split(" "))
                .contains(scope.split(" "))
                .contains(resource + "/user_impersonation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a/.default https://b/.default", "a/b", "https://a/"})
    void aUsersMalformedScopesAreRefused(String scope) {
        assertRefused(
                () -> RequestedScope.ofUser(request(TokenVersion.V2, "scope=" + scope), GRAPH),
                400,
                "invalid_scope",
                "70011");
    }

    @Test
    void versionOneTakesAResourceAndVersionTwoAScope() {
        assertThat(RequestedScope.ofApplication(request(TokenVersion.V1, "resource=https://x/"))
                        .resource())
                .isEqualTo("https://x/");
        assertRefused(
                () -> RequestedScope.ofApplication(request(TokenVersion.V1, "scope=x/.default")),
                400,
                "invalid_request",
                "900144");
        assertRefused(
                () -> RequestedScope.ofApplication(request(TokenVersion.V2, "a=b")), 400, "invalid_request", "900144");
        assertRefused(
                () -> RequestedScope.ofApplication(request(TokenVersion.V2, "resource=x", "scope=x/.default")),
                400,
                "invalid_request",
                "901002");
    }

    @ParameterizedTest
    @CsvSource({
        // what the sign-in asked, what the request says, then resource and whether OpenID Connect
        // is meant
        "https://a/.default openid offline_access, , https://a, true, true",
        "https://a/.default openid offline_access, https://b/.default, https://b, true, true",
        "https://a/.default, openid profile, https://a, true, false",
        "https://a/.default, https://a/Read, https://a, false, false",
    })
    void whatASignInAskedStillCountsWhenItIsRedeemed(
            String before, String now, String resource, boolean openId, boolean offline) {
        RequestedScope found = RequestedScope.ofUser(
                now == null ? request(TokenVersion.V2, "a=b") : request(TokenVersion.V2, "scope=" + now),
                before,
                GRAPH);
        assertThat(found.resource()).isEqualTo(resource);
        assertThat(found.openId()).isEqualTo(openId);
        assertThat(found.offline()).isEqualTo(offline);
    }

    @Test
    void aCustomersApplicationIsNamedByItsIdToo() {
        String id = "40000000-0000-4000-8000-000000000006";
        assertThat(RequestedScope.v2(id + "/.default", GRAPH).resource()).isEqualTo(id);
        RequestedScope named = RequestedScope.v2("api://" + id + "/Read api://" + id + "/Write", GRAPH);
        assertThat(named.resource()).isEqualTo("api://" + id);
        assertThat(named.permissions()).containsExactly("Read", "Write");
    }
}
