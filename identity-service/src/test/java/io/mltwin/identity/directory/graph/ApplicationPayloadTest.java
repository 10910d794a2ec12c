package io.mltwin.identity.directory.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import io.mltwin.identity.directory.DirectoryApplication.ApplicationChange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationPayloadTest {

    private static ApplicationChange read(String json) {
        return ApplicationPayload.read(GraphPayload.read(json), null);
    }

    @Test
    void readsAddressesOfEachPlatform() {
        ApplicationChange application = read("""
                        {"displayName": "a", "isFallbackPublicClient": true, "identifierUris": ["api://a"],
                         "@odata.type": "#microsoft.graph.application", "tags": [],
                         "api": {"acceptMappedClaims": false, "oauth2PermissionScopes": [], "knownClientApplications": null},
                         "web": {"redirectUris": ["https://a.example/cb"], "implicitGrantSettings": {"enableIdTokenIssuance": false}},
                         "publicClient": {"redirectUris": ["http://localhost", "msal-a://auth"]},
                         "spa": {"redirectUris": ["http://localhost:3000/"]}, "requiredResourceAccess": []}
                        """);

        assertThat(application.publicClient()).isTrue();
        assertThat(application.identifierUris()).containsExactly("api://a");
        assertThat(application.redirectUris())
                .containsExactlyInAnyOrder(
                        new RedirectUri(Platform.WEB, "https://a.example/cb"),
                        new RedirectUri(Platform.PUBLIC, "http://localhost"),
                        new RedirectUri(Platform.PUBLIC, "msal-a://auth"),
                        new RedirectUri(Platform.SPA, "http://localhost:3000/"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example/cb, 400",
        "https://*.example/cb, 400",
        "https://a.example/cb#x, 400",
        "https://user@a.example/cb, 400",
        "/cb, 400",
        "javascript:alert(1), 400",
        "msal-a://auth, 400",
        "http://localhost.example/, 400",
    })
    void anAddressThatWouldGiveCodesAwayIsRefused(String uri, int status) {
        String json = "{\"displayName\":\"a\",\"web\":{\"redirectUris\":[\"" + uri + "\"]}}";

        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(status));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{}, 400, Request_BadRequest",
                "[], 400, BadRequest",
                "`{\"displayName\":`, 400, BadRequest",
                "`{\"displayName\":\"a\",\"color\":\"red\"}`, 400, Request_BadRequest",
                "`{\"displayName\":7}`, 400, Request_BadRequest",
                "`{\"displayName\":\"a\",\"identifierUris\":[\"urn:x\"]}`, 400, Request_BadRequest",
                "`{\"displayName\":\"a\",\"signInAudience\":\"AzureADMultipleOrgs\"}`, 501, NotImplemented",
                "`{\"displayName\":\"a\",\"appRoles\":[{\"id\":\"x\"}]}`, 501, NotImplemented",
                "`{\"displayName\":\"a\",\"web\":{\"logoutUrl\":\"https://a.example\"}}`, 501, NotImplemented",
                "`{\"displayName\":\"a\",\"web\":{\"color\":\"red\"}}`, 400, Request_BadRequest",
                "`{\"displayName\":\"a\",\"passwordCredentials\":[{\"secretText\":\"mine\"}]}`, 501, NotImplemented",
            })
    void whatIsNotUnderstoodIsRefused(String json, int status, String code) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(AzureException.class, fault -> {
            assertThat(fault.status()).isEqualTo(status);
            assertThat(fault.code()).isEqualTo(code);
        });
    }
}
