package io.mltwin.resourceprovider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmTarget;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.resourceprovider.AssertedCalls.AssertionClaims;
import io.mltwin.tokencheck.TokenKind;
import io.mltwin.tokencheck.VerifiedToken;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An assertion is good for the one call it was made for. */
class AssertedCallsTest {

    private static final String VAULT = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1";
    private static final String URI = VAULT + "?api-version=2023-07-01";
    private static final byte[] BODY = "{\"location\":\"eastus\"}".getBytes(StandardCharsets.UTF_8);

    private final AssertedCalls calls = new AssertedCalls(new ObjectMapper());

    private static VerifiedToken assertion(Map<String, Object> changes) {
        Map<String, Object> claims = new HashMap<>(Map.of(
                "method", "PUT",
                "uri", URI,
                "bodySha256", AssertionClaims.sha256(BODY),
                "action", "Microsoft.KeyVault/vaults/write",
                "scope", VAULT,
                "baseUrl", "https://management.mltwin.localhost:8442",
                "oid", "object",
                "tid", "tenant",
                "groups", List.of("g1")));
        changes.forEach((name, value) -> {
            if (value == null) {
                claims.remove(name);
            } else {
                claims.put(name, value);
            }
        });
        return new VerifiedToken(TokenKind.ASSERTION, "https://management", "api://mltwin/keyvault", 0, claims);
    }

    private static OriginalRequest request(String method, String uri) {
        return new OriginalRequest(method, "localhost:8443", uri, "request", "correlation");
    }

    private ArmCall call(VerifiedToken assertion, String method, String uri, byte[] body) {
        return calls.call(assertion, request(method, uri), ArmTarget.parse(uri.split("\\?")[0]), body);
    }

    private AzureException refusal(VerifiedToken assertion, String method, String uri, byte[] body) {
        return catchThrowableOfType(AzureException.class, () -> call(assertion, method, uri, body));
    }

    @Test
    void theVeryCallIsPassedOn() {
        // When
        ArmCall call = call(assertion(Map.of()), "PUT", URI, BODY);
        // Then
        assertThat(call.isPut()).isTrue();
        assertThat(call.id()).hasToString(VAULT);
        assertThat(call.apiVersion()).isEqualTo("2023-07-01");
        assertThat(call.body().path("location").asText()).isEqualTo("eastus");
        assertThat(call.caller().objectId()).isEqualTo("object");
        assertThat(call.caller().groups()).containsExactly("g1");
        assertThat(call.correlationId()).isEqualTo("correlation");
        assertThat(call.baseUrl()).isEqualTo("https://management.mltwin.localhost:8442");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "method, GET",
        "method, put",
        "method,",
        "uri, /subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv2?api-version=2023-07-01",
        "uri, /subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1?api-version=2015-06-01",
        "uri, /subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1",
        "uri,",
        "bodySha256, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "bodySha256,",
        "action, Microsoft.KeyVault/vaults/read",
        "action, Microsoft.KeyVault/vaults/delete",
        "action, *",
        "action,",
        "scope, /subscriptions/s",
        "scope, /subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv2",
        "scope,"
    })
    void anAssertionThatDiffersIsRefused(String claim, String value) {
        // Given
        Map<String, Object> change = new HashMap<>();
        change.put(claim, value);
        // When
        AzureException refused = refusal(assertion(change), "PUT", URI, BODY);
        // Then
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("AssertionMismatch");
        assertThat(refused.getMessage()).contains("its " + claim + " differs");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "DELETE, /subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1?api-version=2023-07-01",
        "PUT, /subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv2?api-version=2023-07-01",
        "PUT, /subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1?api-version=2023-07-02",
        "PUT, //subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1?api-version=2023-07-01",
        "PUT, /subscriptions/S/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1?api-version=2023-07-01"
    })
    void anAssertionDoesNotSpeakForAnotherRequest(String method, String uri) {
        assertThat(refusal(assertion(Map.of()), method, uri, BODY))
                .isNotNull()
                .extracting(AzureException::status)
                .isEqualTo(403);
    }

    @Test
    void anAssertionDoesNotSpeakForAnotherBody() {
        byte[] other = "{\"location\":\"westus\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(assertion(Map.of()), "PUT", URI, other).code()).isEqualTo("AssertionMismatch");
        assertThat(refusal(assertion(Map.of()), "PUT", URI, null).code()).isEqualTo("AssertionMismatch");
        assertThat(refusal(assertion(Map.of()), "PUT", URI, new byte[0]).code()).isEqualTo("AssertionMismatch");
    }

    @Test
    void noBodyAndAnEmptyBodyAreTheSame() {
        // Given
        VerifiedToken assertion = assertion(Map.of("bodySha256", AssertionClaims.sha256(null)));
        // When, Then
        assertThat(call(assertion, "PUT", URI, null).body()).isNull();
        assertThat(call(assertion, "PUT", URI, new byte[0]).body()).isNull();
    }

    @Test
    void aBodyThatIsNoJsonIsTheClientsFault() {
        // Given
        byte[] broken = "{location".getBytes(StandardCharsets.UTF_8);
        VerifiedToken assertion = assertion(Map.of("bodySha256", AssertionClaims.sha256(broken)));
        // When, Then
        assertThat(refusal(assertion, "PUT", URI, broken).status()).isEqualTo(400);
    }
}
