package io.mltwin.compute.diskencryption;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** Maps rows to Azure's {@code Disk}. */
final class ClusterDiskMapper {

    static final String TYPE = "Microsoft.Compute/disks";

    private ClusterDiskMapper() {}

    /** What a {@code Disk} shows beyond what each tracked resource does. */
    record AnswerBody(String managedBy, Properties properties) {}

    record Properties(
            String osType,
            @JsonProperty("diskSizeGB") int diskSizeGb,
            String diskState,
            String provisioningState,
            Instant timeCreated,
            Encryption encryption) {}

    record Encryption(String diskEncryptionSetId, String type) {}

    static AnswerBody body(ClusterDiskEntity disk, DiskEncryptionSetEntity set) {
        return new AnswerBody(
                disk.clusterId,
                new Properties(
                        disk.os ? "Linux" : null,
                        disk.sizeGb,
                        "Attached",
                        "Succeeded",
                        disk.createdAt,
                        new Encryption(set.id, set.encryptionType)));
    }
}
