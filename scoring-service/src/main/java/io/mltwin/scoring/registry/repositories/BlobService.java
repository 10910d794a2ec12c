package io.mltwin.scoring.registry.repositories;

import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryService.RegistryDeleted;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.UUID;

/** Uploads and blobs of repositories (OCI distribution specification 1.1). */
@Singleton
class BlobService {

    private final ContentRepository content;
    private final BlobFiles files;

    BlobService(ContentRepository content, BlobFiles files) {
        this.content = content;
        this.files = files;
    }

    /** An upload under way. */
    record Upload(UUID id, long received) {}

    /** A blob that a repository has. */
    record Blob(Digest digest, long size) {}

    Upload start(RegistryAccount registry, String repository) {
        return view(content.startUpload(registry.id(), repository));
    }

    Upload find(RegistryAccount registry, String repository, String upload) {
        return view(required(registry, repository, upload));
    }

    /** Adds a chunk; {@code from} is where its Content-Range begins, or -1 for none. */
    Upload append(
            RegistryAccount registry, String repository, String id, long from, InputStream chunk) {
        UploadEntity upload = required(registry, repository, id);
        if (from >= 0 && from != upload.received) {
            throw DistributionErrors.rangeInvalid(upload.received);
        }
        long length = files.append(registry, upload.id, upload.parts, chunk);
        return view(content.appended(upload.id, length));
    }

    Blob finish(
            RegistryAccount registry,
            String repository,
            String id,
            Digest expected,
            InputStream last) {
        UploadEntity upload = required(registry, repository, id);
        try {
            long size = files.finish(registry, upload.id, upload.parts, last, expected);
            content.addBlob(registry.id(), repository, expected, size);
            return new Blob(expected, size);
        } finally {
            content.endUpload(upload.id);
        }
    }

    /**
     * Makes a blob of another repository of the same registry one of this too; null when it has
     * none.
     */
    Blob mount(RegistryAccount registry, String repository, String from, Digest digest) {
        BlobEntity there = content.blob(registry.id(), from, digest.text());
        if (there == null) {
            return null;
        }
        content.addBlob(registry.id(), repository, digest, there.size);
        return new Blob(digest, there.size);
    }

    void cancel(RegistryAccount registry, String repository, String id) {
        UploadEntity upload = required(registry, repository, id);
        content.endUpload(upload.id);
        files.abandon(registry, upload.id);
    }

    Blob blob(RegistryAccount registry, String repository, Digest digest) {
        BlobEntity blob = content.blob(registry.id(), repository, digest.text());
        if (blob == null) {
            throw DistributionErrors.blobUnknown(digest.text());
        }
        return new Blob(digest, blob.size);
    }

    InputStream open(RegistryAccount registry, String repository, Digest digest) {
        return files.open(registry, blob(registry, repository, digest).digest());
    }

    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) RegistryDeleted event) {
        files.deleteRegistry(event.id());
    }

    private UploadEntity required(RegistryAccount registry, String repository, String id) {
        UploadEntity upload = null;
        try {
            upload = content.upload(registry.id(), repository, UUID.fromString(id));
        } catch (IllegalArgumentException noUuid) {
            throw DistributionErrors.uploadUnknown(id);
        }
        if (upload == null) {
            throw DistributionErrors.uploadUnknown(id);
        }
        return upload;
    }

    private static Upload view(UploadEntity upload) {
        return new Upload(upload.id, upload.received);
    }
}
