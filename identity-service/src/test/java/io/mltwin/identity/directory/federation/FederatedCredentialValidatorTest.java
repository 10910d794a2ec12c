package io.mltwin.identity.directory.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.identity.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FederatedCredentialValidatorTest {

    private static final String IDENTITY =
            "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/uai";

    @ParameterizedTest
    @CsvSource({
        "gitHub, accepted",
        "a_-, accepted",
        "0ab, accepted",
        "ab, InvalidResourceName",
        "_ab, InvalidResourceName",
        "-ab, InvalidResourceName",
        "a b, InvalidResourceName",
        "a.b, InvalidResourceName",
    })
    void namesAreThoseOfAzure(String name, String outcome) throws Exception {
        assertThat(put(name, body("https://issuer", "s", "[\"a\"]"))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"120, accepted", "121, InvalidResourceName"})
    void aNameHasAtMost120Characters(int length, String outcome) throws Exception {
        assertThat(put("n".repeat(length), body("https://issuer", "s", "[\"a\"]")))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "https://token.actions.githubusercontent.com, accepted",
        "https://issuer/path, accepted",
        "http://issuer, BadRequest",
        "HTTPS://issuer, BadRequest",
        "https://issuer?q=1, BadRequest",
        "https://issuer#f, BadRequest",
        "https://user@issuer, BadRequest",
        "https:issuer, BadRequest",
        "issuer, BadRequest",
        "'https://two words', BadRequest",
        "'', BadRequest",
    })
    void anIssuerIsAPlainHttpsUrl(String issuer, String outcome) throws Exception {
        assertThat(put("gitHub", body(issuer, "s", "[\"a\"]"))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"api://AzureADTokenExchange\"] | accepted",
                "[] | BadRequest",
                "[\"a\",\"b\"] | BadRequest",
                "[\" \"] | BadRequest",
                "[1] | BadRequest",
                "\"a\" | BadRequest",
                "null | BadRequest",
            })
    void thereIsExactlyOneAudience(String audiences, String outcome) throws Exception {
        assertThat(put("gitHub", body("https://issuer", "s", audiences))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"1, accepted", "600, accepted", "601, BadRequest", "0, BadRequest"})
    void aSubjectHas1To600Characters(int length, String outcome) throws Exception {
        assertThat(put("gitHub", body("https://issuer", "s".repeat(length), "[\"a\"]")))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "another, https://issuer, subject, BadRequest",
        "another, https://issuer, other, accepted",
        "another, https://other, subject, accepted",
        "first, https://issuer, subject, accepted",
    })
    void issuerAndSubjectAreOfOneCredential(String nameKey, String issuer, String subject, String outcome) {
        // Given
        List<FederatedCredentialEntity> all = List.of(row("first", "https://issuer", "subject"));

        // When
        String refusal = Refusal.code(() -> FederatedCredentialValidator.validateAmong(
                new FederatedCredential(issuer, subject, List.of("a")), key(nameKey), all));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"19, new, accepted", "20, new, BadRequest", "20, n7, accepted"})
    void anIdentityHasAtMost20(int there, String nameKey, String outcome) {
        // Given
        List<FederatedCredentialEntity> all = IntStream.range(0, there)
                .mapToObj(i -> row("n" + i, "https://issuer", "subject " + i))
                .toList();

        // When
        String refusal = Refusal.code(() -> FederatedCredentialValidator.validateAmong(
                new FederatedCredential("https://issuer", "new", List.of("a")), key(nameKey), all));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @Test
    void theOtherCredentialIsNamed() {
        assertThatThrownBy(() -> FederatedCredentialValidator.validateAmong(
                        new FederatedCredential("https://i", "s", List.of("a")),
                        key("second"),
                        List.of(row("first", "https://i", "s"))))
                .hasMessageContaining("'first'");
    }

    private static String put(String name, JsonNode body) {
        return Refusal.code(() -> FederatedCredentialValidator.validate(id(name), body));
    }

    private static ArmResourceId id(String name) {
        return ArmResourceId.parse(IDENTITY + "/federatedIdentityCredentials/" + name);
    }

    private static String key(String name) {
        return id(name).key();
    }

    private static JsonNode body(String issuer, String subject, String audiences) throws JsonProcessingException {
        return new ObjectMapper().readTree("""
                        {"properties": {"issuer": "%s", "subject": "%s", "audiences": %s}}
                        """.formatted(issuer, subject, audiences));
    }

    private static FederatedCredentialEntity row(String name, String issuer, String subject) {
        FederatedCredentialEntity row = new FederatedCredentialEntity();
        row.create(id(name), Instant.EPOCH);
        row.accept(new FederatedCredential(issuer, subject, List.of("a")));
        return row;
    }
}
