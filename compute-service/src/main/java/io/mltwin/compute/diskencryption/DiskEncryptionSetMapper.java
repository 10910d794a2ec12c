package io.mltwin.compute.diskencryption;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Maps between rows and Azure's {@code DiskEncryptionSet}. */
final class DiskEncryptionSetMapper {

    static final String TYPE = "Microsoft.Compute/diskEncryptionSets";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private DiskEncryptionSetMapper() {}

    /** {@code DiskEncryptionSet} in answers. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AnswerBody(
            String id,
            String name,
            String type,
            String location,
            Map<String, String> tags,
            IdentityBody identity,
            Properties properties) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Properties(
            String encryptionType,
            ActiveKey activeKey,
            List<ActiveKey> previousKeys,
            String provisioningState,
            boolean rotationToLatestKeyVersionEnabled,
            Instant lastKeyRotationTimestamp) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActiveKey(SourceVault sourceVault, String keyUrl) {}

    record SourceVault(String id) {}

    static AnswerBody body(DiskEncryptionSetEntity set) {
        return new AnswerBody(
                set.armId,
                set.name,
                TYPE,
                set.location,
                tags(set.tags),
                IdentityBody.of(set.armId, HostedIdentity.read(set.identities)),
                new Properties(
                        set.encryptionType,
                        new ActiveKey(
                                set.sourceVault == null ? null : new SourceVault(set.sourceVault), keyInForce(set)),
                        List.of(),
                        "Succeeded",
                        set.rotates,
                        set.keyRotated));
    }

    /** The version that wraps the data key; before the first use the key that was given. */
    private static String keyInForce(DiskEncryptionSetEntity set) {
        return set.dataKey == null ? set.keyUrl : CustomerKeys.versionOf(set.dataKey);
    }

    static String tags(Map<String, String> tags) {
        try {
            return JSON.writeValueAsString(tags == null ? Map.of() : tags);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }

    private static Map<String, String> tags(String stored) {
        try {
            return JSON.readValue(stored, TAGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored tags are no JSON", e);
        }
    }
}
