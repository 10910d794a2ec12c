package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AzureFault;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.StorageAccountService;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.ContentStream;
import io.mltwin.workspace.storage.content.NewContent;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;

/** Block blobs: put, read, change, delete and list. The caller's permission has been checked. */
@ApplicationScoped
class BlobService {

    private static final int READ_ATTEMPTS = 5;

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobVersions versions;
    private final ContentStore contents;
    private final StorageAccountService accounts;

    BlobService(
            ContainerRepository containers,
            BlobRepository blobs,
            BlobVersions versions,
            ContentStore contents,
            StorageAccountService accounts) {
        this.containers = containers;
        this.blobs = blobs;
        this.versions = versions;
        this.contents = contents;
        this.accounts = accounts;
    }

    /**
     * Put Blob. The body is stored before the transaction begins, so that no connection of the
     * database waits for a client.
     *
     * @param transportMd5 of the body as the client saw it, or null
     */
    BlobState put(
            StorageAccount account,
            String container,
            String name,
            BlobWrite write,
            byte[] transportMd5,
            long length,
            InputStream body)
            throws IOException {
        QuarkusTransaction.requiringNew().run(() -> checkBefore(account, container, name, write));
        NewContent content = contents.write(accounts.dataKey(account), body);
        try {
            if (content.length() != length) {
                throw BlobErrors.bodyTruncated();
            }
            if (ContentStore.differ(transportMd5, content.md5())
                    || ContentStore.differ(write.http().md5(), content.md5())) {
                throw BlobErrors.md5Mismatch();
            }
            BlobWrite complete =
                    new BlobWrite(
                            write.http().withMd5(content.md5()),
                            write.accessTier(),
                            write.metadata(),
                            write.conditions(),
                            write.createOnly());
            return versions.replace(account, container, name, complete, content, List.of());
        } catch (AzureFault refused) {
            contents.discard(content);
            throw refused;
        }
    }

    /** Spares the client the transfer of a body that would be refused. */
    private void checkBefore(
            StorageAccount account, String container, String name, BlobWrite write) {
        UUID id = containerId(account, container);
        write.conditions()
                .checkWrite(
                        blobs.find(id, name).map(blob -> BlobState.of(blob, null)).orElse(null));
    }

    @Transactional
    BlobState get(StorageAccount account, String container, String name) {
        return state(existing(account, container, name), accounts.dataKey(account));
    }

    /**
     * Get Blob.
     *
     * @param rangeOf the range asked for, given the length of the blob
     */
    BlobRead read(
            StorageAccount account,
            String container,
            String name,
            BlobConditions conditions,
            LongFunction<ByteRange> rangeOf) {
        for (int attempt = 1; attempt <= READ_ATTEMPTS; attempt++) {
            BlobRead read =
                    QuarkusTransaction.requiringNew()
                            .call(() -> readOnce(account, container, name, conditions, rangeOf));
            if (read != null) {
                return read;
            }
        }
        throw new AzureFault(
                        503,
                        "ServerBusy",
                        "The blob is overwritten faster than it can be opened. Please retry the request.")
                .withHeaders(Map.of("Retry-After", "1"));
    }

    private BlobRead readOnce(
            StorageAccount account,
            String container,
            String name,
            BlobConditions conditions,
            LongFunction<ByteRange> rangeOf)
            throws IOException {
        DataKey key = accounts.dataKey(account);
        BlobState state = state(existing(account, container, name), key);
        if (!conditions.allowRead(state)) {
            return new BlobRead(state, null, null);
        }
        ByteRange range = rangeOf.apply(state.length());
        ContentStream content = contents.open(state.contentId(), key);
        return content == null ? null : new BlobRead(state, range, content);
    }

    @Transactional
    BlobState setMetadata(
            StorageAccount account,
            String container,
            String name,
            Map<String, String> metadata,
            BlobConditions conditions) {
        BlobEntity blob = forChange(account, container, name, conditions);
        DataKey key = accounts.dataKey(account);
        blob.metadata = Metadata.encrypt(metadata, key, blob.metadataContext());
        versions.touch(blob);
        return state(blob, key);
    }

    @Transactional
    BlobState setHttpHeaders(
            StorageAccount account,
            String container,
            String name,
            BlobHttpHeaders http,
            BlobConditions conditions) {
        BlobEntity blob = forChange(account, container, name, conditions);
        http.applyTo(blob);
        versions.touch(blob);
        return state(blob, accounts.dataKey(account));
    }

    @Transactional
    void delete(StorageAccount account, String container, String name, BlobConditions conditions) {
        BlobEntity blob = forChange(account, container, name, conditions);
        blobs.delete(blob);
        blobs.flush();
        contents.release(List.of(blob.contentId));
    }

    @Transactional
    NamePages.Page<BlobState> page(StorageAccount account, String container, BlobListQuery query) {
        UUID id = containerId(account, container);
        DataKey key = accounts.dataKey(account);
        return NamePages.read(
                (from, before, limit) ->
                        blobs.page(id, from, before, limit).stream()
                                .map(
                                        blob ->
                                                query.withMetadata()
                                                        ? state(blob, key)
                                                        : BlobState.of(blob, Map.of()))
                                .toList(),
                BlobState::name,
                query.prefix(),
                query.delimiter(),
                query.marker(),
                query.most());
    }

    private BlobEntity forChange(
            StorageAccount account, String container, String name, BlobConditions conditions) {
        UUID id = containerId(account, container);
        blobs.lockName(id, name);
        BlobEntity blob = blobs.find(id, name).orElseThrow(BlobErrors::blobNotFound);
        conditions.checkWrite(BlobState.of(blob, null));
        return blob;
    }

    private BlobEntity existing(StorageAccount account, String container, String name) {
        return blobs.find(containerId(account, container), name)
                .orElseThrow(BlobErrors::blobNotFound);
    }

    private UUID containerId(StorageAccount account, String container) {
        return containers
                .find(account.id(), container)
                .orElseThrow(BlobErrors::containerNotFound)
                .id;
    }

    private static BlobState state(BlobEntity blob, DataKey key) {
        return BlobState.of(blob, Metadata.decrypt(blob.metadata, key, blob.metadataContext()));
    }
}
