package io.mltwin.workspace.storage.blob.block;

import static io.mltwin.workspace.storage.wire.DataErrors.blobNotFound;
import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlobType;
import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlockId;
import static io.mltwin.workspace.storage.wire.DataErrors.invalidBlockList;
import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTruncated;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidQuery;
import static io.mltwin.workspace.storage.wire.RequestErrors.md5Mismatch;

import io.mltwin.armweb.AzureException;
import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.containers.ContainerRepository;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.request.BlobAddress;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobRepository;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.BlockEntity;
import io.mltwin.workspace.storage.blob.state.BlockRepository;
import io.mltwin.workspace.storage.blob.state.CommittedBlocks;
import io.mltwin.workspace.storage.blob.versions.BlobWriter;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.encryption.Encryption;
import io.mltwin.workspace.storage.encryption.EncryptionErrors;
import io.mltwin.workspace.storage.encryption.Protection;
import io.mltwin.workspace.storage.wire.Checksums;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores, commits and lists blocks ("Put Block", "Put Block List", "Get Block List"). */
@ApplicationScoped
public class BlockService {

    private static final int LONGEST_ID = 64;
    private static final int COMMIT_ATTEMPTS = 5;

    private final ContainerRepository containers;
    private final BlobRepository blobs;
    private final BlockRepository blocks;
    private final BlobWriter writer;
    private final BlobConditionValidator validator;
    private final BlockSources sources;
    private final BlockAssembler assembly;
    private final ContentStore contents;
    private final Clock clock;

    BlockService(
            ContainerRepository containers,
            BlobRepository blobs,
            BlockRepository blocks,
            BlobWriter writer,
            BlobConditionValidator validator,
            BlockSources sources,
            BlockAssembler assembly,
            ContentStore contents,
            Clock clock) {
        this.containers = containers;
        this.blobs = blobs;
        this.blocks = blocks;
        this.writer = writer;
        this.validator = validator;
        this.sources = sources;
        this.assembly = assembly;
        this.contents = contents;
        this.clock = clock;
    }

    /** The blocks of a blob. */
    public record Blocks(
            BlobState blobOrNull, List<CommittedBlocks.Block> committed, List<CommittedBlocks.Block> uncommitted) {}

    /** Keeps a block until a block list names it; a block of the same id is replaced. */
    void put(
            StorageAccount account,
            String container,
            String blob,
            String blockId,
            BlobConditions conditions,
            Protection protection,
            Checksums said,
            long length,
            InputStream body)
            throws IOException {
        int idLength = idLength(blockId);
        QuarkusTransaction.requiringNew().run(() -> containers.requireId(account, container));
        NewContent content = contents.write(Protection.keyOr(protection, account.dataKey()), body);
        try {
            if (content.length() != length) {
                throw bodyTruncated();
            }
            if (ContentStore.differ(said.md5(), content.md5())) {
                throw md5Mismatch();
            }
            QuarkusTransaction.requiringNew()
                    .run(() -> keep(
                            account,
                            container,
                            blob,
                            blockId,
                            idLength,
                            conditions,
                            Protection.encryption(protection),
                            content));
        } catch (AzureException refused) {
            contents.discard(content);
            throw refused;
        }
    }

    private void keep(
            StorageAccount account,
            String containerName,
            String blob,
            String blockId,
            int idLength,
            BlobConditions conditions,
            Encryption encryption,
            NewContent content) {
        UUID container = containers.requireForWriting(account, containerName);
        blobs.lockName(container, blob);
        BlobEntity existing = blobs.find(container, blob).orElse(null);
        if (existing != null && !existing.kind.equals(BlobState.Kind.BLOCK.wire())) {
            throw invalidBlobType(existing.kind);
        }
        validator.beforeBlock(existing, conditions);
        Optional<BlockEntity> any = blocks.anyOf(container, blob);
        if (any.isPresent() && idLength(any.get().blockId) != idLength) {
            throw invalidBlockId("all block ids of a blob must have the same length.");
        }
        contents.keep(container, content);
        BlockEntity block = blocks.find(container, blob, blockId).orElse(null);
        UUID replaced = block == null ? null : block.contentId;
        if (block == null) {
            block = new BlockEntity();
            block.id = UUID.randomUUID();
            block.containerId = container;
            block.blobName = blob;
            block.blockId = blockId;
        }
        block.contentId = content.id();
        block.contentLength = content.length();
        block.encryption = encryption;
        block.created = clock.instant();
        blocks.persistAndFlush(block);
        if (replaced != null) {
            contents.release(List.of(replaced));
        }
    }

    /**
     * Puts the named blocks together as the blob's new content. The blocks are looked up a second
     * time under the lock of the name; if they have changed, the commit starts again.
     */
    BlobState commit(StorageAccount account, String container, String blob, BlobWrite write, List<BlockList.Entry> list)
            throws IOException {
        DataKey key = write.keyOr(account.dataKey());
        for (int attempt = 1; attempt <= COMMIT_ATTEMPTS; attempt++) {
            List<BlockSources.Source> found = QuarkusTransaction.requiringNew()
                    .call(() -> sources.find(containers.requireId(account, container), blob, list));
            if (found == null) {
                continue;
            }
            for (BlockSources.Source source : found) {
                EncryptionErrors.checkSame(source.encryption(), write.protection());
            }
            NewBlob together = assembly.assemble(found, key);
            BlobState made = null;
            try {
                made = QuarkusTransaction.requiringNew().call(() -> {
                    UUID id = containers.requireForWriting(account, container);
                    blobs.lockName(id, blob);
                    return found.equals(sources.find(id, blob, list))
                            ? writer.replace(account, container, blob, write, together)
                            : null;
                });
            } catch (AzureException refused) {
                together.contents().forEach(contents::discard);
                throw refused;
            }
            if (made != null) {
                return made;
            }
            together.contents().forEach(contents::discard);
        }
        throw invalidBlockList("its blocks are replaced all the time.");
    }

    /** Get Block List; a blob that has neither content nor blocks is not found. */
    @Transactional
    Blocks list(StorageAccount account, BlobAddress address, BlobConditions conditions) {
        UUID container = containers.requireId(account, address.container());
        String name = address.blob();
        Optional<BlobEntity> blob = blobs.find(container, name, address.snapshot());
        blob.ifPresent(row -> validator.beforeRead(row, conditions, account::dataKey));
        if (blob.isPresent() && !blob.get().kind.equals(BlobState.Kind.BLOCK.wire())) {
            throw invalidBlobType(blob.get().kind);
        }
        List<CommittedBlocks.Block> uncommitted = blocks.ofBlob(container, name).stream()
                .map(block -> new CommittedBlocks.Block(block.blockId, block.contentLength))
                .toList();
        if (blob.isEmpty() && uncommitted.isEmpty()) {
            throw blobNotFound();
        }
        return new Blocks(
                blob.map(row -> BlobState.of(row, null)).orElse(null),
                blob.map(row -> CommittedBlocks.read(row.blocks)).orElse(List.of()),
                uncommitted);
    }

    private static int idLength(String blockId) {
        try {
            int length = Base64.getDecoder().decode(blockId).length;
            if (length > 0 && length <= LONGEST_ID) {
                return length;
            }
        } catch (IllegalArgumentException malformed) {
            throw invalidQuery("blockid", blockId, "it must be Base64.");
        }
        throw invalidQuery("blockid", blockId, "it must have 1 to " + LONGEST_ID + " bytes.");
    }
}
