package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.tokens.TokenFixture.assertRefused;
import static io.mltwin.identity.oauth.tokens.TokenFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestTest {

    private final TokenService service = new TokenService(null, null, null, null, null, null);

    @Test
    void decodesTheForm() {
        TokenRequest read = TokenFixture.read(TokenVersion.V2, "a=1%2B2&b=x+y&c=&d", null);
        assertThat(read.optional("a")).isEqualTo("1+2");
        assertThat(read.optional("b")).isEqualTo("x y");
        assertThat(read.optional("c")).isNull();
        assertThat(read.optional("d")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%4", "a=%", "a=%00", "a=%c3%28", "a=%ff", "a=\u00e9", "a=%01", "a=b\n"})
    void refusesMalformedForms(String form) {
        assertRefused(() -> TokenFixture.read(TokenVersion.V2, form, null), 400, "invalid_request", "9002313");
    }

    @Test
    void takesTheClientFromTheAuthorizationHeader() {
        String basic = Base64.getEncoder().encodeToString("id:s%20s".getBytes());
        TokenRequest read = TokenFixture.read(TokenVersion.V2, "", "Basic " + basic);
        assertThat(read.optional("client_id")).isEqualTo("id");
        assertThat(read.optional("client_secret")).isEqualTo("s s");
        assertRefused(() -> TokenFixture.read(TokenVersion.V2, "", "Basic !"), 400, "invalid_request", "9002313");
    }

    @Test
    void printsNoSecret() {
        assertThat(request(TokenVersion.V2, "client_secret=hush", "password=quiet")
                        .toString())
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

    @Test
    void aFieldComesOnceAndIsNoLongerThanOneThatMeansSomething() {
        assertRefused(() -> TokenFixture.read(TokenVersion.V2, "a=1&a=2", null), 400, "invalid_request", "9000411");
        for (String form : List.of(
                "client_id=" + "a".repeat(2000),
                "code=" + "a".repeat(40_000),
                "a=1&".repeat(1) + "b=" + "a".repeat(70_000))) {
            assertRefused(() -> TokenFixture.read(TokenVersion.V2, form, null), 400, "invalid_request", "9002313");
        }
        assertThat(TokenFixture.read(TokenVersion.V2, "code=" + "a".repeat(2000), null)
                        .optional("code"))
                .hasSize(2000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x", "x"})
    void anotherContentTypeHasNoFields(String contentType) {
        TokenRequest read =
                TokenRequest.read(TokenVersion.V2, "t", contentType, "a=b", null, TokenRequest.From.NOWHERE);
        assertThat(read.form()).isEmpty();
    }

    @Test
    void twoPlacesMustNotSayTwoThings() {
        String basic = Base64.getEncoder().encodeToString("id:s".getBytes());
        assertRefused(
                () -> TokenFixture.read(TokenVersion.V2, "client_id=other", "Basic " + basic),
                400,
                "invalid_request",
                "9002313");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]}}} | true",
                "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp2\"]}}} | false",
                "{} | false",
            })
    void readsWhetherTheClientUnderstandsChallenges(String claims, boolean understands) {
        assertThat(request(TokenVersion.V2, "claims=" + claims).understandsChallenges())
                .isEqualTo(understands);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "x", "1"})
    void claimsThatAreNoObjectAreRefused(String claims) {
        assertRefused(
                () -> request(TokenVersion.V2, "claims=" + claims).understandsChallenges(),
                400,
                "invalid_request",
                "9002313");
    }

    @ParameterizedTest
    @CsvSource({
        "'', invalid_request, 900144",
        "foo, unsupported_grant_type, 70003",
        "implicit, unsupported_grant_type, 70003",
        "CLIENT_CREDENTIALS, unsupported_grant_type, 70003",
    })
    void refusesGrantsThatItDoesNotHave(String grant, String error, String code) {
        assertRefused(() -> service.issue(request(TokenVersion.V2, "grant_type=" + grant)), 400, error, code);
    }
}
