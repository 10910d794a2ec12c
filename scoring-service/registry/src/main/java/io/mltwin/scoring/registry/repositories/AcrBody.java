package io.mltwin.scoring.registry.repositories;

import java.time.Instant;
import java.util.List;

/** Answers of Azure's own API of a registry, {@code /acr/v1} (2021-07-01). */
final class AcrBody {

    private AcrBody() {}

    /** The attributes that permit changes of a repository, manifest or tag. */
    record Attributes(boolean deleteEnabled, boolean writeEnabled, boolean readEnabled, boolean listEnabled) {

        static Attributes of(ChangeableAttributes columns) {
            return new Attributes(
                    columns.deleteEnabled, columns.writeEnabled, columns.readEnabled, columns.listEnabled);
        }
    }

    record RepositoryProperties(
            String registry,
            String imageName,
            Instant createdTime,
            Instant lastUpdateTime,
            long manifestCount,
            long tagCount,
            Attributes changeableAttributes) {}

    record Tag(
            String name,
            String digest,
            Instant createdTime,
            Instant lastUpdateTime,
            boolean signed,
            Attributes changeableAttributes) {

        static Tag of(TagEntity tag) {
            return new Tag(tag.tag, tag.digest, tag.createdAt, tag.updatedAt, false, Attributes.of(tag.attributes));
        }
    }

    record Tags(String registry, String imageName, List<Tag> tags) {}

    record OneTag(String registry, String imageName, Tag tag) {}

    record Manifest(
            String digest,
            Long imageSize,
            Instant createdTime,
            Instant lastUpdateTime,
            String architecture,
            String os,
            String mediaType,
            String configMediaType,
            List<String> tags,
            Attributes changeableAttributes) {

        static Manifest of(ManifestEntity manifest, List<String> tags) {
            return new Manifest(
                    manifest.digest,
                    manifest.imageSize == null ? manifest.size : manifest.imageSize,
                    manifest.createdAt,
                    manifest.updatedAt,
                    manifest.architecture,
                    manifest.os,
                    manifest.mediaType,
                    manifest.configMediaType,
                    tags.isEmpty() ? null : tags,
                    Attributes.of(manifest.attributes));
        }
    }

    record Manifests(String registry, String imageName, List<Manifest> manifests) {}

    record OneManifest(String registry, String imageName, Manifest manifest) {}

    /** The manifests and tags that went with a repository. */
    record Deleted(List<String> manifestsDeleted, List<String> tagsDeleted) {}

    /** The body of a PATCH of a repository, manifest or tag. A member that is absent stays as it is. */
    public record AttributesRequest(
            Boolean deleteEnabled, Boolean writeEnabled, Boolean readEnabled, Boolean listEnabled) {

        void applyTo(ChangeableAttributes attributes) {
            attributes.deleteEnabled = orElse(deleteEnabled, attributes.deleteEnabled);
            attributes.writeEnabled = orElse(writeEnabled, attributes.writeEnabled);
            attributes.readEnabled = orElse(readEnabled, attributes.readEnabled);
            attributes.listEnabled = orElse(listEnabled, attributes.listEnabled);
        }

        private static boolean orElse(Boolean asked, boolean present) {
            return asked == null ? present : asked;
        }
    }
}
