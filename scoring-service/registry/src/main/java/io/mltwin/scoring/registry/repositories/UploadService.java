package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.chunkOutOfOrder;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.sizeInvalid;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.uploadUnknown;

import io.mltwin.armweb.AzureException;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.repositories.BlobFiles.Chunk;
import io.mltwin.scoring.registry.repositories.BlobFiles.Whole;
import io.mltwin.scoring.registry.repositories.BlobService.Blob;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.UUID;

/**
 * Uploads of blobs (OCI distribution specification 1.1): in one request, in chunks, or resumed
 * after a connection broke: a chunk counts when it has arrived whole, and the upload tells how much
 * it has.
 */
@Singleton
record UploadService(ContentRepository content, BlobFiles files) {

    /** An upload under way. */
    record Upload(UUID id, long received) {}

    /**
     * The bytes of a PATCH or PUT.
     *
     * @param upload its id
     * @param address the upload's address as the client sees it
     * @param range where the bytes lie in the blob, or null when the client does not say
     */
    record ChunkRequest(String upload, String address, ContentRange range, InputStream bytes) {}

    Upload start(RegistryAccount registry, String repository) {
        return view(content.startUpload(registry.id(), repository));
    }

    Upload find(RegistryAccount registry, String repository, String upload) {
        return view(required(registry, repository, upload));
    }

    /**
     * Adds a chunk.
     *
     * @throws AzureException 416 when another chunk is next, 400 {@code SIZE_INVALID} when it has
     *     not the length that its range says; then it is not kept
     */
    Upload append(RegistryAccount registry, String repository, ChunkRequest request) {
        UploadEntity upload = required(registry, repository, request.upload());
        requireNext(upload, request);
        Chunk chunk = files.write(registry, upload.id, upload.parts, request.bytes());
        if (request.range() != null && request.range().length() != chunk.length()) {
            files.discard(chunk);
            throw sizeInvalid(request.range().length(), chunk.length());
        }
        if (!content.appended(upload.id, chunk.part(), chunk.length(), () -> files.accept(registry, chunk))) {
            files.discard(chunk);
            throw chunkOutOfOrder(request.address(), required(registry, repository, request.upload()).received);
        }
        return new Upload(upload.id, upload.received + chunk.length());
    }

    /**
     * Makes a blob of an upload and the bytes of the last request.
     *
     * @throws AzureException 400 {@code DIGEST_INVALID} when the content has another digest; then
     *     nothing of the upload is kept; {@code BLOB_UPLOAD_INVALID} when the bytes do not arrive whole
     */
    Blob finish(RegistryAccount registry, String repository, ChunkRequest request, Digest expected) {
        UploadEntity upload = required(registry, repository, request.upload());
        requireNext(upload, request);
        Whole whole;
        try {
            whole = files.assemble(registry, upload.id, upload.parts, request.bytes(), expected);
        } catch (AzureException refused) {
            // what arrived before a connection broke stays, for its client to go on
            if (!refused.code().equals(DistributionErrors.UPLOAD_INVALID)) {
                end(registry, upload.id);
            }
            throw refused;
        }
        content.addBlob(registry.id(), repository, expected, whole.size(), () -> files.settle(registry, whole));
        end(registry, upload.id);
        return new Blob(expected, whole.size());
    }

    void cancel(RegistryAccount registry, String repository, String id) {
        end(registry, required(registry, repository, id).id);
    }

    private void end(RegistryAccount registry, UUID upload) {
        content.endUpload(upload);
        files.abandon(registry.id(), upload);
    }

    private static void requireNext(UploadEntity upload, ChunkRequest request) {
        if (request.range() != null && request.range().first() != upload.received) {
            throw chunkOutOfOrder(request.address(), upload.received);
        }
    }

    private UploadEntity required(RegistryAccount registry, String repository, String id) {
        UploadEntity upload;
        try {
            upload = content.upload(registry.id(), repository, UUID.fromString(id));
        } catch (IllegalArgumentException noUuid) {
            throw uploadUnknown(id);
        }
        if (upload == null) {
            throw uploadUnknown(id);
        }
        return upload;
    }

    private static Upload view(UploadEntity upload) {
        return new Upload(upload.id, upload.received);
    }
}
