package io.mltwin.keyvault.objects.backup;

import io.mltwin.keyvault.objects.Attributes;
import io.mltwin.keyvault.objects.ObjectVersion;
import io.mltwin.keyvault.objects.Tags;
import java.time.Instant;
import java.util.Map;

/** The part of a backup that versions of secrets, keys and certificates have in common. */
public record VersionBackup(
        String version, Map<String, String> tags, boolean enabled, Long nbf, Long exp, long created, long updated) {

    public static VersionBackup of(ObjectVersion entity) {
        return new VersionBackup(
                entity.version,
                Tags.read(entity.tags),
                entity.enabled,
                Attributes.seconds(entity.notBefore),
                Attributes.seconds(entity.expires),
                entity.createdAt.getEpochSecond(),
                entity.updatedAt.getEpochSecond());
    }

    /** Writes it to the row of a restored version. */
    public void restore(ObjectVersion entity) {
        entity.version = version;
        entity.tags = Tags.write(tags);
        entity.enabled = enabled;
        entity.notBefore = instant(nbf);
        entity.expires = instant(exp);
        entity.createdAt = Instant.ofEpochSecond(created);
        entity.updatedAt = Instant.ofEpochSecond(updated);
    }

    private static Instant instant(Long seconds) {
        return seconds == null ? null : Instant.ofEpochSecond(seconds);
    }
}
