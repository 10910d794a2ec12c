package io.mltwin.compute.diskencryption;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;

/** Maps rows to Azure's {@code Disk}. */
final class ClusterDiskMapper {

    static final String TYPE = "Microsoft.Compute/disks";

    private ClusterDiskMapper() {}

    /** {@code Disk} in answers. */
    record AnswerBody(
            String id,
            String name,
            String type,
            String location,
            Map<String, String> tags,
            String managedBy,
            Properties properties) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
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
                disk.armId,
                disk.name,
                TYPE,
                disk.location,
                Map.of(),
                disk.clusterId,
                new Properties(
                        disk.os ? "Linux" : null,
                        disk.sizeGb,
                        "Attached",
                        "Succeeded",
                        disk.created,
                        new Encryption(set.armId, set.encryptionType)));
    }
}
