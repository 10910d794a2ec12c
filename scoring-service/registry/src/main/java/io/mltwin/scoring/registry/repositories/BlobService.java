package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.blobUnknown;

import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryService.RegistryDeleted;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.io.InputStream;

/** Blobs of repositories (OCI distribution specification 1.1): read, mounted, deleted. */
@Singleton
record BlobService(ContentRepository content, BlobFiles files, ContentLocks locks) {

    /** A blob that a repository has. */
    record Blob(Digest digest, long size) {}

    /**
     * Makes a blob of another repository of the same registry one of this too; null when it has
     * none.
     */
    Blob mount(RegistryAccount registry, String repository, String from, Digest digest) {
        Long size = content.mountBlob(registry.id(), repository, from, digest);
        return size == null ? null : new Blob(digest, size);
    }

    Blob blob(RegistryAccount registry, String repository, Digest digest) {
        locks.requireReadable(registry.id(), repository);
        BlobEntity blob = content.blob(registry.id(), repository, digest.text());
        if (blob == null) {
            throw blobUnknown(digest.text());
        }
        return new Blob(digest, blob.size);
    }

    InputStream open(RegistryAccount registry, String repository, Digest digest) {
        return files.open(registry, blob(registry, repository, digest).digest());
    }

    /** Returns a part of a blob, or all of it when {@code range} is null. */
    InputStream open(RegistryAccount registry, Blob blob, BlobRange range) {
        return range == null ? files.open(registry, blob.digest()) : files.open(registry, blob.digest(), range);
    }

    /**
     * Takes a blob from a repository; its content goes when no other repository of the registry has
     * it.
     */
    void delete(RegistryAccount registry, String repository, Digest digest) {
        if (!content.deleteBlob(registry.id(), repository, digest)) {
            throw blobUnknown(digest.text());
        }
        content.deleteUnused(registry.id(), digest, () -> files.delete(registry.id(), digest));
    }

    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) RegistryDeleted event) {
        files.deleteRegistry(event.id());
    }
}
