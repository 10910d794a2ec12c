package io.mltwin.compute.datastores;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.compute.datastores.ContainerSas.SigningKey;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Storage itself accepts these signatures in the flows; here stands what they permit. */
class ContainerSasTest {

    private static final Instant END = Instant.parse("2026-01-02T03:04:05.678Z");

    private static Map<String, String> sas(String container, String key) {
        return sas(container, SigningKey.ofAccount(key));
    }

    private static Map<String, String> sas(String container, SigningKey key) {
        return Arrays.stream(ContainerSas.of("acct", key, container, "rl", END).split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    @Test
    void itIsForOneContainerOverHttpsUntilItsEnd() {
        assertThat(sas("data", "a2V5"))
                .containsEntry("sr", "c")
                .containsEntry("sp", "rl")
                .containsEntry("spr", "https")
                .containsEntry("se", "2026-01-02T03:04:05Z")
                .containsOnlyKeys("sv", "sr", "sp", "se", "spr", "sig");
    }

    @Test
    void thatOfABlobCoversItsNameAndItsKind() {
        SigningKey key = SigningKey.ofAccount("a2V5");

        String blob = ContainerSas.ofBlob("acct", key, "data", "a/b", "r", END);

        assertThat(blob).contains("sr=b").contains("sp=r");
        assertThat(blob).isNotEqualTo(ContainerSas.ofBlob("acct", key, "data", "a/c", "r", END));
        assertThat(blob.substring(blob.indexOf("sig=")))
                .isNotEqualTo(sas("data", "a2V5").get("sig"));
    }

    /** What is signed stands in "Create a user delegation SAS". */
    @Test
    void aUserDelegationKeySignsItsTermsToo() {
        // Given
        Map<String, String> key = Map.of(
                "SignedOid",
                "oid",
                "SignedTid",
                "tid",
                "SignedStart",
                "2026-01-02T02:00:00Z",
                "SignedExpiry",
                "2026-01-02T04:00:00Z",
                "SignedService",
                "b",
                "SignedVersion",
                "2020-10-02",
                "Value",
                "a2V5");

        // When
        Map<String, String> sas = sas("data", SigningKey.ofDelegation(key));

        // Then
        assertThat(sas)
                .containsEntry("skoid", "oid")
                .containsEntry("sktid", "tid")
                .containsEntry("skt", "2026-01-02T02:00:00Z")
                .containsEntry("ske", "2026-01-02T04:00:00Z")
                .containsEntry("sks", "b")
                .containsEntry("skv", "2020-10-02")
                .containsEntry("sig", ContainerSas.sign("a2V5", """
                                rl

                                2026-01-02T03:04:05Z
                                /blob/acct/data
                                oid
                                tid
                                2026-01-02T02:00:00Z
                                2026-01-02T04:00:00Z
                                b
                                2020-10-02




                                https
                                2020-10-02
                                c






                                """.stripTrailing() + "\n".repeat(6)));
        assertThat(SigningKey.ofDelegation(key).toString()).doesNotContain("a2V5");
    }

    @Test
    void theSignatureCoversTheContainerAndNeedsTheKey() {
        String signature = sas("data", "a2V5").get("sig");

        assertThat(sas("data", "a2V5")).containsEntry("sig", signature);
        assertThat(sas("other", "a2V5").get("sig")).isNotEqualTo(signature);
        assertThat(sas("data", "a2V6").get("sig")).isNotEqualTo(signature);
    }
}
