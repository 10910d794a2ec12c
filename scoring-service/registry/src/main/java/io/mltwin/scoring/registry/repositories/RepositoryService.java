package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.manifestUnknown;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.repositoryUnknown;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.tagUnknown;

import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.AcrBody.Attributes;
import io.mltwin.scoring.registry.repositories.AcrBody.AttributesRequest;
import io.mltwin.scoring.registry.repositories.AcrBody.Deleted;
import io.mltwin.scoring.registry.repositories.AcrBody.Manifest;
import io.mltwin.scoring.registry.repositories.AcrBody.OneManifest;
import io.mltwin.scoring.registry.repositories.AcrBody.OneTag;
import io.mltwin.scoring.registry.repositories.AcrBody.RepositoryProperties;
import io.mltwin.scoring.registry.repositories.AcrBody.Tag;
import io.mltwin.scoring.registry.repositories.RepositoryCatalog.Order;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Repositories, manifests and tags with their times, sizes and attributes (Azure Container Registry
 * data plane, API 2021-07-01).
 */
@ApplicationScoped
@Transactional
class RepositoryService {

    private final RepositoryCatalog catalog;
    private final ContentRepository content;

    RepositoryService(RepositoryCatalog catalog, ContentRepository content) {
        this.catalog = catalog;
        this.content = content;
    }

    RepositoryProperties get(RegistryAccount registry, String repository) {
        return body(registry, required(registry, repository));
    }

    RepositoryProperties change(RegistryAccount registry, String repository, AttributesRequest request) {
        RepositoryEntity changed = catalog.change(registry.id(), repository, request);
        if (changed == null) {
            throw repositoryUnknown(repository);
        }
        return body(registry, changed);
    }

    private RepositoryProperties body(RegistryAccount registry, RepositoryEntity found) {
        return new RepositoryProperties(
                registry.loginServer(),
                found.repository,
                found.createdAt,
                found.updatedAt,
                catalog.manifestCount(registry.id(), found.repository),
                catalog.tagCount(registry.id(), found.repository),
                Attributes.of(found.attributes));
    }

    /** Deletes a repository with everything in it, unless something in it may not be deleted. */
    Deleted delete(RegistryAccount registry, String repository) {
        required(registry, repository);
        return content.deleteRepository(registry.id(), repository);
    }

    List<Tag> tags(RegistryAccount registry, String repository, PageRequest page, Order order, String digest) {
        required(registry, repository);
        return catalog.tags(registry.id(), repository, page, order, digest).stream()
                .map(Tag::of)
                .toList();
    }

    OneTag tag(RegistryAccount registry, String repository, String name) {
        return body(registry, repository, name, content.tag(registry.id(), repository, name));
    }

    OneTag changeTag(RegistryAccount registry, String repository, String name, AttributesRequest request) {
        return body(registry, repository, name, catalog.changeTag(registry.id(), repository, name, request));
    }

    private static OneTag body(RegistryAccount registry, String repository, String name, TagEntity tag) {
        if (tag == null) {
            throw tagUnknown(name);
        }
        return new OneTag(registry.loginServer(), repository, Tag.of(tag));
    }

    List<Manifest> manifests(RegistryAccount registry, String repository, PageRequest page, Order order) {
        required(registry, repository);
        return catalog.manifests(registry.id(), repository, page, order).stream()
                .map(manifest -> Manifest.of(manifest, catalog.tagsOf(manifest)))
                .toList();
    }

    OneManifest manifest(RegistryAccount registry, String repository, Digest digest) {
        return body(registry, digest, content.manifest(registry.id(), repository, digest.text()));
    }

    OneManifest changeManifest(RegistryAccount registry, String repository, Digest digest, AttributesRequest request) {
        return body(registry, digest, catalog.changeManifest(registry.id(), repository, digest.text(), request));
    }

    private OneManifest body(RegistryAccount registry, Digest digest, ManifestEntity manifest) {
        if (manifest == null) {
            throw manifestUnknown(digest.text());
        }
        return new OneManifest(
                registry.loginServer(), manifest.repository, Manifest.of(manifest, catalog.tagsOf(manifest)));
    }

    private RepositoryEntity required(RegistryAccount registry, String repository) {
        RepositoryEntity found = catalog.find(registry.id(), repository);
        if (found == null) {
            throw repositoryUnknown(repository);
        }
        return found;
    }
}
