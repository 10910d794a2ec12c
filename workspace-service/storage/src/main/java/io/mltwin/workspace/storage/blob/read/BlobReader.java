package io.mltwin.workspace.storage.blob.read;

import static io.mltwin.workspace.storage.wire.DataErrors.archived;
import static io.mltwin.workspace.storage.wire.DataErrors.busyReading;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.content.BlobKeys;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.request.RequestedEncryption;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobLookup;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.Extents;
import io.mltwin.workspace.storage.content.PartLists;
import io.mltwin.workspace.storage.content.StoredBytes;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.ByteRange;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongFunction;

/** Reads content, properties and tags of blobs. The caller's permission has been checked. */
@ApplicationScoped
public class BlobReader {

    private static final int ATTEMPTS = 5;

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlobLookup lookup;
    private final BlobConditionValidator validator;
    private final BlobKeys keys;
    private final ContentStore contents;
    private final PartLists parts;
    private final Extents extents;

    BlobReader(
            ContainerRepository containers,
            BlobRepository blobs,
            BlobLookup lookup,
            BlobConditionValidator validator,
            BlobKeys keys,
            ContentStore contents,
            PartLists parts,
            Extents extents) {
        this.containers = containers;
        this.blobs = blobs;
        this.lookup = lookup;
        this.validator = validator;
        this.keys = keys;
        this.contents = contents;
        this.parts = parts;
        this.extents = extents;
    }

    /**
     * Properties; the key of the blob's encryption scope is opened after the transaction.
     *
     * @return null when the client has this version already
     */
    public BlobState get(
            StorageAccount account, BlobAddress address, BlobConditions conditions, RequestedEncryption encryption) {
        DataKey key = account.dataKey();
        BlobEntity blob = QuarkusTransaction.joiningExisting().call(() -> existing(account, address));
        Protection own = keys.ofExisting(account, blob.encryption, encryption);
        return validator.beforeRead(blob, conditions, () -> key)
                ? BlobState.of(blob, Protection.keyOr(own, key), key)
                : null;
    }

    /**
     * Returns the state without metadata and content, which needs no key of the client.
     *
     * @return null when the client has this version already
     */
    @Transactional
    public BlobState getTags(StorageAccount account, BlobAddress address, BlobConditions conditions) {
        DataKey key = account.dataKey();
        BlobEntity blob = existing(account, address);
        return validator.beforeRead(blob, conditions, () -> key) ? BlobState.of(blob, null, key) : null;
    }

    /** Returns the version that a 304 names. */
    @Transactional
    public BlobState version(StorageAccount account, BlobAddress address) {
        return BlobState.of(existing(account, address), null);
    }

    /**
     * Get Blob.
     *
     * @param encryption that the request says
     * @param rangeOf the range asked for, given the length of the blob
     */
    public OpenBlob read(
            StorageAccount account,
            BlobAddress address,
            BlobConditions conditions,
            RequestedEncryption encryption,
            LongFunction<ByteRange> rangeOf) {
        return read(account, address, conditions, encryption, rangeOf, false);
    }

    /**
     * Returns the same for a copy.
     *
     * @param rehydrates it leaves the archive by it
     */
    public OpenBlob read(
            StorageAccount account,
            BlobAddress address,
            BlobConditions conditions,
            RequestedEncryption encryption,
            LongFunction<ByteRange> rangeOf,
            boolean rehydrates) {
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                OpenBlob read = readOnce(account, address, conditions, encryption, rangeOf, rehydrates);
                if (read != null) {
                    return read;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw busyReading();
    }

    private OpenBlob readOnce(
            StorageAccount account,
            BlobAddress address,
            BlobConditions conditions,
            RequestedEncryption encryption,
            LongFunction<ByteRange> rangeOf,
            boolean rehydrates)
            throws IOException {
        DataKey key = account.dataKey();
        BlobLookup.Found found = lookup.find(account, address);
        BlobEntity blob = found.blob();
        DataKey own = Protection.keyOr(keys.ofExisting(account, blob.encryption, encryption), key);
        boolean wanted = validator.beforeRead(blob, conditions, () -> key);
        BlobState state = wanted ? BlobState.of(blob, own, key) : BlobState.of(blob, null);
        if (!wanted) {
            return new OpenBlob(state, null, null);
        }
        if (!rehydrates && Rehydration.ARCHIVE.equals(state.accessTier())) {
            throw archived();
        }
        ByteRange range = rangeOf.apply(state.length());
        StoredBytes content = open(state, found.ciphertext(), own);
        return content == null ? null : new OpenBlob(state, range, content);
    }

    /** Opens the content; null when it has been replaced in the meantime. */
    private StoredBytes open(BlobState state, byte[] ciphertext, DataKey key) throws IOException {
        if (state.contentId() != null) {
            return contents.open(state.contentId(), ciphertext, key);
        }
        if (state.isInRow()) {
            return contents.open(state.id(), ciphertext, key);
        }
        return state.partsId() != null ? parts.open(state.partsId(), key) : extents.open(state.id(), key);
    }

    private BlobEntity existing(StorageAccount account, BlobAddress address) {
        return blobs.require(containers.requireId(account, address.container()), address);
    }
}
