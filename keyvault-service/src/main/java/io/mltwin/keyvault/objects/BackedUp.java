package io.mltwin.keyvault.objects;

import java.time.Instant;
import java.util.Map;

/** What a backup keeps of a version, whatever it is a version of. */
public record BackedUp(
        String version,
        Map<String, String> tags,
        boolean enabled,
        Long nbf,
        Long exp,
        long created,
        long updated) {

    public static BackedUp of(ObjectVersion entity) {
        return new BackedUp(
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
