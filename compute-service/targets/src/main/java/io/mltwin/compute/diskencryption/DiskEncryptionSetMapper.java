package io.mltwin.compute.diskencryption;

import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityBody;
import java.time.Instant;
import java.util.List;

/** Maps between rows and Azure's {@code DiskEncryptionSet}. */
final class DiskEncryptionSetMapper {

    static final String TYPE = "Microsoft.Compute/diskEncryptionSets";

    private DiskEncryptionSetMapper() {}

    /** What a {@code DiskEncryptionSet} shows beyond what each tracked resource does. */
    record AnswerBody(IdentityBody identity, Properties properties) {}

    record Properties(
            String encryptionType,
            ActiveKey activeKey,
            List<ActiveKey> previousKeys,
            String provisioningState,
            boolean rotationToLatestKeyVersionEnabled,
            Instant lastKeyRotationTimestamp) {}

    record ActiveKey(SourceVault sourceVault, String keyUrl) {}

    record SourceVault(String id) {}

    static AnswerBody body(DiskEncryptionSetEntity set) {
        return new AnswerBody(
                IdentityBody.of(set.id, HostedIdentity.read(set.identities)),
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
}
