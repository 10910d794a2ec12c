package io.mltwin.identity.tokens;

import static io.mltwin.identity.tokens.TokenFixture.assertRefused;
import static io.mltwin.identity.tokens.TokenFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestTest {

    private final TokenService service = new TokenService(null, null);

    @Test
    void decodesTheForm() {
        TokenRequest read = TokenRequest.read(TokenVersion.V2, "t", "a=1%2B2&b=x+y&c=&d", null);
        assertThat(read.optional("a")).isEqualTo("1+2");
        assertThat(read.optional("b")).isEqualTo("x y");
        assertThat(read.optional("c")).isNull();
        assertThat(read.optional("d")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=1&a=2"})
    void refusesMalformedForms(String form) {
        assertRefused(
                () -> TokenRequest.read(TokenVersion.V2, "t", form, null),
                400,
                "invalid_request",
                "9002313");
    }

    @Test
    void takesTheClientFromTheAuthorizationHeader() {
        String basic = Base64.getEncoder().encodeToString("id:s%20s".getBytes());
        TokenRequest read = TokenRequest.read(TokenVersion.V2, "t", "", "Basic " + basic);
        assertThat(read.optional("client_id")).isEqualTo("id");
        assertThat(read.optional("client_secret")).isEqualTo("s s");
        assertRefused(
                () -> TokenRequest.read(TokenVersion.V2, "t", "", "Basic !"),
                400,
                "invalid_request",
                "9002313");
    }

    @Test
    void printsNoSecret() {
        assertThat(request(TokenVersion.V2, "client_secret=hush", "password=quiet").toString())
                .doesNotContain("hush", "quiet");
    }

    @Test
    void namesTheCredentialForTheLogOfCalls() {
        TokenRequest user = request(TokenVersion.V2, "client_id=c", "username=u", "password=quiet");
        assertThat(user.credentialKind()).isEqualTo("password");
        assertThat(user.credentialHolder()).isEqualTo("u");
        TokenRequest client = request(TokenVersion.V2, "client_id=c", "client_assertion=x");
        assertThat(client.credentialKind()).isEqualTo("client_assertion");
        assertThat(client.credentialHolder()).isEqualTo("c");
        assertThat(request(TokenVersion.V2, "a=b").credentialKind()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid_request, 900144",
        "foo, unsupported_grant_type, 70003",
        "refresh_token, unsupported_grant_type, 70003",
        "authorization_code, unsupported_grant_type, 70003",
        "device_code, unsupported_grant_type, 70003",
        "urn:ietf:params:oauth:grant-type:device_code, unsupported_grant_type, 70003",
    })
    void refusesGrantsThatItDoesNotHave(String grant, String error, String code) {
        assertRefused(
                () -> service.issue(request(TokenVersion.V2, "grant_type=" + grant)),
                400,
                error,
                code);
    }
}
